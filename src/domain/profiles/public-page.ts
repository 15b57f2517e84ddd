import type { PublicBlock, PublicCoupon, PublicLink, PublicRows } from '../../../db/queries/public-profiles.ts'
import { declaredTag } from '../channels/channel.ts'
import { shopLink } from '../coupons/shop-link.ts'
import { nextChange, validity } from '../coupons/validity.ts'
import { displayHost, parseUrl } from '../links/url.ts'
import { isDirect, merchantUrlOf, networkOf } from '../networks/index.ts'
import { readTheme, type Theme } from '../themes/schemas.ts'
import { type BadgeKey, badgeOf, type DisclosedBlock, type Disclosure, disclosureOf, relOf } from './disclosure.ts'
import { readSocial, type SocialIcon } from './social.ts'

/** How a block leads to its shop: through our redirect, or straight there and counted beside it. */
export type Way = { kind: 'counted' } | { kind: 'direct'; url: string }

interface Commercial {
	publicId: string
	badge: BadgeKey | null
	rel: string
	merchant: string
	/** The shop's host for people to read, when the merchant's name does not say it already; else empty. */
	host: string
}

export interface ShownLink extends Commercial {
	kind: 'link'
	way: Way
	title: string
	picture: string | null
}

export interface ShownCoupon extends Commercial {
	kind: 'coupon'
	/** Null when the code has no shop to lead to. */
	way: Way | null
	code: string
	offer: string
	endsToday: boolean
	/** The last moment at which the code works; null when it does not end. */
	lastMoment: number | null
}

export type ShownOffer = ShownLink | ShownCoupon

/** What stands under each other on the page; links and coupons that follow each other are one list. */
export type Section =
	| { kind: 'offers'; offers: ShownOffer[] }
	| { kind: 'heading'; text: string }
	| { kind: 'text'; paragraphs: string[] }
	| { kind: 'social'; icons: SocialIcon[] }

export interface PublicPage {
	handle: string
	name: string
	bio: string
	language: 'en' | 'nb'
	timeZone: string
	avatar: string | null
	theme: Theme
	isHidden: boolean
	sections: Section[]
	disclosure: Disclosure
	/** The declared channel tag that the page is shown under. */
	tag: string | null
	tags: string[]
	/** The next moment at which the page would look different by itself. */
	until: number | null
}

/** What followers see at a moment, under the channel tag that the URL names if the profile declared it. Pure. */
export function publicPage(rows: PublicRows, now: number, typedTag: string | null): PublicPage {
	const { handle, name, bio, language, timeZone, avatar, theme, hiddenAt } = rows.profile
	const live = rows.blocks.filter((block) => !block.coupon || isLive(block.coupon, now, timeZone))
	const shown = live.map((block) => ({ block, offer: offerOf(block, now, timeZone) }))
	return {
		...{ handle, name, bio, language, timeZone, avatar },
		theme: readTheme(theme),
		isHidden: hiddenAt !== null,
		sections: sectionsOf(shown),
		disclosure: disclosureOf(shown.flatMap(disclosed)),
		tag: declaredTag(typedTag, rows.tags),
		tags: rows.tags,
		until: untilOf(rows.blocks, now, timeZone),
	}
}

function isLive(coupon: PublicCoupon, now: number, timeZone: string): boolean {
	const state = validity(coupon, now, timeZone)
	return state === 'valid' || state === 'endsToday'
}

interface Shown {
	block: PublicBlock
	/** Null for what is neither link nor coupon. */
	offer: ShownOffer | null
}

function sectionsOf(shown: Shown[]): Section[] {
	const sections: Section[] = []
	for (const { block, offer } of shown) {
		const last = sections.at(-1)
		if (offer && last?.kind === 'offers') last.offers.push(offer)
		else if (offer) sections.push({ kind: 'offers', offers: [offer] })
		else sections.push(...plainSection(block))
	}
	return sections
}

function offerOf(block: PublicBlock, now: number, timeZone: string): ShownOffer | null {
	if (block.link) return shownLink(block.publicId, block.link)
	return block.coupon && shownCoupon(block.publicId, block.coupon, now, timeZone)
}

function shownLink(publicId: string, { title, url, kind, merchant, picture }: PublicLink): ShownLink {
	const read = parseUrl(url)
	const [shop, way] = [shopOf(merchant, url, read), wayTo(url, read)]
	return { kind: 'link', publicId, title, picture, ...shop, way, badge: badgeOf(kind), rel: relOf(kind) }
}

function shownCoupon(publicId: string, coupon: PublicCoupon, now: number, timeZone: string): ShownCoupon {
	const { code, merchant, offer, url, validUntil } = coupon
	return {
		kind: 'coupon',
		...{ publicId, code, offer },
		...shopOf(merchant, url, parseUrl(url)),
		way: url ? wayTo(shopLink(coupon)) : null,
		badge: badgeOf('coupon'),
		rel: relOf('coupon'),
		endsToday: validity(coupon, now, timeZone) === 'endsToday',
		lastMoment: validUntil === null ? null : validUntil - 1,
	}
}

function wayTo(url: string, read = parseUrl(url)): Way {
	return read && isDirect(read) ? { kind: 'direct', url } : { kind: 'counted' }
}

/** Followers are told where a tap leads, through a network's tracking link too. */
function shopOf(merchant: string, url: string, read: URL | null): { merchant: string; host: string } {
	const network = read && networkOf(read)
	const shopUrl = network ? merchantUrlOf(url, network) : read
	const host = displayHost(shopUrl ?? (merchant ? '' : url))
	return { merchant, host: host.toLowerCase() === merchant.trim().toLowerCase() ? '' : host }
}

function plainSection({ kind, content }: PublicBlock): Section[] {
	if (kind === 'heading' && content.trim()) return [{ kind, text: content }]
	if (kind === 'text' && content.trim()) return [{ kind, paragraphs: content.trim().split(/\r?\n(?:[ \t]*\r?\n)+/) }]
	const icons = kind === 'social' ? readSocial(content) : []
	return icons.length > 0 ? [{ kind: 'social', icons }] : []
}

/** Only the links that go straight to a shop say more about the page than their kind does. */
function disclosed({ block, offer }: Shown): DisclosedBlock[] {
	if (!offer) return []
	return [{ kind: block.link?.kind ?? 'coupon', url: offer.way?.kind === 'direct' ? offer.way.url : null }]
}

function untilOf(blocks: PublicBlock[], now: number, timeZone: string): number | null {
	const changes = blocks.flatMap(({ coupon }) => (coupon && nextChange(coupon, now, timeZone)) ?? [])
	return changes.length > 0 ? Math.min(...changes) : null
}
