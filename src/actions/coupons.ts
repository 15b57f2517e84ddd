import { createCoupon, editCoupon } from '../domain/coupons/commands.ts'
import { CouponEdit, NewCoupon } from '../domain/coupons/schemas.ts'
import { paths } from '../paths.ts'
import { here } from './here.ts'
import { act } from './run.ts'

export const coupons = {
	create: act(NewCoupon, async (ctx, input, context) => ({
		...(await createCoupon(ctx, { ...input, ...here(context) })),
		then: `${paths.page}#${input.id}`,
	})),
	edit: act(CouponEdit, async (ctx, input, context) => ({
		...(await editCoupon(ctx, { ...input, ...here(context) })),
		then: `${paths.page}#${input.id}`,
	})),
}
