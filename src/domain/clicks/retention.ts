import type { Db } from '../../../db/client.ts'
import {
	deleteCampaignsBefore,
	deleteExpired,
	deleteExpiredExcess,
	deleteNewWordsBefore,
	deleteTapsBefore,
	deleteVisitorsBefore,
	listExpired,
	listKeepMonths,
} from '../../../db/queries/retention.ts'
import { timePrefix } from '../ids.ts'
import { DAY } from '../time.ts'
import type { Sweep } from './sweep.ts'

/** Longer than a queue keeps a hit, so that a late one still finds its visitor. */
const VISITOR_DAYS = 15
/** Conversions that an advertisement brings are reported within this time. */
const CAMPAIGN_DAYS = 30

/**
 * Lets go of what is older than its creator keeps it: raw hits after the chosen months, at whole UTC days; campaigns and
 * visitors of every profile after days. Rollups stay. What is said of the hits (`raw_from`) changes with the first that leave,
 * so that checking and rebuilding are right whenever this is interrupted. Running it again goes on where it stopped.
 */
export async function forgetTheOld(db: Db, now: number, sweep: Sweep): Promise<void> {
	const today = Math.floor(now / DAY)
	await sweep((limit) => deleteCampaignsBefore(db, now - CAMPAIGN_DAYS * DAY, limit))
	await sweep((limit) => deleteTapsBefore(db, today - VISITOR_DAYS, limit))
	await sweep((limit) => deleteVisitorsBefore(db, today - VISITOR_DAYS, limit))
	await sweep((limit) => deleteNewWordsBefore(db, today - VISITOR_DAYS, limit))
	const horizons = (await listKeepMonths(db)).map((keepMonths) => {
		const day = firstDayKept(now, keepMonths)
		return { keepMonths, day, beforeId: timePrefix(day * DAY) }
	})
	for (const expired of await listExpired(db, horizons)) {
		if (!(await sweep((limit) => deleteExpired(db, expired, limit)))) return
		if (!(await sweep((limit) => deleteExpiredExcess(db, expired, limit)))) return
	}
}

/** The UTC day (since the epoch) so many months ago; the last of its month where that month is shorter. */
export function firstDayKept(now: number, keepMonths: number): number {
	const date = new Date(now)
	const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() - keepMonths]
	const lastOfMonth = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
	return Date.UTC(year, month, Math.min(date.getUTCDate(), lastOfMonth)) / DAY
}
