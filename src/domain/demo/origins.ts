import type { App, Device } from '../../../db/schema/hits.ts'
import type { Chance } from './chance.ts'

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

/** Where one follower of the demonstration comes from, and with what. */
export function originOf(chance: Chance): Omit<Way, 'weight'> & { country: string } {
	const { weight: _, ...way } = WAYS[chance.pick(WAYS.map(({ weight }) => weight))] as Way
	return { ...way, country: COUNTRIES[chance.pick(COUNTRY_WEIGHTS)] ?? 'NO' }
}
