import type { z } from 'zod'
import { addCoupon, type CouponValues, updateCoupon } from '../../../db/queries/coupons.ts'
import { findOwnProfile } from '../../../db/queries/profiles.ts'
import { couponBytes } from '../blocks/bytes.ts'
import { MAX_MERCHANT, MAX_PAGE_BYTES, PAGE_LIMITS } from '../blocks/limits.ts'
import { type BlockOutcome, created, edited } from '../blocks/outcome.ts'
import { couponFields } from '../blocks/view.ts'
import type { Ctx } from '../ctx.ts'
import { DomainError } from '../errors.ts'
import { acceptedUrl, type Here, pastedAddress } from '../links/accept.ts'
import { proposeFromUrl } from '../links/propose.ts'
import { periodOf } from './days.ts'
import type { Coupon, CouponEdit, NewCoupon } from './schemas.ts'
import { readTemplate } from './shop-link.ts'

/** Puts a coupon at the top of the page. The merchant is proposed from the shop's URL when it is left out. */
export async function createCoupon(ctx: Ctx, input: z.output<typeof NewCoupon> & Here): Promise<BlockOutcome> {
	const values = valuesOf(input, await zoneOf(ctx, input))
	const merchant = values.merchant || proposedMerchant(values.url)
	const bytes = couponBytes({ ...values, merchant })
	const block = { publicId: input.id, bytes, at: ctx.now }
	const written = await addCoupon(ctx.db, ctx.userId, block, { ...values, merchant }, PAGE_LIMITS)
	return created(written, 'coupon', bytes, ctx.now)
}

/** Saves a coupon; `conflict` when it has changed since `version`. */
export async function editCoupon(ctx: Ctx, input: z.output<typeof CouponEdit> & Here): Promise<BlockOutcome> {
	const timeZone = await zoneOf(ctx, input)
	const values = valuesOf(input, timeZone)
	const { id: publicId, version } = input
	const edit = { publicId, version, at: ctx.now, bytes: couponBytes(values), mostBytes: MAX_PAGE_BYTES }
	const saved = { version, fields: couponFields(values, timeZone) }
	return edited(await updateCoupon(ctx.db, ctx.userId, edit, values), 'coupon', saved, ctx.now)
}

/** The zone whose midnights its days have; one without days needs none, and is not made to wait for it. */
async function zoneOf({ db, userId }: Ctx, { validFrom, validUntil }: z.output<typeof Coupon>): Promise<string> {
	if (!validFrom && !validUntil) return 'UTC'
	const profile = await findOwnProfile(db, userId)
	if (!profile) throw new DomainError('missing', 'editor.missing')
	return profile.timeZone
}

function valuesOf(input: z.output<typeof Coupon> & Here, timeZone: string): CouponValues {
	const { code, merchant, offer } = input
	const url = input.url?.trim() ? acceptedUrl(input.url, input) : ''
	return { code, merchant, offer, url, apply: acceptedApply(input, url), ...periodOf(input, timeZone) }
}

/** A preset needs the shop's address to work on; a template brings its own. */
function acceptedApply({ apply = 'none', template, ownOrigins }: z.output<typeof Coupon> & Here, url: string): string {
	if (apply !== 'template') {
		if (apply !== 'none' && !url) throw new DomainError('invalid', 'coupon.apply.needsUrl', 'url')
		return apply
	}
	const read = readTemplate(pastedAddress(template ?? '', 'template'), { ownOrigins })
	if (!read.ok) throw new DomainError('invalid', read.problem, 'template')
	return read.template
}

function proposedMerchant(url: string): string {
	return url ? proposeFromUrl(url).merchant.slice(0, MAX_MERCHANT) : ''
}
