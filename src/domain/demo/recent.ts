import type { App, Device } from '../../../db/schema/hits.ts'
import type { Hit } from '../clicks/hit.ts'
import { hitId } from '../ids.ts'
import { type Chance, chanceOf } from './chance.ts'
import type { Visit } from './traffic.ts'

interface Way {
	weight: number
	channel: string
	app: App
	device: Device
	referrer: string | null
}

/** How followers arrive; TikTok's links seldom carry a referrer. */
const WAYS: Way[] = [
	{ weight: 46, channel: 'tag:tt', app: 'tiktok', device: 'phone', referrer: null },
	{ weight: 19, channel: 'app:tiktok', app: 'tiktok', device: 'phone', referrer: null },
	{ weight: 12, channel: 'tag:ig', app: 'instagram', device: 'phone', referrer: null },
	{ weight: 7, channel: 'tag:story', app: 'instagram', device: 'phone', referrer: null },
	{ weight: 3, channel: 'tag:qr', app: 'none', device: 'phone', referrer: null },
	{ weight: 3, channel: 'tag:nyhetsbrev', app: 'none', device: 'desktop', referrer: null },
	{ weight: 3, channel: 'host:www.google.com', app: 'none', device: 'desktop', referrer: 'www.google.com' },
	{ weight: 7, channel: 'unknown', app: 'none', device: 'phone', referrer: null },
]
const COUNTRIES = ['NO', 'SE', 'DK', 'GB', 'US']
const COUNTRY_WEIGHTS = [62, 16, 10, 7, 5]

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
		const { channel, app, device, referrer } = WAYS[chance.pick(WAYS.map((way) => way.weight))] as Way
		const country = COUNTRIES[chance.pick(COUNTRY_WEIGHTS)] ?? null
		for (const { at, block, kind } of taps) {
			const blockId = block === null ? 0 : (blockIds[block] ?? 0)
			const about = { profileId, blockId, kind, at, bucket, channel, country, device, app, referrer, visitor }
			if (at <= now) hits.push({ id: idAt(at, chance), ...about, campaign: null })
		}
	}
	return hits
}

const idAt = (at: number, chance: Chance) => hitId(at, chance.bytes(7))
