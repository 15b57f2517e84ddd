import type { BlockRow } from '../../../db/queries/editor.ts'
import type { Profile } from '../../../db/schema/profiles.ts'
import { type ApplyChoice, PLACEHOLDER } from '../coupons/apply.ts'
import { dayFields } from '../coupons/days.ts'
import { validity } from '../coupons/validity.ts'
import { networkOf } from '../networks/index.ts'
import { readSocial } from '../profiles/social.ts'
import { SOCIAL_NETWORKS } from '../profiles/social-networks.ts'
import type { BlockView, CouponFields, ProfileView, SocialFields } from './fields.ts'

/** Days of a coupon are those of the profile's IANA zone. */
export function blockView(row: BlockRow, now: number, timeZone: string): BlockView {
	const { id, version, bytes, link, coupon } = row
	const shared = { id, version, bytes, isHidden: row.hiddenAt !== null }
	if (row.kind === 'link' && link) {
		const { picture, ...fields } = link
		return { ...shared, kind: 'link', fields, picture, looksAffiliate: networkOf(link.url) !== null }
	}
	if (row.kind === 'coupon' && coupon) {
		const fields = couponFields(coupon, timeZone)
		return { ...shared, kind: 'coupon', fields, validity: validity(coupon, now, timeZone) }
	}
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
	const addresses = SOCIAL_NETWORKS.map((network) => {
		const url = icons.find((icon) => icon.network === network)?.url ?? ''
		return [network, url.replace(/^mailto:/, '')]
	})
	return Object.fromEntries(addresses)
}

export function profileView({ version, name, bio, language, hiddenAt }: Profile): ProfileView {
	const fields = { name, bio, language, isHidden: hiddenAt === null ? 'false' : 'true' } as const
	return { id: 'profile', kind: 'profile', version, fields }
}
