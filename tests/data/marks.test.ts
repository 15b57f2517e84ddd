import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import type { Db } from '../../db/client.ts'
import { isAdded, listMarks } from '../../db/queries/marks.ts'
import { deleteBlock, duplicateBlock, hideBlock, restoreBlock, showBlock } from '../../src/domain/blocks/commands.ts'
import { createCoupon, editCoupon } from '../../src/domain/coupons/commands.ts'
import { createLink, editLink } from '../../src/domain/links/commands.ts'
import { editProfile } from '../../src/domain/profiles/commands.ts'
import { ctxFor } from '../support/ctx.ts'
import { freshDb } from '../support/db.ts'
import { must, NOON } from '../support/factories.ts'
import { CODE, DESK, LAMP, OLD, theWorld } from '../support/world.ts'

const HOUR = 3_600_000
const ALWAYS = { from: 0, to: NOON * 2 }
const ownOrigins: string[] = []

async function told(db: Db, profileId: number, ownerId = 'maya') {
	const marks = await listMarks(db, ownerId, profileId, ALWAYS)
	return marks.map(({ at, what, title }) => `${(at - NOON) / HOUR} ${what} ${title ?? 'page'}`).reverse()
}

test('what followers could tap is noted with the change itself, once', async () => {
	const db = freshDb()
	const { page } = await theWorld(db)
	let hour = 0
	const later = () => ctxFor(db, 'maya', NOON + ++hour * HOUR)
	await hideBlock(later(), { id: DESK })
	await hideBlock(later(), { id: DESK })
	await showBlock(later(), { id: DESK })
	await deleteBlock(later(), { id: LAMP })
	await deleteBlock(later(), { id: LAMP }).catch(() => {})
	await restoreBlock(later(), { id: LAMP })
	await duplicateBlock(later(), { id: CODE, copyId: 'newcodecod' })
	expect(await told(db, page.id)).toEqual([
		'1 hidden deskdeskab',
		'3 shown deskdeskab',
		'4 deleted lamplampab',
		'6 restored lamplampab',
		'7 added KRISTA20',
	])
})

test('an edit is noted when it says something else, and a sitting of edits is one', async () => {
	const db = freshDb()
	const { page } = await theWorld(db)
	const minute = 60_000
	const link = { id: LAMP, title: 'lamplampab', url: 'https://shop.example/lampe-æøå?a=1#x', merchant: '', ownOrigins }
	const save = (at: number, version: number, given: Partial<typeof link>) =>
		editLink(ctxFor(db, 'maya', NOON + at), { ...link, kind: 'none', version, ...given })
	await save(HOUR, 1, {})
	await save(2 * HOUR, 2, { title: 'Lam' })
	await save(2 * HOUR + minute, 3, { title: 'Lamp' })
	await save(2 * HOUR + minute, 3, { title: 'Lamp' })
	await save(3 * HOUR, 4, { title: 'Lamp', url: 'https://shop.example/other' })
	await expect(save(4 * HOUR, 1, { title: 'Older' })).rejects.toThrow()
	expect(await told(db, page.id)).toEqual(['2 edited Lamp', '3 edited Lamp'])
})

test('what is added is noted once however often it is sent, and its first edits belong to it', async () => {
	const db = freshDb()
	const { page } = await theWorld(db)
	const url = 'https://shop.example/new'
	for (const at of [HOUR, 2 * HOUR])
		await createLink(ctxFor(db, 'maya', NOON + at), { id: 'newlinknew', url, title: '', merchant: '', ownOrigins })
	const coupon = { code: 'NEW', merchant: 'Shop', offer: '', validFrom: '', validUntil: '', ownOrigins } as const
	await createCoupon(ctxFor(db, 'maya', NOON + 3 * HOUR), { id: 'newcodenew', ...coupon })
	await editCoupon(ctxFor(db, 'maya', NOON + 3 * HOUR + 1), { id: 'newcodenew', version: 1, ...coupon, code: 'NEWER' })
	expect(await told(db, page.id)).toEqual(['1 added Shop', '3 added NEWER'])
})

test('the page itself can be hidden and shown', async () => {
	const db = freshDb()
	const { page } = await theWorld(db)
	const save = (at: number, version: number, isHidden: boolean) =>
		editProfile(ctxFor(db, 'maya', NOON + at), { version, name: 'Maya', bio: '', language: 'en', isHidden })
	await save(HOUR, 1, true)
	await save(2 * HOUR, 2, true)
	await save(3 * HOUR, 3, false)
	expect(await told(db, page.id)).toEqual(['1 hidden page', '3 shown page'])
})

test('nobody marks or reads another’s page', async () => {
	const db = freshDb()
	const { page } = await theWorld(db)
	await hideBlock(ctxFor(db, 'tom'), { id: DESK }).catch(() => {})
	expect(await told(db, page.id)).toEqual([])
	await showBlock(ctxFor(db, 'maya', NOON + HOUR), { id: OLD })
	expect(await told(db, page.id, 'tom')).toEqual([])
	expect(must((await told(db, page.id))[0])).toBe('1 shown oldoldolda')
})

test('whether something was added before is asked of its own page’s marks only', async () => {
	const plan = await freshDb().all<{ detail: string }>(
		sql`explain query plan select 1 from blocks where public_id = 'x' and ${isAdded(NOON)}`,
	)
	expect(plan.map(({ detail }) => detail).join('\n')).toMatch(/SEARCH marks USING .*\(profile_id=\?/)
})
