import type { Hit } from '../src/domain/clicks/hit.ts'
import { ingestHits } from '../src/domain/clicks/ingest.ts'
import type { Platform } from './platform/platform.ts'

interface HitBatch {
	readonly messages: readonly { readonly body: Hit }[]
	ackAll(): void
	retryAll(): void
}

/** One batch of the queue is one batch of the database. What fails comes again, and storing it twice changes nothing. */
export async function consume(batch: HitBatch, platform: Platform): Promise<void> {
	try {
		await ingestHits(
			platform.db,
			batch.messages.map((message) => message.body),
		)
		batch.ackAll()
	} catch (error) {
		console.error(`A batch of ${batch.messages.length} hits will be retried.`, error)
		batch.retryAll()
	}
}
