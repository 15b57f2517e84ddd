/** A database for the hits of the profiles from an id on, up to the next such id. */
export interface Shard {
	/** The first profile whose hits are there. */
	from: number
	url: string
}

/**
 * Where the hits of a profile are; null is the main database. Of several shards that begin with the same profile each takes
 * every so manieth. A profile never moves: new shards begin with ids that nobody has yet (db/decisions/0004).
 */
export function shardFor(profileId: number, shards: readonly Shard[]): Shard | null {
	let generation: Shard[] = []
	for (const shard of shards) {
		if (shard.from > profileId || shard.from < (generation[0]?.from ?? 0)) continue
		generation = shard.from === generation[0]?.from ? [...generation, shard] : [shard]
	}
	return generation[profileId % generation.length] ?? null
}
