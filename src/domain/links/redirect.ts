import { shopLink } from '../coupons/shop-link.ts'
import { isDirect } from './propose.ts'

/** What a redirect knows of a link or coupon. */
export interface Target {
	blockId: number
	profileId: number
	handle: string
	/** The shop; a coupon's link applies its code. Null when a coupon has no link. */
	url: string | null
	/** Hidden, deleted, or on a hidden profile. */
	isGone: boolean
	/** Channel tags that the profile declared. */
	tags: string[]
}

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

export function targetOf(row: TargetRow): Target {
	const { blockId, profileId, handle } = row
	return { blockId, profileId, handle, url: urlOf(row), isGone: row.goneAt !== null, tags: JSON.parse(row.tags) }
}

function urlOf(row: TargetRow): string | null {
	if (row.linkUrl !== null) return row.linkUrl
	if (!row.couponUrl) return null
	return shopLink({ url: row.couponUrl, code: row.code ?? '', apply: row.apply ?? 'none' })
}

export type Decision =
	| { kind: 'go'; url: string }
	/** The shop must be linked directly (Amazon forbids redirecting links), so the follower is taken to the page that does. */
	| { kind: 'direct'; handle: string }
	| { kind: 'gone'; handle: string }
	| { kind: 'missing' }

/** Where a tap goes. Pure: the caller does the answering and the recording. */
export function decideRedirect(target: Target | null): Decision {
	if (target === null) return { kind: 'missing' }
	if (target.isGone || target.url === null) return { kind: 'gone', handle: target.handle }
	if (isDirect(target.url)) return { kind: 'direct', handle: target.handle }
	return { kind: 'go', url: target.url }
}
