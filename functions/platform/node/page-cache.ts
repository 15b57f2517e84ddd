import { createHash } from 'node:crypto'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { BUILT_IN_TAGS } from '../../../src/domain/channels/channel.ts'
import { BoundedMap } from '../bounded-map.ts'
import { isFresh } from '../freshness.ts'
import { type Coding, pageAnswer, type StoredPage } from '../page-answer.ts'
import type { Page, PageCache } from '../platform.ts'

/** A change that did not come through this process (the command line) is seen after this time at the latest. */
const TTL_MS = 60_000
const PROFILES = 2000

/** Finished pages in memory. One entry per handle, holding one page per declared tag. */
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
			const stored = asStored(page, now() + TTL_MS)
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

function asStored(page: Page, expiry: number): StoredPage {
	const etag = `W/"${createHash('sha256').update(page.html).digest('base64url').slice(0, 22)}"`
	const headers = { ...page.headers, etag, vary: 'accept-encoding' }
	return { bodies: new CodedBodies(page.html), headers, until: Math.min(expiry, page.until ?? expiry), tags: page.tags }
}

/** Each coding is made when the first browser asks for it, and once. */
class CodedBodies {
	#made = new Map<Coding, Uint8Array>()
	#plain: Buffer

	constructor(html: string) {
		this.#plain = Buffer.from(html)
	}

	has(coding: Coding): boolean {
		return coding in ENCODERS
	}

	get(coding: Coding): Uint8Array {
		const made = this.#made.get(coding) ?? ENCODERS[coding](this.#plain)
		this.#made.set(coding, made)
		return made
	}
}

/** With the default window of 4 MB brotli takes 18 ms for a page of 14 kB, with one of 64 kB less than 1, and packs it alike. */
const BROTLI = {
	params: {
		[constants.BROTLI_PARAM_QUALITY]: 5,
		[constants.BROTLI_PARAM_LGWIN]: 16,
		[constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
	},
}

const ENCODERS: Record<Coding, (plain: Buffer) => Uint8Array> = {
	br: (plain) => brotliCompressSync(plain, BROTLI),
	gzip: (plain) => gzipSync(plain),
	identity: (plain) => plain,
}
