import type { BlockRow } from '../../../db/queries/editor.ts'
import { dayFields } from '../coupons/days.ts'
import type { ApplyChoice } from '../coupons/schemas.ts'
import { PLACEHOLDER } from '../coupons/shop-link.ts'
import type { LinkKind } from '../links/kinds.ts'
import { readSocial } from '../profiles/social.ts'

/** What a form of each kind holds, as the form's own values. */
export interface LinkFields {
	title: string
	url: string
	kind: LinkKind
	merchant: string
}

export interface CouponFields {
	code: string
	merchant: string
	offer: string
	url: string
	apply: ApplyChoice
	template: string
	validFrom: string
	validUntil: string
}

export interface WordsFields {
	content: string
}

export interface SocialFields {
	network: string[]
	url: string[]
}

/** A block as its creator sees it. `version` is what a save has to name. */
export type BlockView = { id: string; version: number; isHidden: boolean } & (
	| { kind: 'link'; fields: LinkFields; picture: string | null }
	| { kind: 'coupon'; fields: CouponFields }
	| { kind: 'heading' | 'text'; fields: WordsFields }
	| { kind: 'social'; fields: SocialFields }
)
export type BlockKind = BlockView['kind']
export type BlockFields = BlockView['fields']

/** Days of a coupon are shown in the profile's IANA zone. */
export function blockView(row: BlockRow, timeZone: string): BlockView {
	const { id, version, link, coupon } = row
	const shared = { id, version, isHidden: row.hiddenAt !== null }
	if (row.kind === 'link' && link) {
		const { picture, ...fields } = link
		return { ...shared, kind: 'link', fields, picture }
	}
	if (row.kind === 'coupon' && coupon) return { ...shared, kind: 'coupon', fields: couponFields(coupon, timeZone) }
	if (row.kind === 'heading' || row.kind === 'text')
		return { ...shared, kind: row.kind, fields: { content: row.content } }
	if (row.kind === 'social') return { ...shared, kind: 'social', fields: socialFields(row.content) }
	throw new Error(`Block ${id} has no row of its kind`)
}

export function couponFields(coupon: NonNullable<BlockRow['coupon']>, timeZone: string): CouponFields {
	const { code, merchant, offer, url, apply } = coupon
	const isTemplate = apply.includes(PLACEHOLDER)
	return {
		code,
		merchant,
		offer,
		url,
		apply: isTemplate ? 'template' : (apply as ApplyChoice),
		template: isTemplate ? apply : '',
		...dayFields(coupon, timeZone),
	}
}

export function socialFields(content: string): SocialFields {
	const icons = readSocial(content)
	return { network: icons.map(({ network }) => network), url: icons.map(({ url }) => url) }
}

/** Whether two forms say the same: then a save that came late has nothing to settle. */
export function sameFields(one: BlockFields, other: BlockFields): boolean {
	const [a, b] = [one, other].map((fields) => JSON.stringify(Object.entries(fields).sort()))
	return a === b
}
