import type { Hit } from '../clicks/hit.ts'
import { hitId } from '../ids.ts'
import { type Chance, chanceOf } from './chance.ts'
import { originOf } from './origins.ts'
import type { Visit } from './traffic.ts'

/** Hits as the front door would have made them, up to `now`; double taps are left for the writer to settle. */
export function hitsOf(
	visits: Iterable<Visit>,
	blockIds: readonly number[],
	profileId: number,
	now: number,
	seed = 11,
): Hit[] {
	const chance = chanceOf(seed)
	const hits: Hit[] = []
	for (const { bucket, visitor, taps } of visits) {
		const { channel, app, device, referrer, country } = originOf(chance)
		for (const { at, block, kind } of taps) {
			const blockId = block === null ? 0 : (blockIds[block] ?? 0)
			const about = { profileId, blockId, kind, at, bucket, channel, country, device, app, referrer, visitor }
			if (at <= now) hits.push({ id: idAt(at, chance), ...about, campaign: null })
		}
	}
	return hits
}

const idAt = (at: number, chance: Chance) => hitId(at, chance.bytes(7))
