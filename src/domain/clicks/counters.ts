import type { Db } from '../../../db/client.ts'
import {
	type Counter,
	cutSlice,
	type KnownCounter,
	listCounters,
	listOffsets,
	listProfilesToCount,
	putCounter,
} from '../../../db/queries/counters.ts'
import { each } from '../each.ts'
import { clockChanges } from './clock-changes.ts'
import { nextLength } from './slices.ts'

/**
 * Tells counting of a profile, its owner and its zone, and cuts its days anew, the latest first. What is interrupted is gone
 * on with by `keepCounters`.
 */
export async function keepCounter(db: Db, counter: Counter): Promise<void> {
	await cut(db, counter.profileId, await putCounter(db, counter, clockChanges(counter.timeZone)))
}

/** Hits that arrive wait for one slice at most; one of this many rows takes some tens of milliseconds. */
const MANY_ROWS = 200
const FIRST_SLICE = 4

async function cut(db: Db, profileId: number, end: number | null): Promise<void> {
	let length = FIRST_SLICE
	for (let to = end; to !== null; ) {
		const { rows, uncut } = await cutSlice(db, profileId, { from: to - length, to })
		length = nextLength(length, rows > MANY_ROWS)
		to = uncut
	}
}

/** How many profiles are compared at a time. */
const PAGE = 2000

/**
 * Puts right what counting has missed: a profile it never heard of, days that were not all cut, and a zone whose clocks have
 * got other rules.
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
			const counter = known.get(profileId)
			if (changed.get(timeZone) || !isSame(profile, counter)) await keepCounter(db, profile)
			else await cut(db, profileId, counter.uncut)
		}
		if (page.length < PAGE) return
		after = last
	}
}

const isSame = ({ ownerId, timeZone }: Counter, known?: KnownCounter): known is KnownCounter =>
	known?.timeZone === timeZone && known.ownerId === ownerId

async function hasOtherRules(db: Db, zone: string): Promise<boolean> {
	return JSON.stringify(await listOffsets(db, zone)) !== JSON.stringify(clockChanges(zone))
}
