import { shopLink } from '../coupons/shop-link.ts'
import { isDirect } from './propose.ts'
import { asciiUrl } from './url.ts'

/** What a redirect knows of a link or coupon. */
export interface Target {
	blockId: number
	profileId: number
	/** Where a tap goes. */
	decision: Decision
	/** Channel tags that the profile declared. */
	tags: string[]
}

export type Decision =
	/** `location` is the shop's address in ASCII, for a header; a coupon's applies its code. */
	| { kind: 'go'; location: string }
	/** The shop must be linked directly (Amazon forbids redirecting links), so the follower is taken to the page that does. */
	| { kind: 'direct'; handle: string }
	/** Hidden, deleted, or on a hidden profile. */
	| { kind: 'gone' }
	/** A coupon without a link. */
	| { kind: 'nowhere' }

export interface TargetRow {
	blockId: number
	profileId: number
	handle: string
	linkUrl: string | null
	couponUrl: string | null
	code: string | null
	apply: string | null
	goneAt: number | null
	/** A JSON list. */
	tags: string
}

/** Pure: the caller does the answering and the recording. */
export function targetOf(row: TargetRow): Target {
	const { blockId, profileId } = row
	return { blockId, profileId, decision: decisionOf(row), tags: JSON.parse(row.tags) }
}

function decisionOf(row: TargetRow): Decision {
	const { handle } = row
	const url = urlOf(row)
	if (row.goneAt !== null) return { kind: 'gone' }
	if (url === null) return { kind: 'nowhere' }
	return isDirect(url) ? { kind: 'direct', handle } : { kind: 'go', location: asciiUrl(url) }
}

function urlOf(row: TargetRow): string | null {
	if (row.linkUrl !== null) return row.linkUrl
	if (!row.couponUrl) return null
	return shopLink({ url: row.couponUrl, code: row.code ?? '', apply: row.apply ?? 'none' })
}
