import { hash } from 'node:crypto'
import { type BrotliOptions, brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { BUILT_IN_TAGS } from '../../../src/domain/channels/channel.ts'
import { BoundedMap } from '../bounded-map.ts'
import { isFresh } from '../freshness.ts'
import { type Coding, pageAnswer, type StoredPage } from '../page-answer.ts'
import type { Page, PageCache } from '../platform.ts'

/** A change that did not come through this process (the command line) is seen after this time at the latest. */
const TTL_MS = 60_000
/** Pages of every handle and tag together; each is some ten thousand bytes in each coding. */
const PAGES = 2000
/** More than can be edited while a page is fresh. */
const EDITIONS = 50_000

interface Entry {
	page: StoredPage
	edition: number
}

/** Finished pages in memory. A purge outdates every page of a handle at once, whatever its tag. */
export function openPageCache(now: () => number): PageCache & { purge(handleKey: string): void } {
	const entries = new BoundedMap<string, Entry>(PAGES)
	const editions = new BoundedMap<string, number>(EDITIONS)
	const editionOf = (handleKey: string) => editions.get(handleKey) ?? 0
	const keyOf = (handleKey: string, tag: string | null) => `${handleKey}?${tag ?? ''}`

	function current(handleKey: string, tag: string | null): StoredPage | null {
		const entry = entries.get(keyOf(handleKey, tag))
		if (entry?.edition !== editionOf(handleKey)) return null
		return isFresh(entry.page.until, now(), TTL_MS) ? entry.page : null
	}

	return {
		edition: editionOf,
		read(handleKey, tag, ask) {
			const plain = current(handleKey, null)
			const isTagged = tag !== null && (isBuiltIn(tag) || plain === null || plain.tags.includes(tag))
			const page = isTagged ? current(handleKey, tag) : plain
			return page && pageAnswer(page, ask)
		},
		async store(handleKey, tag, page, ask) {
			const stored = asStored(page, now() + TTL_MS)
			// A page that was read from the database before an edit is answered but not kept.
			const { edition } = page
			if (edition === editionOf(handleKey)) entries.set(keyOf(handleKey, tag), { page: stored, edition })
			return pageAnswer(stored, ask)
		},
		purge: (handleKey) => void editions.set(handleKey, editionOf(handleKey) + 1),
	}
}

const isBuiltIn = (tag: string) => (BUILT_IN_TAGS as readonly string[]).includes(tag)

function asStored(page: Page, expiry: number): StoredPage {
	const etag = `W/"${hash('sha256', page.body, 'base64url').slice(0, 22)}"`
	const headers = { ...page.headers, etag, vary: 'accept-encoding' }
	return { bodies: new CodedBodies(page.body), headers, until: Math.min(expiry, page.until ?? expiry), tags: page.tags }
}

/**
 * Each coding is made when a browser asks for it: in haste for the first, who waits for the page to be rendered too, and as
 * small as it gets for those who follow.
 */
class CodedBodies {
	#made = new Map<Coding, { body: Uint8Array<ArrayBuffer>; isSmall: boolean }>()
	#plain: Uint8Array<ArrayBuffer>

	constructor(plain: Uint8Array<ArrayBuffer>) {
		this.#plain = plain
	}

	has(coding: Coding): boolean {
		return coding in QUICK
	}

	get(coding: Coding): Uint8Array<ArrayBuffer> {
		const made = this.#made.get(coding)
		if (made?.isSmall) return made.body
		const isSmall = made !== undefined
		const body = (isSmall ? SMALL : QUICK)[coding](this.#plain)
		this.#made.set(coding, { body, isSmall })
		return body
	}
}

/** Most packed pages are smaller; the room that is made for one is kept with it. */
const PACKED_BYTES = 8192

type Encoders = Record<Coding, (plain: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>>

const QUICK: Encoders = {
	br: (plain) => brotliCompressSync(plain, brotli(0)),
	gzip: (plain) => gzipSync(plain, { level: 2 }),
	identity: (plain) => plain,
}

const SMALL: Encoders = {
	br: (plain) => brotliCompressSync(plain, brotli(5)),
	gzip: (plain) => gzipSync(plain),
	identity: (plain) => plain,
}

/** With the default window of 4 MB brotli takes 18 ms for a page of 14 kB, with one of 64 kB less than 1, and packs it alike. */
function brotli(quality: number): BrotliOptions {
	return {
		chunkSize: PACKED_BYTES,
		params: {
			[constants.BROTLI_PARAM_QUALITY]: quality,
			[constants.BROTLI_PARAM_LGWIN]: 16,
			[constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
		},
	}
}
