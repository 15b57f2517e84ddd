import { createCoupon, editCoupon } from '../domain/coupons/commands.ts'
import { CouponEdit, NewCoupon } from '../domain/coupons/schemas.ts'
import { actAtRow } from './at-row.ts'

export const coupons = {
	create: actAtRow(NewCoupon, createCoupon),
	edit: actAtRow(CouponEdit, editCoupon),
}
