import type { Db } from '../../db/client.ts'
import { findProfileTags, findTarget } from '../../db/queries/targets.ts'
import { type Target, targetOf } from '../../src/domain/links/redirect.ts'
import { BoundedMap } from './bounded-map.ts'
import type { ProfileTags, TargetCache } from './platform.ts'

/** A change that did not come through this process is seen after this time at the latest. */
const TTL_MS = 60_000
const ENTRIES = 50_000

interface Entry<T> {
	value: T
	until: number
}

/** What outlives a request; what is missing is read from the database of the request that asks. */
export interface SharedTargets {
	over(db: Db): TargetCache
	purge(handleKeys: string[], publicIds: string[]): void
}

/**
 * Links and profiles that this process has met. A known link outlives its time while the database is away:
 * a follower is never stopped by it. Unknown ids are not remembered, since anyone can make them up.
 */
export function openTargetCache(now: () => number): SharedTargets {
	const blocks = new BoundedMap<string, Entry<Target>>(ENTRIES)
	const profiles = new BoundedMap<string, Entry<ProfileTags>>(ENTRIES)

	async function loadInto<T>(
		entries: Map<string, Entry<T>>,
		key: string,
		find: () => Promise<T | null>,
	): Promise<T | null> {
		try {
			const value = await find()
			if (value === null) entries.delete(key)
			else entries.set(key, { value, until: now() + TTL_MS })
			return value
		} catch (error) {
			const known = entries.get(key)
			if (known) return known.value
			throw error
		}
	}

	/** Those who ask for the same thing at the same time share one read: on Node all of them, on Workers those of one request. */
	function reader<T>(entries: Map<string, Entry<T>>, find: (key: string) => Promise<T | null>) {
		const loading = new Map<string, Promise<T | null>>()
		return (key: string): T | Promise<T | null> => {
			const entry = entries.get(key)
			if (entry && entry.until > now()) return entry.value
			const begun = loading.get(key)
			if (begun) return begun
			const load = loadInto(entries, key, () => find(key)).finally(() => loading.delete(key))
			loading.set(key, load)
			return load
		}
	}

	return {
		over: (db) => ({
			block: reader(blocks, (publicId) => loadTarget(db, publicId)),
			profile: reader(profiles, (handleKey) => loadProfile(db, handleKey)),
		}),
		purge(handleKeys, publicIds) {
			for (const key of handleKeys) profiles.delete(key)
			for (const id of publicIds) blocks.delete(id)
		},
	}
}

async function loadTarget(db: Db, publicId: string): Promise<Target | null> {
	const row = await findTarget(db, publicId)
	return row && targetOf(row)
}

async function loadProfile(db: Db, handleKey: string): Promise<ProfileTags | null> {
	const row = await findProfileTags(db, handleKey)
	return row && { profileId: row.profileId, tags: JSON.parse(row.tags) as string[] }
}
