import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { BUILT_IN_TAGS } from '../../../src/domain/channels/channel.ts'
import { BoundedMap } from '../bounded-map.ts'
import { isFresh } from '../freshness.ts'
import { type Coding, pageAnswer, type StoredPage } from '../page-answer.ts'
import type { Page, PageCache } from '../platform.ts'

/** A change that did not come through this process (the command line) is seen after this time at the latest. */
const TTL_MS = 60_000
const PROFILES = 2000

const brotli = promisify(brotliCompress)
const gzipped = promisify(gzip)
const BROTLI = {
	params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT },
}

/** Finished pages in memory, compressed once. One entry per handle, holding one page per declared tag. */
export function openPageCache(now: () => number): PageCache & { purge(handleKey: string): void } {
	const handles = new BoundedMap<string, Map<string, StoredPage>>(PROFILES)
	const editions = new BoundedMap<string, number>(PROFILES)
	const editionOf = (handleKey: string) => editions.get(handleKey) ?? 0

	return {
		edition: editionOf,
		read(handleKey, tag, ask) {
			const pages = handles.get(handleKey)
			if (!pages) return null
			const page = pages.get(tag ?? '') ?? (tag !== null && !isKnown(tag, pages) ? pages.get('') : undefined)
			return page && isFresh(page.until, now(), TTL_MS) ? pageAnswer(page, ask) : null
		},
		async store(handleKey, tag, page, ask) {
			const stored = await compress(page, now() + TTL_MS)
			// A page that was read from the database before an edit is answered but not kept.
			if (editionOf(handleKey) === page.edition) keep(handles, handleKey, tag ?? '', stored)
			return pageAnswer(stored, ask)
		},
		purge(handleKey) {
			handles.delete(handleKey)
			editions.set(handleKey, editionOf(handleKey) + 1)
		},
	}
}

function isKnown(tag: string, pages: Map<string, StoredPage>): boolean {
	if ((BUILT_IN_TAGS as readonly string[]).includes(tag)) return true
	for (const page of pages.values()) return page.tags.includes(tag)
	return false
}

function keep(handles: Map<string, Map<string, StoredPage>>, handleKey: string, tag: string, page: StoredPage): void {
	const pages = handles.get(handleKey) ?? new Map<string, StoredPage>()
	pages.set(tag, page)
	handles.set(handleKey, pages)
}

async function compress(page: Page, expiry: number): Promise<StoredPage> {
	const [br, gz] = await Promise.all([brotli(page.html, BROTLI), gzipped(page.html)])
	const etag = `W/"${createHash('sha256').update(page.html).digest('base64url').slice(0, 22)}"`
	const bodies = new Map<Coding, Uint8Array>([
		['br', br],
		['gzip', gz],
		['identity', Buffer.from(page.html)],
	])
	const headers = { ...page.headers, etag, vary: 'accept-encoding' }
	return { bodies, headers, until: Math.min(expiry, page.until ?? expiry), tags: page.tags }
}
