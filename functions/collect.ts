import type { Kind } from '../db/schema/hits.ts'
import { declaredTag, TAG_PARAM } from '../src/domain/channels/channel.ts'
import { PUBLIC_ID_PATTERN } from '../src/domain/ids.ts'
import { type Answer, type Ask, queryValue } from './http.ts'
import type { Platform } from './platform/platform.ts'
import { record, type Tapped } from './record.ts'

/** A transparent GIF of one pixel, for the `<noscript>` image. */
const PIXEL = Uint8Array.from(atob('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7'), (c) => c.charCodeAt(0))
const HANDLE_KEY = /^[a-z0-9_]{2,30}$/

/** Of the page itself (`p=handle`). */
const PAGE_KINDS: readonly string[] = ['view', 'share'] satisfies Kind[]
/** Of a link or coupon (`b=id`): a tap on a direct link, a copied code, a code that did not work. */
const BLOCK_KINDS: readonly string[] = ['click', 'copy', 'fail'] satisfies Kind[]

/**
 * GET or POST /hit?k=kind. A form's post is answered like a beacon: with nothing, so that the browser stays on the page.
 * What it cannot understand it answers alike: a beacon has nobody to read an error to.
 */
export async function collect(ask: Ask, platform: Platform): Promise<Answer> {
	const tapped = await tappedOf(ask, platform)
	if (tapped) platform.defer(Promise.resolve(record(ask, platform, tapped)))
	const headers = { 'cache-control': 'no-store', 'x-robots-tag': 'noindex' }
	if (ask.method === 'POST') return { status: 204, headers, body: null }
	return {
		status: 200,
		headers: { ...headers, 'content-type': 'image/gif', 'content-length': String(PIXEL.length) },
		body: PIXEL,
	}
}

function tappedOf(ask: Ask, platform: Platform): Promise<Tapped | null> | null {
	if (isFromElsewhere(ask)) return null
	const kind = queryValue(ask.query, 'k') ?? ''
	const tag = queryValue(ask.query, TAG_PARAM)
	if (PAGE_KINDS.includes(kind)) return ofPage(kind as Kind, queryValue(ask.query, 'p') ?? '', tag, platform)
	if (BLOCK_KINDS.includes(kind)) return ofBlock(kind as Kind, queryValue(ask.query, 'b') ?? '', tag, platform)
	return null
}

/** Only our own pages tell of hits: another site's could tell of as many as it has visitors. Old browsers do not say. */
const isFromElsewhere = (ask: Ask): boolean => (ask.header('sec-fetch-site') ?? 'same-origin') !== 'same-origin'

async function ofPage(kind: Kind, key: string, tag: string | null, { targets }: Platform): Promise<Tapped | null> {
	const profile = HANDLE_KEY.test(key) ? await targets.profile(key) : null
	return profile && { kind, profileId: profile.profileId, blockId: 0, tag: declaredTag(tag, profile.tags) }
}

async function ofBlock(kind: Kind, id: string, tag: string | null, { targets }: Platform): Promise<Tapped | null> {
	const target = PUBLIC_ID_PATTERN.test(id) ? await targets.block(id) : null
	if (!target || target.decision.kind === 'gone') return null
	return { kind, profileId: target.profileId, blockId: target.blockId, tag: declaredTag(tag, target.tags) }
}
