import { APPS, BUCKETS, DEVICES, DIMENSIONS, type Dimension, KINDS } from '../../../db/schema/hits.ts'
import { QUARTER } from '../time.ts'
import { chanceOf } from './chance.ts'
import { originOf } from './origins.ts'
import type { Visit } from './traffic.ts'

/** Position of the dimension, quarter, value (a word is given as itself), position of the kind and of the bucket, hits. */
export type Rollup = [
	dimension: number,
	quarter: number,
	value: number | string,
	kind: number,
	bucket: number,
	hits: number,
]

/** What is left of visits whose hits are gone. `blockIds` has the id of each block of the page, in its order. */
export function rollupsOf(visits: Iterable<Visit>, blockIds: readonly number[], seed = 7): Rollup[] {
	const chance = chanceOf(seed)
	const hits = new Map<string, number>()
	for (const { bucket, visitor, isNew, taps } of visits) {
		const { channel, country, device, app } = originOf(chance)
		for (const { at, block, kind, isRepeat } of taps) {
			const counted = isRepeat ? 'repeat' : bucket
			const add = (dimension: Dimension, value: number | string) =>
				addOne(hits, [dimension, at, value, KINDS.indexOf(kind), BUCKETS.indexOf(counted)])
			add('total', 0)
			if (block !== null) add('block', blockIds[block] ?? 0)
			if (counted !== 'counted') continue
			add('channel', channel)
			add('country', country)
			add('device', DEVICES.indexOf(device))
			add('app', APPS.indexOf(app))
		}
		if (visitor !== null && isNew && taps[0]) addOne(hits, ['visitors', taps[0].at, 0, 0, 0])
	}
	return [...hits].map(([key, count]) => [
		...(JSON.parse(key) as [number, number, number | string, number, number]),
		count,
	])
}

function addOne(
	counts: Map<string, number>,
	[dimension, at, ...rest]: [Dimension, number, number | string, number, number],
) {
	const key = JSON.stringify([DIMENSIONS.indexOf(dimension), Math.floor(at / QUARTER), ...rest])
	counts.set(key, (counts.get(key) ?? 0) + 1)
}
