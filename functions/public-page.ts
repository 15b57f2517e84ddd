import { findPublicProfile } from '../db/queries/public-profiles.ts'
import { renderProfile } from '../src/components/profile/render.tsx'
import { TAG_PARAM, TAG_PATTERN } from '../src/domain/channels/channel.ts'
import { readHandle } from '../src/domain/profiles/handle.ts'
import { publicPage as pageOf } from '../src/domain/profiles/public-page.ts'
import { type Answer, type Ask, queryValue } from './http.ts'
import type { Platform } from './platform/platform.ts'
import { TAG_SLOT, withTag } from './platform/tag-slot.ts'
import { followed, type Settled } from './settled.ts'

const PROFILE_PATH = /^\/(?:@|%40)?([a-zA-Z0-9][a-zA-Z0-9._]{0,28}[a-zA-Z0-9])\/?$/

/** The handle key of a path that may be a profile's, or null. `/@handle`, `/Handle`, `/han.dle` and `/handle/` are one page. */
export function handleKeyOf(path: string): string | null {
	const handle = PROFILE_PATH.exec(path)?.[1]
	const read = handle === undefined ? null : readHandle(handle)
	return read?.ok ? read.key : null
}

/** The tag a page may be cached under, if the profile declared it; the cache decides that. */
function requestedTag(query: string): string | null {
	const tag = queryValue(query, TAG_PARAM)?.toLowerCase() ?? null
	return tag !== null && TAG_PATTERN.test(tag) ? tag : null
}

/** GET /{handle} from the cache, or made from one keyed read; null when nobody has the handle. */
export function publicPage(ask: Ask, platform: Platform, handleKey: string): Settled<Answer | null> {
	const tag = requestedTag(ask.query)
	return followed(platform.pages.read(handleKey, tag, ask), (kept) => kept ?? makePage(ask, platform, handleKey, tag))
}

async function makePage(ask: Ask, platform: Platform, handleKey: string, tag: string | null): Promise<Answer | null> {
	const { pages, config, crypto } = platform
	const edition = pages.edition(handleKey)
	const rows = await findPublicProfile(platform.frontDb, handleKey)
	if (!rows) return null
	const page = pageOf(rows, platform.now(), tag)
	const { html, headers } = renderProfile(
		{ ...page, tag: TAG_SLOT },
		{ origin: config.origin, report: config.report, crypto },
	)
	// It must be gone from everywhere the moment it is shown again.
	if (page.isHidden) return { status: 200, headers, body: ask.method === 'HEAD' ? null : withTag(html, null) }
	return pages.store(handleKey, page.tag, { html, headers, tags: page.tags, until: page.until, edition }, ask)
}
