import { z } from 'zod'
import { BlockId } from '../domain/blocks/schemas.ts'
import { APPLY_CHOICES } from '../domain/coupons/apply.ts'
import { createCoupon, editCoupon } from '../domain/coupons/commands.ts'
import { CouponEdit, NewCoupon } from '../domain/coupons/schemas.ts'
import { blockRoutes } from './block-routes.ts'
import type { ViewOf } from './blocks.ts'

const day = z.string().describe('YYYY-MM-DD in the profile’s zone, or empty.')

const CouponAnswer = z.object({
	id: BlockId,
	code: z.string(),
	merchant: z.string(),
	offer: z.string(),
	url: z.string(),
	apply: z.enum(APPLY_CHOICES),
	template: z.string(),
	validFrom: day,
	validUntil: day,
	isHidden: z.boolean(),
	version: z.int(),
})

const Change = CouponEdit.omit({ id: true }).partial().extend({ isHidden: z.boolean().optional() })

const show = ({ id, version, isHidden, fields }: ViewOf<'coupon'>) => ({ id, ...fields, isHidden, version })

export const couponRoutes = blockRoutes({
	kind: 'coupon',
	name: 'Coupon',
	list: 'Your coupons in the order of the page, expired ones too',
	create: 'Put a coupon at the top of the page',
	New: NewCoupon.partial({ id: true }),
	Change,
	Answer: CouponAnswer,
	show,
	make: createCoupon,
	edit: (ctx, { id, version, fields }, change, here) => editCoupon(ctx, { id, version, ...fields, ...change, ...here }),
})
