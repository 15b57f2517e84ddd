import type { ApplyChoice } from '../coupons/apply.ts'
import type { LinkKind } from '../links/kinds.ts'
import type { SocialNetwork } from '../profiles/social-networks.ts'

// What a form of each kind holds, as the form's own values.

export type LinkFields = { title: string; url: string; kind: LinkKind; merchant: string }

export type CouponFields = {
	code: string
	merchant: string
	offer: string
	url: string
	apply: ApplyChoice
	template: string
	/** `YYYY-MM-DD` in the profile's zone, or empty. */
	validFrom: string
	/** The last day, in the same form. */
	validUntil: string
}

export type WordsFields = { content: string }

export type SocialFields = Record<SocialNetwork, string>

export type ProfileFields = { name: string; bio: string; language: 'en' | 'nb'; isHidden: 'true' | 'false' }

/** A block as its creator sees it. `version` is what a save has to name. */
export type BlockView = {
	id: string
	version: number
	/** What it adds to the page; 0 until the server has said. */
	bytes: number
	isHidden: boolean
} & (
	| {
			kind: 'link'
			fields: LinkFields
			/** Content hash, or null. */
			picture: string | null
			/** The URL carries a network's marks, whatever the creator says the link is. */
			looksAffiliate: boolean
	  }
	| { kind: 'coupon'; fields: CouponFields; validity: 'upcoming' | 'valid' | 'endsToday' | 'expired' }
	| { kind: 'heading' | 'text'; fields: WordsFields }
	| { kind: 'social'; fields: SocialFields }
)
export type BlockKind = BlockView['kind']
export type BlockFields = BlockView['fields']

/** The profile's own fields, edited like a block's. */
export interface ProfileView {
	id: 'profile'
	kind: 'profile'
	version: number
	fields: ProfileFields
}

export type Editable = BlockView | ProfileView
export type FormValues = Record<string, string>

/** Whether two forms say the same: then a save that came late has nothing to settle. */
export function sameFields(one: FormValues, other: FormValues): boolean {
	const [a, b] = [one, other].map((fields) => JSON.stringify(Object.entries(fields).sort()))
	return a === b
}
