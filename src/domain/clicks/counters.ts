import type { Db } from '../../../db/client.ts'
import {
	type Counter,
	listCounters,
	listOffsets,
	listProfilesToCount,
	putCounter,
} from '../../../db/queries/counters.ts'
import { each } from '../each.ts'
import { clockChanges } from './clock-changes.ts'

/** Tells counting of a profile, its owner and its zone. Days that were cut in another zone are cut anew. */
export async function keepCounter(db: Db, counter: Counter): Promise<void> {
	await putCounter(db, counter, clockChanges(counter.timeZone))
}

/** How many profiles are compared at a time. */
const PAGE = 2000

/**
 * Puts right what counting has missed: a profile it never heard of, and a zone whose clocks have got other rules.
 * Does nothing when all is well. A database that is down keeps no other from being put right.
 */
export async function keepCounters(db: Db): Promise<void> {
	await each(db.databases(), (counts) => keepCountersIn(db, counts))
}

async function keepCountersIn(db: Db, counts: Db): Promise<void> {
	const changed = new Map<string, boolean>()
	for (let after = 0; ; ) {
		const page = await listProfilesToCount(db, after, PAGE)
		const last = page.at(-1)?.profileId ?? after
		const known = new Map((await listCounters(counts, after, last)).map((counter) => [counter.profileId, counter]))
		for (const profile of page.filter(({ profileId }) => db.databaseFor(profileId) === counts)) {
			const { timeZone, profileId } = profile
			if (!changed.has(timeZone)) changed.set(timeZone, await hasOtherRules(counts, timeZone))
			if (changed.get(timeZone) || !isSame(profile, known.get(profileId))) await keepCounter(db, profile)
		}
		if (page.length < PAGE) return
		after = last
	}
}

const isSame = ({ ownerId, timeZone }: Counter, known?: Counter) =>
	known?.timeZone === timeZone && known.ownerId === ownerId

async function hasOtherRules(db: Db, zone: string): Promise<boolean> {
	return JSON.stringify(await listOffsets(db, zone)) !== JSON.stringify(clockChanges(zone))
}
