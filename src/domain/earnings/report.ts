import { readBlockClicks } from '../../../db/queries/clicks.ts'
import { findEarningHabits, readEarnings } from '../../../db/queries/earnings.ts'
import type { Profile } from '../../../db/schema/profiles.ts'
import { cut, type Slot, type Step } from '../calendar.ts'
import { pieceOf } from '../clicks/pieces.ts'
import type { Ctx } from '../ctx.ts'
import { type Range, stepsFor, stretchOf } from '../periods.ts'
import { type CurrencyEarnings, earningsByCurrency } from './series.ts'

export interface EarningsReport {
	range: Range
	step: Step
	/** The steps that leave the range readable. */
	steps: Step[]
	slots: Slot[]
	/** Empty when nothing was entered for this time. */
	currencies: CurrencyEarnings[]
	/** The newest entries of the range, at most as many as asked for. */
	latest: Awaited<ReturnType<typeof readEarnings>>['latest']
	targets: Awaited<ReturnType<typeof readEarnings>>['targets']
	/** True when there is no entry at any time. */
	isNew: boolean
}

type Question = Pick<Ctx, 'db' | 'userId' | 'now'>

/** One's own earnings by the date of the sale, its days cut in the profile's zone; `wanted` is a step, if it fits. */
export async function readEarningsReport(
	{ db, userId, now }: Question,
	profile: Profile,
	range: Range,
	wanted: string | null,
	entries: number,
): Promise<EarningsReport> {
	const habits = findEarningHabits(db, userId, profile.id)
	const since = range === 'all' ? ((await habits).firstAt ?? now) : now
	const stretch = stretchOf(range, now, profile.timeZone, since)
	const steps = stepsFor(stretch)
	const step = steps.find((one) => one === wanted) ?? usualStep(steps)
	const slots = cut(stretch, step, profile.timeZone)
	const [rows, clicks, { firstAt }] = await Promise.all([
		readEarnings(db, userId, profile.id, slots, entries),
		readBlockClicks(db, userId, profile.id, pieceOf(stretch, profile.timeZone)),
		habits,
	])
	const currencies = earningsByCurrency(slots.length, { ...rows, clicks })
	const { latest, targets } = rows
	return { range, step, steps, slots, currencies, latest, targets, isNew: firstAt === null }
}

/** Commissions are rarer than clicks: a week says more than a day, where both can be shown. */
function usualStep(steps: Step[]): Step {
	return steps.find((step) => step !== 'day') ?? 'month'
}
