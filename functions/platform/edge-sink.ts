import type { Hit } from '../../src/domain/clicks/hit.ts'
import type { Drops } from './drops.ts'

interface HitQueue {
	send(hit: Hit): Promise<unknown>
}

const SENDS = 2

/** To the queue; when that fails twice, straight to the database; and what neither takes is counted. */
export async function deliver(
	hit: Hit,
	queue: HitQueue,
	store: (hits: Hit[]) => Promise<void>,
	drops: Drops,
): Promise<void> {
	for (let sends = 0; sends < SENDS; sends++) {
		const isSent = await queue.send(hit).then(
			() => true,
			() => false,
		)
		if (isSent) return
	}
	await store([hit]).catch((error) => drops.add(1, error))
}

/** Which of the queues takes a hit: spread evenly by the random end of its id. */
export function shardOf({ id }: Pick<Hit, 'id'>, shards: number): number {
	let spread = 0
	for (let i = id.length - 4; i < id.length; i++) spread = spread * 37 + id.charCodeAt(i)
	return spread % shards
}
