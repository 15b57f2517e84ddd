import { findFirstHit, readClicks, selectTargets, type Target } from '../../../db/queries/clicks.ts'
import type { Profile } from '../../../db/schema/profiles.ts'
import type { Ctx } from '../ctx.ts'
import { type Period, periodOf, type Range } from '../periods.ts'
import { piecesOf } from './pieces.ts'
import { type ClickReport, clickReport } from './series.ts'

type Question = Pick<Ctx, 'db' | 'userId' | 'now'>

/** The clicks of one's own profile in a range, its days cut in the profile's zone. */
export async function readClickReport(ctx: Question, profile: Profile, range: Range): Promise<ClickReport> {
	const [period, targets] = await Promise.all([
		clickPeriod(ctx, profile, range),
		selectTargets(ctx.db, ctx.userId, profile.id),
	])
	return readPeriodReport(ctx, profile, period, targets)
}

/** A range as it lies now, cut in the profile's zone. */
export async function clickPeriod(ctx: Question, profile: Profile, range: Range): Promise<Period> {
	const since = range === 'all' ? await beginning(ctx, profile) : ctx.now
	return periodOf(range, ctx.now, profile.timeZone, since)
}

/** The clicks of a period, with the links and coupons that they are on. */
export async function readPeriodReport(
	{ db, userId }: Pick<Question, 'db' | 'userId'>,
	{ id, timeZone }: Profile,
	period: Period,
	targets: Target[],
): Promise<ClickReport> {
	const [pieces, previous] = [piecesOf(period.slots, timeZone), piecesOf(period.previous, timeZone)]
	return clickReport(period, await readClicks(db, userId, id, pieces, previous), targets)
}

/** Where all time begins: with the profile, or with clicks that are older. */
async function beginning({ db, userId }: Question, profile: Profile): Promise<number> {
	const first = await findFirstHit(db, userId, profile.id)
	return Math.min(first ?? profile.createdAt, profile.createdAt)
}
