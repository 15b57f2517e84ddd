import type { Db } from '../../../db/client.ts'
import {
	closeAccount,
	type Departure,
	deleteCampaignsOf,
	deleteConversionsOf,
	deleteHitsOf,
	deleteRevisionsOf,
	deleteRollupsOf,
	deleteStrangersOf,
	finishDeparture,
	forgetDepartures,
	listCounted,
	listDepartures,
	releaseHandles,
} from '../../../db/queries/departures.ts'
import { proven } from '../auth/account.ts'
import type { Caller } from '../auth/commands.ts'
import { HELD_DAYS } from '../auth/handles.ts'
import type { Sweep } from '../clicks/sweep.ts'
import type { Ctx } from '../ctx.ts'
import { each } from '../each.ts'
import { DAY } from '../time.ts'

/** Longer than a queue keeps a hit: until then one may still arrive for a page that is gone. */
const LATE_DAYS = 15

/**
 * Deletes a creator who shows their password. The account is closed and its page is gone at once; the rest follows by
 * `finishDepartures`. Their handles stay out of everybody's reach for as long as a renamed creator's old one.
 * Returns what followers may still be shown from a cache.
 */
export async function deleteEverything(ctx: Ctx, { currentPassword, address }: { currentPassword: string } & Caller) {
	await proven(ctx, currentPassword, address)
	return closeNow(ctx)
}

/** The same for an operator, who needs no password of the creator's. */
export const closeNow = (ctx: Ctx) => closeAccount(ctx.db, ctx.userId, ctx.now + HELD_DAYS * DAY, ctx.now)

/**
 * Deletes in chunks what the closed accounts left behind, then the accounts, and then what has arrived for those that are
 * finished. Goes on where an earlier run stopped. A database that is down holds up only who was counted there.
 */
export async function finishDepartures(db: Db, now: number, sweep: Sweep): Promise<void> {
	await releaseHandles(db, now)
	const departures = Map.groupBy(await listDepartures(db), ({ profileId }) => db.databaseFor(profileId))
	const done = await each(departures, ([counts, here]) => finishIn(db, counts, here, sweep))
	if (done.every(Boolean)) await forgetDepartures(db, now - LATE_DAYS * DAY)
}

/** Those that are finished are looked at together, so that many who have left cost a run no more than one. False as `Sweep`. */
async function finishIn(db: Db, counts: Db, departures: Departure[], sweep: Sweep): Promise<boolean> {
	const isOpen = ({ ownerId }: Departure) => ownerId !== null
	const open = departures.filter(isOpen).map(({ profileId }) => profileId)
	const finished = departures.filter((departure) => !isOpen(departure)).map(({ profileId }) => profileId)
	for (const profileId of [...open, ...(await listCounted(counts, finished))]) {
		for (const deleteSome of LEAVING) {
			const isGone = await sweep((limit) => deleteSome(db, profileId, limit))
			if (!isGone) return false
		}
		await finishDeparture(db, profileId)
	}
	return true
}

/** In this order no row ever points at one that is gone, and rollups are there as long as anything counted is. */
const LEAVING = [
	deleteHitsOf,
	deleteStrangersOf,
	deleteCampaignsOf,
	deleteRollupsOf,
	deleteRevisionsOf,
	deleteConversionsOf,
]
