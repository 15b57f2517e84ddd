import type { Db } from '../../../db/client.ts'
import { insertHits, rehearseInsert } from '../../../db/queries/hits.ts'
import { type Hit, REPEAT_MS } from './hit.ts'

/**
 * Stores hits and settles which of them are repeats, in one batch whatever their number.
 * A hit that is already stored changes nothing, and the order of delivery does not matter.
 */
export async function ingestHits(db: Db, hits: Hit[]): Promise<void> {
	await insertHits(db, hits, REPEAT_MS)
}

/** Readies the database for the first hits, which then wait no longer than later ones. Stores nothing. */
export async function rehearseIngest(db: Db): Promise<void> {
	await rehearseInsert(db, REPEAT_MS)
}
