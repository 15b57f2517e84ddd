import { isAffiliate, type LinkKind, needsLabel } from '../links/kinds.ts'
import { isDirect, networkOf } from '../networks/index.ts'

/** A coupon is advertising whatever its link is: the code itself earns the creator something. */
export type DisclosedKind = LinkKind | 'coupon'

export interface DisclosedBlock {
	kind: DisclosedKind
	/** Where the block leads; empty or null when nowhere. */
	url?: string | null
}

type Labelled = Exclude<DisclosedKind, 'none'>

export type BadgeKey = `disclosure.badge.${Labelled}`
export type LineKey = `disclosure.line.${Labelled | 'affiliateAndCoupon' | 'mixed'}`

export interface Disclosure {
	/** The sentence above the first commercial block; null on a page without any. */
	line: LineKey | null
	/** The statement that Amazon's Associates agreement requires of pages with its links. */
	amazon: 'disclosure.amazon' | null
}

/** What a page must say about its shown blocks. The keys hold for every language: the page speaks its profile's. */
export function disclosureOf(blocks: readonly DisclosedBlock[]): Disclosure {
	const kinds = new Set(blocks.map(({ kind }) => kind).filter(isLabelled))
	return { line: lineOf(kinds), amazon: blocks.some(earnsFromAmazon) ? 'disclosure.amazon' : null }
}

/** The label on one block: always visible, and its first word is the one that consumers know («Reklame», "Ad"). */
export function badgeOf(kind: DisclosedKind): BadgeKey | null {
	return isLabelled(kind) ? `disclosure.badge.${kind}` : null
}

/** Search engines ask for `sponsored` on every paid link (developers.google.com, "Qualify outbound links"). */
export function relOf(kind: DisclosedKind): string {
	return isLabelled(kind) ? 'sponsored nofollow noopener' : 'noopener'
}

function isLabelled(kind: DisclosedKind): kind is Labelled {
	return kind === 'coupon' || needsLabel(kind)
}

function lineOf(kinds: ReadonlySet<Labelled>): LineKey | null {
	const [first, ...others] = kinds
	if (!first) return null
	if (others.length === 0) return `disclosure.line.${first}`
	const isPair = kinds.size === 2 && kinds.has('affiliate') && kinds.has('coupon')
	return isPair ? 'disclosure.line.affiliateAndCoupon' : 'disclosure.line.mixed'
}

/** A tag in the URL counts even when the creator called the link none: one sentence too many harms nobody. */
function earnsFromAmazon({ kind, url }: DisclosedBlock): boolean {
	if (!url || !isDirect(url)) return false
	return networkOf(url) !== null || (kind !== 'coupon' && isAffiliate(kind))
}
