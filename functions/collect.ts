import { declaredTag, TAG_PARAM } from '../src/domain/channels/channel.ts'
import { PUBLIC_ID_PATTERN } from '../src/domain/ids.ts'
import { type Answer, type Ask, queryValue } from './http.ts'
import type { Platform } from './platform/platform.ts'
import { record } from './record.ts'

/** A transparent GIF of one pixel, for the `<noscript>` image. */
const PIXEL = Uint8Array.from(atob('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7'), (c) => c.charCodeAt(0))
const HANDLE_KEY = /^[a-z0-9_]{2,30}$/

/**
 * GET or POST /hit: a view (`k=view&p=handle`), a copied code (`k=copy&b=id`) or a tap on a direct link (`k=click&b=id`).
 * What it cannot understand it answers alike: a beacon has nobody to read an error to.
 */
export async function collect(ask: Ask, platform: Platform): Promise<Answer> {
	const tapped = await tappedOf(ask, platform)
	if (tapped) platform.defer(record(ask, platform, tapped))
	const headers = { 'cache-control': 'no-store', 'x-robots-tag': 'noindex' }
	if (ask.method === 'POST') return { status: 204, headers, body: null }
	return {
		status: 200,
		headers: { ...headers, 'content-type': 'image/gif', 'content-length': String(PIXEL.length) },
		body: PIXEL,
	}
}

async function tappedOf(ask: Ask, platform: Platform) {
	const kind = queryValue(ask.query, 'k')
	const tag = queryValue(ask.query, TAG_PARAM)
	if (kind === 'view') {
		const key = queryValue(ask.query, 'p') ?? ''
		const profile = HANDLE_KEY.test(key) ? await platform.targets.profile(key) : null
		return profile && ({ kind, profileId: profile.profileId, blockId: 0, tag: declaredTag(tag, profile.tags) } as const)
	}
	if (kind !== 'click' && kind !== 'copy') return null
	const id = queryValue(ask.query, 'b') ?? ''
	const target = PUBLIC_ID_PATTERN.test(id) ? await platform.targets.block(id) : null
	if (!target || target.isGone) return null
	return { kind, profileId: target.profileId, blockId: target.blockId, tag: declaredTag(tag, target.tags) } as const
}
