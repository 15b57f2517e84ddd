import type { App } from '../../../db/schema/hits.ts'

/** Places that every profile can tag its URL for, without declaring anything. */
export const BUILT_IN_TAGS = ['tt', 'story', 'comment', 'ig', 'yt', 'qr'] as const

/** The part of a URL query that names a channel. */
export const TAG_PARAM = 's'
export const TAG_PATTERN = /^[a-z0-9][a-z0-9-]{0,23}$/

/** A tag that the page may be cached under; anything else is ignored. */
export function declaredTag(typed: string | null, ownTags: readonly string[]): string | null {
	if (typed === null) return null
	const tag = typed.toLowerCase()
	return (BUILT_IN_TAGS as readonly string[]).includes(tag) || ownTags.includes(tag) ? tag : null
}

/**
 * Where a tap came from, as far as it can be known and never a guess: a tag is what the creator said (`tag:qr` is the QR
 * code), an app is what the user agent says, a host is what the browser says. An app that we have no name for says less
 * than a host.
 */
export function channelOf(tag: string | null, app: App, referrer: string | null): string {
	if (tag !== null) return `tag:${tag}`
	if (app !== 'none' && app !== 'other') return `app:${app}`
	if (referrer !== null) return `host:${referrer}`
	return app === 'other' ? 'app:other' : 'unknown'
}
