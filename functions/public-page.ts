import { TAG_PARAM, TAG_PATTERN } from '../src/domain/channels/channel.ts'
import { type Answer, type Ask, queryValue } from './http.ts'
import type { Platform } from './platform/platform.ts'

const PROFILE_PATH = /^\/(?:@|%40)?([a-zA-Z0-9][a-zA-Z0-9._]{0,28}[a-zA-Z0-9])\/?$/

/** The handle key of a path that may be a profile's, or null. `/@handle`, `/Handle`, `/han.dle` and `/handle/` are one page. */
export function handleKeyOf(path: string): string | null {
	const handle = PROFILE_PATH.exec(path)?.[1]
	return handle === undefined ? null : handle.toLowerCase().replaceAll('.', '')
}

/** The tag a page may be cached under, if the profile declared it; the cache decides that. */
export function requestedTag(query: string): string | null {
	const tag = queryValue(query, TAG_PARAM)?.toLowerCase() ?? null
	return tag !== null && TAG_PATTERN.test(tag) ? tag : null
}

/** GET /{handle} from the cache; null when Astro has to render it. */
export function publicPage(ask: Ask, platform: Platform, handleKey: string): Answer | null | Promise<Answer | null> {
	return platform.pages.read(handleKey, requestedTag(ask.query), ask)
}
