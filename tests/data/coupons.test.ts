import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { coupons, profiles } from '../../db/schema/index.ts'
import { createCoupon, editCoupon } from '../../src/domain/coupons/commands.ts'
import { ctxFor } from '../support/ctx.ts'
import { freshDb } from '../support/db.ts'
import { CODE, theWorld } from '../support/world.ts'

const NEW = 'newnewnewn'
const COUPON = { code: 'JUJEATS', merchant: '', offer: '30 %', validFrom: '', validUntil: '' }
const here = { ownOrigins: ['https://vitrine.example'] }

async function maya() {
	const db = freshDb()
	const world = await theWorld(db)
	return { db, ctx: ctxFor(db, 'maya'), ...world }
}

test('days are days of the profile, the last one included, and read back as they were given', async () => {
	const { db, ctx, page, code } = await maya()
	await db.update(profiles).set({ timeZone: 'Asia/Kathmandu' }).where(eq(profiles.id, page.id))
	const days = { validFrom: '2026-03-01', validUntil: '2026-03-31' }
	const { block } = await editCoupon(ctx, { id: CODE, version: 1, ...COUPON, ...days, ...here })
	expect(block.fields).toMatchObject(days)
	const [row] = await db.select().from(coupons).where(eq(coupons.blockId, code.id))
	expect(row?.validFrom).toBe(Date.UTC(2026, 1, 28, 18, 15))
	expect(row?.validUntil).toBe(Date.UTC(2026, 2, 31, 18, 15))
})

test('a code is enough; the merchant is proposed from the shop', async () => {
	const { ctx } = await maya()
	const { block } = await createCoupon(ctx, { id: NEW, ...COUPON, url: 'www.lampeland.no/salg', ...here })
	expect(block).toMatchObject({
		kind: 'coupon',
		fields: { code: 'JUJEATS', merchant: 'Lampeland', url: 'https://www.lampeland.no/salg', apply: 'none' },
	})
})

test('a template of the creator is kept as it is and shown in its own field', async () => {
	const { ctx } = await maya()
	const template = 'https://shop.example/?voucher={code}'
	const { block } = await createCoupon(ctx, { id: NEW, ...COUPON, apply: 'template', template, ...here })
	expect(block.fields).toMatchObject({ apply: 'template', template, url: '' })
})

test.each([
	[{ validFrom: '2026-03-02', validUntil: '2026-03-01' }, 'validUntil', 'coupon.until.beforeFrom'],
	[{ url: 'javascript:x' }, 'url', 'link.url.scheme'],
	[{ apply: 'shopify' as const }, 'url', 'coupon.apply.needsUrl'],
	[{ apply: 'template' as const, template: 'https://shop.example/' }, 'template', 'coupon.template.noCode'],
])('%j is refused at %s', async (given, field, message) => {
	const { ctx } = await maya()
	const input = { id: CODE, version: 1, ...COUPON, ...given, ...here }
	await expect(editCoupon(ctx, input)).rejects.toMatchObject({ code: 'invalid', field, message })
})

test('a stale save is refused', async () => {
	const { ctx } = await maya()
	await editCoupon(ctx, { id: CODE, version: 1, ...COUPON, ...here })
	const stale = { id: CODE, version: 1, ...COUPON, code: 'OTHER', ...here }
	await expect(editCoupon(ctx, stale)).rejects.toMatchObject({ code: 'conflict' })
})
