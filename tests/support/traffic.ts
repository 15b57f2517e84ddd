import type { Hit } from '../../src/domain/clicks/hit.ts'
import { REPEAT_MS } from '../../src/domain/clicks/hit.ts'
import type { Chance } from '../../src/domain/demo/chance.ts'
import { hitId } from '../../src/domain/ids.ts'
import { DAY } from '../../src/domain/time.ts'

export interface Stretch {
	from: number
	to: number
}

const APPS = ['none', 'tiktok', 'instagram'] as const
const BUCKETS = ['counted', 'counted', 'counted', 'counted', 'bot', 'preload', 'owner'] as const
const VISITORS_A_DAY = 40

/** Random hits on pages in stretches of time, impatient thumbs among them. Visitors are known for a UTC day. */
export function randomHits(count: number, profileIds: number[], stretches: Stretch[], chance: Chance): Hit[] {
	const one = <T>(choices: readonly T[]): T => choices[Math.floor(chance.next() * choices.length)] as T
	const hits: Hit[] = []
	while (hits.length < count) {
		const { from, to } = one(stretches)
		const [at, profileId, bucket] = [Math.floor(chance.between(from, to)), one(profileIds), one(BUCKETS)]
		const blockId = one([0, 0, 7, 8, 9])
		const visitor = (Math.floor(at / DAY) * 1000 + profileId) * 1000 + Math.floor(chance.next() * VISITORS_A_DAY)
		const hit: Hit = {
			id: hitId(at, chance.bytes(7)),
			profileId,
			blockId,
			kind: blockId === 0 ? 'view' : one(['click', 'click', 'copy', 'fail', 'share'] as const),
			at,
			bucket,
			channel: one(['unknown', 'app:tiktok', 'tag:tt', 'qr']),
			country: one(['NO', 'NP', null]),
			device: one(['phone', 'phone', 'desktop'] as const),
			app: one(APPS),
			referrer: one([null, 'example.org']),
			visitor: bucket === 'counted' || bucket === 'owner' ? visitor : null,
			campaign: null,
		}
		hits.push(hit)
		const again = at + Math.floor(chance.next() * REPEAT_MS * 1.5)
		if (chance.isTrue(0.1) && again < to) hits.push({ ...hit, id: hitId(again, chance.bytes(7)), at: again })
	}
	return hits
}

/** The hits in no order at all, some of them delivered again, in batches of any size. */
export function deliveries(hits: Hit[], redelivered: number, largest: number, chance: Chance): Hit[][] {
	const again = hits.filter(() => chance.isTrue(redelivered))
	const all = [...hits, ...again].map((hit) => ({ hit, key: chance.next() })).sort((a, b) => a.key - b.key)
	const batches: Hit[][] = []
	for (let i = 0; i < all.length; ) {
		const size = 1 + Math.floor(chance.next() * largest)
		batches.push(all.slice(i, i + size).map(({ hit }) => hit))
		i += size
	}
	return batches
}
