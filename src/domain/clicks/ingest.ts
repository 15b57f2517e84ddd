import type { Db } from '../../../db/client.ts'
import { insertHits } from '../../../db/queries/hits.ts'
import { type Hit, REPEAT_MS } from './hit.ts'

/**
 * Stores hits and settles which of them are repeats, in one batch whatever their number.
 * A hit that is already stored changes nothing, and the order of delivery does not matter. No hits are fine too.
 */
export async function ingestHits(db: Db, hits: Hit[]): Promise<void> {
	await insertHits(db, hits, REPEAT_MS)
}
