import { findFirstHit, readClicks, selectTargets } from '../../../db/queries/clicks.ts'
import type { Profile } from '../../../db/schema/profiles.ts'
import type { Ctx } from '../ctx.ts'
import { type Period, periodOf, type Range } from '../periods.ts'
import { piecesOf } from './pieces.ts'
import { type ClickReport, clickReport } from './series.ts'

type Question = Pick<Ctx, 'db' | 'userId' | 'now'>

/** The clicks of one's own profile in a range, its days cut in the profile's zone. */
export async function readClickReport(ctx: Question, profile: Profile, range: Range): Promise<ClickReport> {
	return readPeriodReport(ctx, profile, await clickPeriod(ctx, profile, range))
}

/** A range as it lies now, cut in the profile's zone. */
export async function clickPeriod(ctx: Question, profile: Profile, range: Range): Promise<Period> {
	const since = range === 'all' ? await beginning(ctx, profile) : ctx.now
	return periodOf(range, ctx.now, profile.timeZone, since)
}

export async function readPeriodReport(ctx: Question, profile: Profile, period: Period): Promise<ClickReport> {
	const [pieces, previous] = [period.slots, period.previous].map((slots) => piecesOf(slots, profile.timeZone))
	const [rows, targets] = await Promise.all([
		readClicks(ctx.db, ctx.userId, profile.id, pieces ?? [], previous ?? []),
		selectTargets(ctx.db, ctx.userId, profile.id),
	])
	return clickReport(period, rows, targets)
}

/** Where all time begins: with the profile, or with clicks that are older. */
async function beginning({ db, userId }: Question, profile: Profile): Promise<number> {
	const first = await findFirstHit(db, userId, profile.id)
	return Math.min(first ?? profile.createdAt, profile.createdAt)
}
