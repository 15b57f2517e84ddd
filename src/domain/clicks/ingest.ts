import type { Db } from '../../../db/client.ts'
import { insertHits, rehearseInsert } from '../../../db/queries/hits.ts'
import { type Hit, REPEAT_MS } from './hit.ts'

/**
 * Stores hits and settles which of them are repeats, in one batch for each database that they belong to, whatever their number.
 * A hit that is already stored changes nothing, and the order of delivery does not matter. When one database fails, the
 * others have stored theirs.
 */
export async function ingestHits(db: Db, hits: Hit[]): Promise<void> {
	const groups = Map.groupBy(hits, (hit) => db.databaseFor(hit.profileId))
	const outcomes = await Promise.allSettled([...groups].map(([counts, some]) => store(counts, some)))
	for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason
}

async function store(counts: Db, hits: Hit[]): Promise<void> {
	const isExcess = ({ bucket }: Hit) => bucket === 'excess'
	if (!hits.some(isExcess)) return insertHits(counts, hits, [], REPEAT_MS)
	const excess = hits.filter(isExcess).map(({ times = 1, ...hit }) => ({ ...hit, hits: times }))
	await insertHits(
		counts,
		hits.filter((hit) => !isExcess(hit)),
		excess,
		REPEAT_MS,
	)
}

/** Readies the database for the first hits, which then wait no longer than later ones. Stores nothing. */
export async function rehearseIngest(db: Db): Promise<void> {
	await rehearseInsert(db, REPEAT_MS)
}
