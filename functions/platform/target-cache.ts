import type { Db } from '../../db/client.ts'
import { findProfileTags, findTarget } from '../../db/queries/targets.ts'
import { BoundedMap } from '../../src/domain/bounded-map.ts'
import { type Target, targetOf } from '../../src/domain/links/redirect.ts'
import { isFresh } from './freshness.ts'
import { within } from './patience.ts'
import type { ProfileTags, TargetCache } from './platform.ts'

/** A change that did not come through this process is seen after this time at the latest. */
const TTL_MS = 60_000
const ENTRIES = 50_000
/** Of links, and of profiles. */
const MOST_BYTES = 32 * 2 ** 20
/** What an entry takes besides its texts. */
const ENTRY_BYTES = 200
/** How long a follower waits to learn whether a known link has changed. */
const PATIENCE_MS = 50
/** Meanwhile, and after a failure, the others are served what is known for this time. */
const RETRY_MS = 1000

interface Entry<T> {
	value: T
	until: number
}

type Entries<T> = Map<string, Entry<T>>
type Keep = (read: Promise<unknown>) => void

/** What outlives a request; what is missing is read from the database of the request that asks. */
export interface SharedTargets {
	/** `keep` holds on to a read that its follower did not wait for. */
	over(db: Db, keep?: Keep): TargetCache
	purge(handleKeys: string[], publicIds: string[]): void
}

/**
 * Links and profiles that this process has met. A known link outlives its time while the database is slow or away:
 * a follower is never stopped by it. Unknown ids are not remembered, since anyone can make them up.
 */
export function openTargetCache(now: () => number): SharedTargets {
	const blocks = new BoundedMap<string, Entry<Target>>(ENTRIES, { most: MOST_BYTES, weigh: weightOf })
	const profiles = new BoundedMap<string, Entry<ProfileTags>>(ENTRIES, { most: MOST_BYTES, weigh: weightOf })
	let purges = 0

	/** What was read before an edit, and comes after its purge, is answered and not remembered. */
	async function loadInto<T>(entries: Entries<T>, key: string, find: () => Promise<T | null>): Promise<T | null> {
		const purgesBefore = purges
		const value = await find()
		if (value === null) entries.delete(key)
		else if (purges === purgesBefore) entries.set(key, { value, until: now() + TTL_MS })
		return value
	}

	/** Those who ask for the same thing at the same time share one read: on Node all of them, on Workers those of one request. */
	function reader<T>(entries: Entries<T>, find: (key: string) => Promise<T | null>, keep: Keep) {
		const loading = new Map<string, Promise<T | null>>()
		const load = (key: string) => {
			const begun = loading.get(key)
			if (begun) return begun
			const read = loadInto(entries, key, () => find(key)).finally(() => loading.delete(key))
			loading.set(key, read)
			return read
		}
		return (key: string): T | Promise<T | null> => {
			const known = entries.get(key)
			if (!known) return load(key)
			if (isFresh(known.until, now(), TTL_MS)) return known.value
			known.until = now() + RETRY_MS
			const loaded = load(key)
			keep(loaded.catch(() => {}))
			return within<T | null>(PATIENCE_MS, loaded, known.value)
		}
	}

	return {
		over: (db, keep = () => {}) => ({
			block: reader(blocks, (publicId) => loadTarget(db, publicId), keep),
			profile: reader(profiles, (handleKey) => loadProfile(db, handleKey), keep),
		}),
		purge(handleKeys, publicIds) {
			purges++
			for (const key of handleKeys) profiles.delete(key)
			for (const id of publicIds) blocks.delete(id)
		},
	}
}

/** A target's address is ASCII, as are tags and keys. */
function weightOf(key: string, { value }: Entry<Target | ProfileTags>): number {
	const location = 'decision' in value && value.decision.kind === 'go' ? value.decision.location.length : 0
	return ENTRY_BYTES + key.length + location + value.tags.reduce((sum, tag) => sum + tag.length + 16, 0)
}

async function loadTarget(db: Db, publicId: string): Promise<Target | null> {
	const row = await findTarget(db, publicId)
	return row && targetOf(row)
}

async function loadProfile(db: Db, handleKey: string): Promise<ProfileTags | null> {
	const row = await findProfileTags(db, handleKey)
	return row && { profileId: row.profileId, tags: JSON.parse(row.tags) as string[] }
}
