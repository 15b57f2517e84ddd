import { hash } from 'node:crypto'
import { type BrotliOptions, brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { BoundedMap } from '../../../src/domain/bounded-map.ts'
import { declaredTag } from '../../../src/domain/channels/channel.ts'
import { utf8 } from '../../utf8.ts'
import { isFresh } from '../freshness.ts'
import { type Coding, pageAnswer, type StoredPage, taggedEtag } from '../page-answer.ts'
import type { Page, PageCache } from '../platform.ts'
import { withTag } from '../tag-slot.ts'

/** A change that did not come through this process (the command line) is seen after this time at the latest. */
const TTL_MS = 60_000
/** Pages and what is packed of them: some three thousand pages of usual size. */
const MOST_BYTES = 64 * 2 ** 20
const MOST_PAGES = 10_000
/** More than can be edited while a page is fresh. */
const EDITIONS = 50_000
/** Tags of one page whose packed bytes are kept; those of further ones are packed again when they are asked for. */
const KEPT_TAGS = 8
const NO_TAG = ''

interface Entry extends Pick<Page, 'html' | 'headers' | 'tags' | 'edition'> {
	until: number
	/** By tag, `NO_TAG` included. */
	variants: Map<string, StoredPage & { bodies: CodedBodies }>
}

export type NodePageCache = PageCache & {
	purge(handleKey: string): void
	/** What is kept at the moment. */
	bytes(): number
}

/**
 * Finished pages in memory, each once for all of its tags: a tag is written in when its page is asked for. A purge lets go of
 * the page and of all that was packed of it.
 */
export function openPageCache(now: () => number, mostBytes = MOST_BYTES): NodePageCache {
	const entries = new BoundedMap<string, Entry>(MOST_PAGES, { most: mostBytes, weigh: weightOf })
	const editions = new BoundedMap<string, number>(EDITIONS)
	const editionOf = (handleKey: string) => editions.get(handleKey) ?? 0

	function current(handleKey: string): Entry | null {
		const entry = entries.get(handleKey)
		if (!entry || entry.edition !== editionOf(handleKey)) return null
		return isFresh(entry.until, now(), TTL_MS) ? entry : null
	}

	/** The page under a tag, which its bodies are made of as browsers ask for them. */
	function variantOf(handleKey: string, entry: Entry, tag: string | null): StoredPage {
		const key = tag ?? NO_TAG
		const known = entry.variants.get(key)
		if (known) return known
		const grown = () => void (entries.get(handleKey) === entry && entries.set(handleKey, entry))
		const bodies = new CodedBodies(() => utf8(withTag(entry.html, tag)), grown)
		const variant = {
			bodies,
			headers: tag === null ? entry.headers : { ...entry.headers, etag: taggedEtag(entry.headers.etag ?? '', tag) },
			until: entry.until,
			tags: entry.tags,
		}
		entry.variants.set(key, variant)
		return variant
	}

	return {
		edition: editionOf,
		read(handleKey, tag, ask) {
			const entry = current(handleKey)
			return entry && pageAnswer(variantOf(handleKey, entry, declaredTag(tag, entry.tags)), ask)
		},
		async store(handleKey, tag, page, ask) {
			const entry = entryOf(page, now() + TTL_MS)
			// A page that was read from the database before an edit is answered but not kept.
			if (page.edition === editionOf(handleKey)) entries.set(handleKey, entry)
			return pageAnswer(variantOf(handleKey, entry, tag), ask)
		},
		purge(handleKey) {
			editions.set(handleKey, editionOf(handleKey) + 1)
			entries.delete(handleKey)
		},
		bytes: () => entries.bytes,
	}
}

function entryOf({ html, headers, tags, until, edition }: Page, expiry: number): Entry {
	const etag = `W/"${hash('sha256', html, 'base64url').slice(0, 22)}"`
	return {
		html,
		headers: { ...headers, etag, vary: 'accept-encoding' },
		tags,
		until: Math.min(expiry, until ?? expiry),
		edition,
		variants: new BoundedMap(KEPT_TAGS),
	}
}

/** A string takes two bytes a character as soon as one of them needs more than one. */
function weightOf(handleKey: string, { html, variants }: Entry): number {
	let bytes = 2 * (handleKey.length + html.length)
	for (const { bodies } of variants.values()) bytes += bodies.bytes
	return bytes
}

/**
 * Each coding is made when a browser asks for it: in haste for the first, who waits for the page to be rendered too, and as
 * small as it gets for those who follow. What is not packed is made anew for the few who ask for it.
 */
class CodedBodies {
	/** What is kept. */
	bytes = 0
	#made = new Map<Coding, { body: Uint8Array<ArrayBuffer>; isSmall: boolean }>()
	#plain: () => Uint8Array<ArrayBuffer>
	#grown: () => void

	constructor(plain: () => Uint8Array<ArrayBuffer>, grown: () => void) {
		this.#plain = plain
		this.#grown = grown
	}

	has(coding: Coding): boolean {
		return coding === 'identity' || coding in QUICK
	}

	get(coding: Coding): Uint8Array<ArrayBuffer> {
		if (coding === 'identity') return this.#plain()
		const made = this.#made.get(coding)
		if (made?.isSmall) return made.body
		const isSmall = made !== undefined
		const body = (isSmall ? SMALL : QUICK)[coding](this.#plain())
		this.#made.set(coding, { body, isSmall })
		this.bytes += body.buffer.byteLength - (made?.body.buffer.byteLength ?? 0)
		this.#grown()
		return body
	}
}

/** Most packed pages are smaller; the space that is made for one is kept with it. */
const PACKED_BYTES = 8192

type Encoders = Record<Exclude<Coding, 'identity'>, (plain: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>>

const QUICK: Encoders = {
	br: (plain) => brotliCompressSync(plain, brotli(0)),
	gzip: (plain) => gzipSync(plain, { level: 2 }),
}

const SMALL: Encoders = {
	br: (plain) => brotliCompressSync(plain, brotli(5)),
	gzip: (plain) => gzipSync(plain),
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
