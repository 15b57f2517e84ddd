import { BUILT_IN_TAGS } from '../../src/domain/channels/channel.ts'
import { BoundedMap } from './bounded-map.ts'
import { isFresh } from './freshness.ts'
import { pageAnswer, type StoredPage } from './page-answer.ts'
import type { Page, PageCache } from './platform.ts'

/** An edit made elsewhere is seen after this time at the latest. */
const TTL_MS = 60_000
const PROFILES = 500

/** This isolate's pages; the Cache API behind them is shared by a whole data centre. */
const handles = new BoundedMap<string, StoredPage>(PROFILES)

/** How often this isolate has purged a handle. */
const editions = new BoundedMap<string, number>(PROFILES)
const editionOf = (handleKey: string) => editions.get(handleKey) ?? 0

/** Key of the Cache API: it has to look like a URL, and no request ever goes there. */
const urlOf = (handleKey: string, tag: string | null) =>
	`https://pages.vitrine.invalid/${handleKey}${tag ? `?s=${tag}` : ''}`

export function edgePages(
	now: () => number,
	waitUntil: (work: Promise<unknown>) => void,
): PageCache & { purge(handleKey: string): Promise<void> } {
	async function load(handleKey: string, tag: string | null): Promise<StoredPage | null> {
		const url = urlOf(handleKey, tag)
		const remembered = handles.get(url)
		if (remembered && isFresh(remembered.until, now(), TTL_MS)) return remembered
		const edition = editionOf(handleKey)
		const cached = await caches.default.match(url)
		if (!cached) return null
		const page = await revive(cached)
		if (!isFresh(page.until, now(), TTL_MS)) return null
		// What was found before an edit is answered once more, and not remembered.
		if (editionOf(handleKey) === edition) handles.set(url, page)
		return page
	}

	/** A purge that comes while the page is on its way to the cache finds nothing to delete: then the page goes again by itself. */
	async function keep(handleKey: string, url: string, page: StoredPage, edition: number): Promise<void> {
		await caches.default.put(url, preserve(page, now()))
		if (editionOf(handleKey) !== edition) await caches.default.delete(url)
	}

	return {
		edition: editionOf,
		async read(handleKey, tag, ask) {
			const plain = await load(handleKey, null)
			const isTagged = tag !== null && (isBuiltIn(tag) || plain === null || plain.tags.includes(tag))
			const page = isTagged ? await load(handleKey, tag) : plain
			return page && pageAnswer(page, ask)
		},
		async store(handleKey, tag, page, ask) {
			const stored = await storedPage(page, now())
			// A page that was read from the database before an edit is answered but not kept.
			if (editionOf(handleKey) !== page.edition) return pageAnswer(stored, ask)
			const url = urlOf(handleKey, tag)
			handles.set(url, stored)
			waitUntil(keep(handleKey, url, stored, page.edition).catch(() => {}))
			return pageAnswer(stored, ask)
		},
		async purge(handleKey) {
			editions.set(handleKey, editionOf(handleKey) + 1)
			const tags = [null, ...BUILT_IN_TAGS, ...(handles.get(urlOf(handleKey, null))?.tags ?? [])]
			for (const url of tags.map((tag) => urlOf(handleKey, tag))) {
				handles.delete(url)
				await caches.default.delete(url)
			}
		},
	}
}

const isBuiltIn = (tag: string) => (BUILT_IN_TAGS as readonly string[]).includes(tag)

/** Cloudflare compresses on the way out, so one body is enough. */
async function storedPage(page: Page, now: number): Promise<StoredPage> {
	const digest = await crypto.subtle.digest('SHA-256', page.body)
	const etag = `W/"${Buffer.from(digest).toString('base64url').slice(0, 22)}"`
	const until = Math.min(now + TTL_MS, page.until ?? Number.POSITIVE_INFINITY)
	return { bodies: new Map([['identity', page.body]]), headers: { ...page.headers, etag }, until, tags: page.tags }
}

function preserve(page: StoredPage, now: number): Response {
	const seconds = Math.max(1, Math.floor((page.until - now) / 1000))
	const meta = JSON.stringify({ headers: page.headers, until: page.until, tags: page.tags })
	return new Response(page.bodies.get('identity'), {
		headers: { 'cache-control': `max-age=${seconds}`, 'x-page': meta },
	})
}

async function revive(response: Response): Promise<StoredPage> {
	const meta = JSON.parse(response.headers.get('x-page') ?? '{}') as Omit<StoredPage, 'bodies'>
	return { ...meta, bodies: new Map([['identity', await response.bytes()]]) }
}
