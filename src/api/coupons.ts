import { z } from 'zod'
import { BlockId } from '../domain/blocks/schemas.ts'
import { APPLY_CHOICES } from '../domain/coupons/apply.ts'
import { createCoupon, editCoupon } from '../domain/coupons/commands.ts'
import { CouponEdit, NewCoupon } from '../domain/coupons/schemas.ts'
import { publicId } from '../domain/ids.ts'
import { deleteOwn, listOwn, readOwn, setHidden, type ViewOf } from './blocks.ts'
import { Paged, pageOf } from './paging.ts'
import { route } from './route.ts'

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

export const couponRoutes = [
	route({
		method: 'GET',
		path: '/coupons',
		id: 'listCoupons',
		summary: 'Your coupons in the order of the page, expired ones too',
		query: z.object(Paged),
		status: 200,
		answer: pageOf(CouponAnswer),
		run: (caller, { query }) => listOwn(caller, 'coupon', query, show),
	}),
	route({
		method: 'POST',
		path: '/coupons',
		id: 'createCoupon',
		summary: 'Put a coupon at the top of the page',
		body: NewCoupon.partial({ id: true }),
		status: 201,
		answer: CouponAnswer,
		async run(caller, { body }) {
			const id = body.id ?? publicId(caller.ctx.crypto.randomBytes(7))
			await caller.purge(await createCoupon(caller.ctx, { ...body, id, ownOrigins: [caller.origin] }))
			return show(await readOwn(caller, 'coupon', id))
		},
	}),
	route({
		method: 'GET',
		path: '/coupons/{id}',
		id: 'readCoupon',
		summary: 'One coupon',
		status: 200,
		answer: CouponAnswer,
		run: async (caller, { id }) => show(await readOwn(caller, 'coupon', id)),
	}),
	route({
		method: 'PATCH',
		path: '/coupons/{id}',
		id: 'editCoupon',
		summary: 'Change a coupon; what is left out stays. With `version`, only while it still is that version',
		body: Change,
		status: 200,
		answer: CouponAnswer,
		async run(caller, { id, body: { isHidden, ...change } }) {
			const { version, fields } = await readOwn(caller, 'coupon', id)
			const edit = { id, version, ...fields, ...change, ownOrigins: [caller.origin] }
			if (Object.keys(change).length > 0) await caller.purge(await editCoupon(caller.ctx, edit))
			await setHidden(caller, id, isHidden)
			return show(await readOwn(caller, 'coupon', id))
		},
	}),
	route({
		method: 'DELETE',
		path: '/coupons/{id}',
		id: 'deleteCoupon',
		summary: 'Take a coupon off the page; its clicks stay',
		status: 204,
		run: (caller, { id }) => deleteOwn(caller, 'coupon', id),
	}),
]
