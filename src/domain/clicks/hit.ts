import type { App, Bucket, Device, Kind } from '../../../db/schema/hits.ts'

/** What an advertisement or a campaign's address said of itself. Kept for 30 days, beside the hit. */
export interface Campaign {
	/** TikTok's own click ID, or null. */
	ttclid: string | null
	/** The `utm_` parameters that were there, by their names without the prefix. */
	utm: Partial<Record<'source' | 'medium' | 'campaign' | 'term' | 'content', string>>
}

/** One request that could become a click, as the front door saw it. It may be delivered more than once. */
export interface Hit {
	id: string
	profileId: number
	/** 0 when it is a view of the page itself. */
	blockId: number
	kind: Kind
	at: number
	/** Never `repeat`: only the writer, who sees the others, can settle that. `excess` stands for many hits, which have no more in common than page and kind. */
	bucket: Exclude<Bucket, 'repeat'>
	/** How many hits this is; more than one only for `excess`. */
	times?: number
	channel: string
	country: string | null
	device: Device
	app: App
	referrer: string | null
	/** Null for anything that is not a person. */
	visitor: number | null
	/** Null when there was none, which is nearly always. */
	campaign: Campaign | null
}

/** Two taps of one visitor on one link within this time are one tap of an impatient thumb, and two views of a page are one. */
export const REPEAT_MS = 2000
