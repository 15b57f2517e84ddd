import { z } from 'zod'
import { MAX_CODE, MAX_OFFER } from '../blocks/limits.ts'
import { BlockId, Version } from '../blocks/schemas.ts'
import { merchant, typedUrl } from '../links/schemas.ts'
import { bounded, line, requiredLine } from '../text.ts'
import { APPLY_CHOICES } from './apply.ts'

/** As `YYYY-MM-DD`, and a little space. */
const MOST_DATE = 20
const date = bounded(MOST_DATE, { tooLong: 'coupon.date.malformed' })
	.nullish()
	.transform((text) => text ?? '')
	.pipe(z.union([z.literal(''), z.iso.date('coupon.date.malformed')], { error: 'coupon.date.malformed' }))

export const Coupon = z.object({
	code: requiredLine(MAX_CODE, 'coupon.code.empty', 'coupon.code.tooLong'),
	merchant,
	offer: line(MAX_OFFER, 'coupon.offer.tooLong'),
	/** The shop; may be empty. */
	url: typedUrl.nullish(),
	apply: z.enum(APPLY_CHOICES, { error: 'coupon.apply.unknown' }).optional(),
	template: typedUrl.nullish(),
	/** The first and the last day on which the code works, `YYYY-MM-DD` in the profile's zone; may be empty. */
	validFrom: date,
	validUntil: date,
})
export const NewCoupon = Coupon.extend({ id: BlockId })
export const CouponEdit = NewCoupon.extend({ version: Version })
