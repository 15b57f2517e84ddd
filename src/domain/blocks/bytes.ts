import { isDirect } from '../networks/index.ts'
import { readSocial } from '../profiles/social.ts'
import type { CouponFields, LinkFields } from './fields.ts'

/** What the name of a shop's host takes, at the most usual. */
const HOST = 60

/** What a link's words, and its address where followers are given it, add to the page. */
export function linkBytes({ title, merchant, url }: Pick<LinkFields, 'title' | 'merchant' | 'url'>): number {
	return htmlBytes(title) + htmlBytes(merchant) + addressBytes(url)
}

/** A code stands there three times, twice of them for screen readers, and its shop's name twice. */
export function couponBytes(coupon: Pick<CouponFields, 'code' | 'merchant' | 'offer' | 'url'>): number {
	const { code, merchant, offer, url } = coupon
	return 3 * htmlBytes(code) + 2 * htmlBytes(merchant) + htmlBytes(offer) + addressBytes(url)
}

/** Words of a heading or text. */
export const wordsBytes = (content: string): number => htmlBytes(content)

/** Addresses of icons stand there twice: search engines read them too. */
export function socialBytes(content: string): number {
	return readSocial(content).reduce((sum, { url }) => sum + 2 * htmlBytes(url), 0)
}

const addressBytes = (url: string): number => (url && isDirect(url) ? htmlBytes(url) : HOST)

const ESCAPED: Record<string, number> = { '&': 4, '<': 3, '"': 5 }

/** Bytes of UTF-8 as they stand in HTML, with `&`, `<` and `"` escaped. */
function htmlBytes(text: string): number {
	let bytes = 0
	for (const character of text) {
		const code = character.codePointAt(0) ?? 0
		bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
		bytes += ESCAPED[character] ?? 0
	}
	return bytes
}
