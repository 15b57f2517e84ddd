import { BUCKETS, KINDS } from '../../../db/schema/hits.ts'
import type { Visit } from './traffic.ts'

const QUARTER_MS = 900_000

/** Counters of quarter hours, as the triggers on hits would have left them. */
export interface Counters {
	/** Quarter, id of the block or 0, position of the kind, position of the bucket, hits. */
	hits: [quarter: number, blockId: number, kind: number, bucket: number, hits: number][]
	/** Quarter and the visitors that were first seen in it. */
	visitors: [quarter: number, visitors: number][]
}

/** What is left of visits whose hits are gone. `blockIds` has the id of each block of the page, in its order. */
export function countersOf(visits: Iterable<Visit>, blockIds: readonly number[]): Counters {
	const hits = new Map<string, number>()
	const visitors = new Map<number, number>()
	for (const { bucket, isNew, taps } of visits) {
		for (const { at, block, kind, isRepeat } of taps) {
			const blockId = block === null ? 0 : (blockIds[block] ?? 0)
			const counted = BUCKETS.indexOf(isRepeat ? 'repeat' : bucket)
			add(hits, [quarterOf(at), blockId, KINDS.indexOf(kind), counted].join(' '))
		}
		if (isNew && taps[0]) add(visitors, quarterOf(taps[0].at))
	}
	return {
		hits: [...hits].map(([key, count]) => [...key.split(' ').map(Number), count] as Counters['hits'][number]),
		visitors: [...visitors],
	}
}

const quarterOf = (at: number) => Math.floor(at / QUARTER_MS)

function add<K>(counts: Map<K, number>, key: K): void {
	counts.set(key, (counts.get(key) ?? 0) + 1)
}
