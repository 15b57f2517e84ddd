import type { Profile } from '../../../db/schema/profiles.ts'
import { datesPeriod } from '../../domain/clicks/dates.ts'
import { clickPeriod } from '../../domain/clicks/report.ts'
import type { Ctx } from '../../domain/ctx.ts'
import { wholeOf } from '../../domain/periods.ts'
import type { ClicksAsk } from './ask.ts'

/** The time that an address of the clicks means: its own days where they can be, else its range; `problem` is why they cannot. */
export async function askedTime(
	ctx: Pick<Ctx, 'db' | 'userId' | 'now'>,
	profile: Profile,
	{ dates, range }: ClicksAsk,
) {
	const own = dates && datesPeriod(dates, ctx.now, profile.timeZone)
	const isDates = own !== null && 'period' in own
	const period = isDates ? own.period : await clickPeriod(ctx, profile, range)
	return {
		period,
		whole: wholeOf(period.slots),
		isDates,
		problem: own !== null && 'problem' in own ? own.problem : null,
	}
}
