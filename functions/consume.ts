import type { Hit } from '../src/domain/clicks/hit.ts'
import { ingestHits } from '../src/domain/clicks/ingest.ts'
import type { Platform } from './platform/platform.ts'

export interface HitBatch {
	readonly messages: readonly { readonly body: Hit /** From 1. */; readonly attempts: number }[]
	ackAll(): void
	retryAll(options: { delaySeconds: number }): void
}

const LONGEST_DELAY_S = 600

/** One batch of the queue is one batch of the database. What fails comes again, and storing it twice changes nothing. */
export async function consume(batch: HitBatch, platform: Platform): Promise<void> {
	const hits = batch.messages.map((message) => message.body)
	try {
		await ingestHits(platform.db, hits)
		batch.ackAll()
	} catch (error) {
		const delaySeconds = delayAfter(Math.max(...batch.messages.map((message) => message.attempts)))
		console.error(`A batch of ${hits.length} hits comes again in ${delaySeconds} s.`, error)
		batch.retryAll({ delaySeconds })
	}
}

/** Twice as long each time, so that a hundred attempts outlast a database that is away for half a day. */
const delayAfter = (attempts: number): number => Math.min(2 ** attempts, LONGEST_DELAY_S)
