import type { App, Bucket, Device, Kind } from '../../../db/schema/hits.ts'

/** One request that could become a click, as the front door saw it. It may be delivered more than once. */
export interface Hit {
	id: string
	profileId: number
	/** 0 when it is a view of the page itself. */
	blockId: number
	kind: Kind
	at: number
	/** Never `repeat`: only the writer, who sees the others, can settle that. */
	bucket: Exclude<Bucket, 'repeat'>
	channel: string
	country: string | null
	device: Device
	app: App
	referrer: string | null
	/** Null for anything that is not a person. */
	visitor: number | null
}

/** Two taps of one visitor on one link within this time are one tap of an impatient thumb. */
export const REPEAT_MS = 2000
