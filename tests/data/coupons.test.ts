import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { findOwnBlock } from '../../db/queries/editor.ts'
import { listDatedCoupons, moveToZone } from '../../db/queries/time-zone.ts'
import { coupons, profiles } from '../../db/schema/index.ts'
import { setTimeZone } from '../../src/domain/auth/settings.ts'
import { createCoupon, editCoupon } from '../../src/domain/coupons/commands.ts'
import { periodOf } from '../../src/domain/coupons/days.ts'
import { ctxFor } from '../support/ctx.ts'
import { freshDb } from '../support/db.ts'
import { aCoupon, NOON } from '../support/factories.ts'
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

test('in another zone they are the same days, also of a coupon that is hidden or deleted', async () => {
	const { db, ctx, page, code } = await maya()
	const other = await aCoupon(db, { profileId: page.id, publicId: NEW, deletedAt: NOON }, { code: 'SOON' })
	const stays = await aCoupon(db, { profileId: page.id, publicId: 'alwaysalwa' }, { code: 'ALWAYS' })
	const toms = await aCoupon(db, { profileId: 2, publicId: 'tomscodeto' }, { code: 'TOM', validFrom: 5, validUntil: 6 })
	const days = { validFrom: '2026-03-29', validUntil: '2026-03-31' }
	await editCoupon(ctx, { id: CODE, version: 1, ...COUPON, ...days, ...here })
	await db
		.update(coupons)
		.set(periodOf({ validFrom: '', validUntil: '2026-11-22' }, 'Europe/Oslo'))
		.where(eq(coupons.blockId, other.id))
	expect(await setTimeZone(ctx, 'America/New_York')).toEqual(['mayalamps'])
	const periods = async () =>
		Object.fromEntries(
			(await db.select().from(coupons)).map(({ blockId, validFrom, validUntil }) => [
				blockId,
				{ validFrom, validUntil },
			]),
		)
	expect(await periods()).toEqual({
		[code.id]: { validFrom: Date.parse('2026-03-29T04:00:00Z'), validUntil: Date.parse('2026-04-01T04:00:00Z') },
		[other.id]: { validFrom: null, validUntil: Date.parse('2026-11-23T05:00:00Z') },
		[stays.id]: { validFrom: null, validUntil: null },
		[toms.id]: { validFrom: 5, validUntil: 6 },
	})
	expect((await findOwnBlock(db, 'maya', CODE))?.version).toBe(2)
	await setTimeZone(ctx, 'Europe/Oslo')
	expect((await periods())[code.id]).toEqual(periodOf(days, 'Europe/Oslo'))
})

test('a coupon that was changed or is another’s is not moved to another zone', async () => {
	const { db, code } = await maya()
	const [before, to] = [
		{ validFrom: 5, validUntil: 6 },
		{ validFrom: 7, validUntil: 8 },
	]
	const periodNow = async () => {
		const [row] = await db.select().from(coupons).where(eq(coupons.blockId, code.id))
		return { validFrom: row?.validFrom, validUntil: row?.validUntil }
	}
	const move = (ownerId: string, known: typeof before) =>
		moveToZone(db, ownerId, 'Asia/Tokyo', [{ blockId: code.id, timeZone: 'Europe/Oslo', ...known, to }], NOON)
	await db.update(coupons).set(before).where(eq(coupons.blockId, code.id))
	await move('maya', { validFrom: 5, validUntil: 9 })
	await move('tom', before)
	expect([await periodNow(), await listDatedCoupons(db, 'tom')]).toEqual([before, []])
	await move('maya', before)
	expect(await periodNow()).toEqual(to)
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
