import type { Db } from '../../db/client.ts'
import type { Kind } from '../../db/schema/hits.ts'
import type { Hit } from '../../src/domain/clicks/hit.ts'
import type { Crypto } from '../../src/domain/ctx.ts'
import type { Target } from '../../src/domain/links/redirect.ts'
import type { Answer, Ask } from '../http.ts'
import type { Settled } from '../settled.ts'
import type { Config } from './env.ts'

/** Everything that differs between Node and Workers, and nothing else. */
export interface Platform {
	/** The creator's rooms. Writes queue behind one writer; reads see every write that was answered. */
	db: Db
	/** What a follower waits for: keyed reads, which on Node run in this thread. The same as `db` where that is a server. */
	frontDb: Db
	config: Config
	crypto: Crypto
	/** Null on a Worker that was given no mail API. */
	mailer: Mailer | null
	/** UTC epoch milliseconds. */
	now(): number
	/** The salt under which this UTC day's visitors are hashed. */
	salt(day: string): string | Promise<string>
	/** Stored, or still under way when the follower's patience ends. May be delivered twice. */
	recordHit(hit: Hit | Promise<Hit>): Promise<'stored' | 'late'>
	/** For a hit that nobody waits for: it may share its commit with those of the next moments. */
	noteHit(hit: Hit): void
	/**
	 * Counts a hit of an address on a page, and says whether the address has gone beyond what is kept one by one. Of this
	 * process alone; on Workers of this isolate, and of Cloudflare's location for all pages together.
	 */
	isBeyond(address: string, profileId: number, at: number): Settled<boolean>
	/** For a hit that is beyond: it is stored with others as a number, later. */
	noteExcess(profileId: number, kind: Kind, at: number): void
	/** Hits that this process could not keep anywhere and gave up. */
	dropped(): number
	/** Work that nobody waits for: `waitUntil` on Workers; on Node it runs, and a failure is logged. */
	defer(work: Promise<unknown>): void
	/**
	 * Counts a call of the API by its token. Answers 0, or in how many seconds the token may call again. On Workers each of
	 * Cloudflare's locations counts for itself.
	 */
	limitApi(key: string): Promise<number>
	/** The cookie by which the front door knows a creator's own taps without a query. */
	ownerCookie(profileIds: number[]): { name: string; value: string }
	pages: PageCache
	targets: TargetCache
	/** Forgets everything that followers were shown of these profiles, by handle key and by public ids of blocks. */
	purge(handleKeys: string[], publicIds: string[]): Promise<void>
}

/** The finished page of one handle, for all of its channel tags. */
export interface Page {
	/** With `TAG_SLOT` where the channel tag goes. */
	html: string
	headers: Record<string, string>
	/** Channel tags that the profile declared: only these are written into the page. */
	tags: string[]
	/** The page would look different at this moment; null when it never does by itself. */
	until: number | null
	/** What `edition` said before the page's data was read. */
	edition: number
}

export interface PageCache {
	/** Grows with every purge of the handle, so that a page rendered from older data is not kept. */
	edition(handleKey: string): number
	/** Answers from the cache, with 304 and content coding; null when the page has to be rendered. */
	read(handleKey: string, tag: string | null, ask: Ask): Answer | null | Promise<Answer | null>
	/** Keeps the page and answers with it. */
	store(handleKey: string, tag: string | null, page: Page, ask: Ask): Promise<Answer>
}

export interface ProfileTags {
	profileId: number
	tags: string[]
}

export interface TargetCache {
	/** A link or coupon by public id; null when there is none. */
	block(publicId: string): Target | null | Promise<Target | null>
	/** A profile by handle key; null when there is none. */
	profile(handleKey: string): ProfileTags | null | Promise<ProfileTags | null>
}

export interface Mail {
	to: string
	subject: string
	text: string
}

export interface Mailer {
	send(mail: Mail): Promise<void>
}
