import type { Db } from '../../../db/client.ts'
import {
	type Counter,
	listCounters,
	listOffsets,
	listProfilesToCount,
	putCounter,
} from '../../../db/queries/counters.ts'
import { clockChanges } from './clock-changes.ts'

/** Tells counting of a profile, its owner and its zone. Days that were cut in another zone are cut anew. */
export async function keepCounter(db: Db, counter: Counter): Promise<void> {
	await putCounter(db, counter, clockChanges(counter.timeZone))
}

/**
 * Puts right what counting has missed: a profile it never heard of, and a zone whose clocks have got other rules.
 * Does nothing when all is well.
 */
export async function keepCounters(db: Db): Promise<void> {
	const profiles = await listProfilesToCount(db)
	for (const counts of db.databases()) {
		const here = profiles.filter(({ profileId }) => db.databaseFor(profileId) === counts)
		const known = new Map((await listCounters(counts)).map((counter) => [counter.profileId, counter]))
		const stale = new Map<string, boolean>()
		for (const profile of here) {
			const { timeZone, profileId, ownerId } = profile
			const counter = known.get(profileId)
			const isKnown = counter?.timeZone === timeZone && counter.ownerId === ownerId
			if (!stale.has(timeZone)) stale.set(timeZone, await hasOtherRules(counts, timeZone))
			if (!isKnown || stale.get(timeZone)) await keepCounter(db, profile)
		}
	}
}

async function hasOtherRules(db: Db, zone: string): Promise<boolean> {
	return JSON.stringify(await listOffsets(db, zone)) !== JSON.stringify(clockChanges(zone))
}
