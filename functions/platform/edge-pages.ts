import { BoundedMap } from '../../src/domain/bounded-map.ts'
import { declaredTag } from '../../src/domain/channels/channel.ts'
import { utf8 } from '../utf8.ts'
import { isFresh } from './freshness.ts'
import { pageAnswer, taggedEtag } from './page-answer.ts'
import type { Page, PageCache } from './platform.ts'
import { withTag } from './tag-slot.ts'

/** An edit made elsewhere is seen after this time at the latest. */
const TTL_MS = 60_000
const PROFILES = 500
/** Of the 128 MB that an isolate has for everything. */
const MOST_BYTES = 16 * 2 ** 20

/** A page once for all of its tags: a tag is written in when its page is asked for. */
interface Kept extends Pick<Page, 'html' | 'headers' | 'tags'> {
	until: number
}

/** This isolate's pages; the Cache API behind them is shared by a whole data centre. */
const handles = new BoundedMap<string, Kept>(PROFILES, {
	most: MOST_BYTES,
	weigh: (handleKey, { html }) => 2 * (handleKey.length + html.length),
})

/** How often this isolate has purged a handle. */
const editions = new BoundedMap<string, number>(50_000)
const editionOf = (handleKey: string) => editions.get(handleKey) ?? 0

/** Key of the Cache API: it has to look like a URL, and no request ever goes there. */
const urlOf = (handleKey: string) => `https://pages.vitrine.invalid/${handleKey}`

export function edgePages(
	now: () => number,
	waitUntil: (work: Promise<unknown>) => void,
): PageCache & { purge(handleKey: string): Promise<void> } {
	async function load(handleKey: string): Promise<Kept | null> {
		const remembered = handles.get(handleKey)
		if (remembered && isFresh(remembered.until, now(), TTL_MS)) return remembered
		const edition = editionOf(handleKey)
		const cached = await caches.default.match(urlOf(handleKey))
		if (!cached) return null
		const page = await revive(cached)
		if (!isFresh(page.until, now(), TTL_MS)) return null
		// What was found before an edit is answered once more, and not remembered.
		if (editionOf(handleKey) === edition) handles.set(handleKey, page)
		return page
	}

	/** A purge that comes while the page is on its way to the cache finds nothing to delete: then the page goes again by itself. */
	async function keep(handleKey: string, page: Kept, edition: number): Promise<void> {
		await caches.default.put(urlOf(handleKey), preserve(page, now()))
		if (editionOf(handleKey) !== edition) await caches.default.delete(urlOf(handleKey))
	}

	return {
		edition: editionOf,
		async read(handleKey, tag, ask) {
			const page = await load(handleKey)
			return page && answerWith(page, declaredTag(tag, page.tags), ask)
		},
		async store(handleKey, tag, page, ask) {
			const kept = await keptOf(page, now())
			// A page that was read from the database before an edit is answered but not kept.
			if (editionOf(handleKey) === page.edition) {
				handles.set(handleKey, kept)
				waitUntil(keep(handleKey, kept, page.edition).catch(() => {}))
			}
			return answerWith(kept, tag, ask)
		},
		async purge(handleKey) {
			editions.set(handleKey, editionOf(handleKey) + 1)
			handles.delete(handleKey)
			await caches.default.delete(urlOf(handleKey))
		},
	}
}

/** Cloudflare compresses on the way out, so one body is enough. */
function answerWith({ html, headers, tags, until }: Kept, tag: string | null, ask: Parameters<typeof pageAnswer>[1]) {
	const etag = tag === null ? headers.etag : taggedEtag(headers.etag ?? '', tag)
	const bodies = { has: (coding: string) => coding === 'identity', get: () => utf8(withTag(html, tag)) }
	return pageAnswer({ bodies, headers: { ...headers, ...(etag && { etag }) }, until, tags }, ask)
}

async function keptOf({ html, headers, tags, until }: Page, now: number): Promise<Kept> {
	const digest = await crypto.subtle.digest('SHA-256', utf8(html))
	const etag = `W/"${Buffer.from(digest).toString('base64url').slice(0, 22)}"`
	return { html, headers: { ...headers, etag }, tags, until: Math.min(now + TTL_MS, until ?? Number.POSITIVE_INFINITY) }
}

function preserve({ html, headers, until, tags }: Kept, now: number): Response {
	const seconds = Math.max(1, Math.floor((until - now) / 1000))
	return new Response(html, {
		headers: { 'cache-control': `max-age=${seconds}`, 'x-page': JSON.stringify({ headers, until, tags }) },
	})
}

async function revive(response: Response): Promise<Kept> {
	const meta = JSON.parse(response.headers.get('x-page') ?? '{}') as Omit<Kept, 'html'>
	return { ...meta, html: await response.text() }
}
