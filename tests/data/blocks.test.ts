import { eq, isNotNull } from 'drizzle-orm'
import { expect, test } from 'vitest'
import type { Db } from '../../db/client.ts'
import { markDeleted } from '../../db/queries/blocks.ts'
import { listOwnBlocks } from '../../db/queries/editor.ts'
import { blocks, handles, links } from '../../db/schema/index.ts'
import { crypto } from '../../functions/platform/crypto.ts'
import {
	createHeading,
	createSocial,
	createText,
	deleteBlock,
	duplicateBlock,
	editHeading,
	editSocial,
	editText,
	hideBlock,
	placeBlock,
	readBlock,
	reorderBlocks,
	restoreBlock,
	showBlock,
} from '../../src/domain/blocks/commands.ts'
import { MAX_BLOCKS, MAX_PAGE_BYTES } from '../../src/domain/blocks/limits.ts'
import { ingestHits } from '../../src/domain/clicks/ingest.ts'
import { createCoupon, editCoupon } from '../../src/domain/coupons/commands.ts'
import { publicId } from '../../src/domain/ids.ts'
import { createLink, editLink } from '../../src/domain/links/commands.ts'
import { SOCIAL_NETWORKS, type SocialNetwork } from '../../src/domain/profiles/social-networks.ts'
import { ctxFor } from '../support/ctx.ts'
import { freshDb } from '../support/db.ts'
import { aBlock, aLink, aProfile, aUser, NOON } from '../support/factories.ts'
import { BOOK, CODE, DESK, LAMP, OLD, theWorld } from '../support/world.ts'

const NEW = 'newnewnewn'
const COPY = 'copycopyab'
const NO_ICONS = Object.fromEntries(SOCIAL_NETWORKS.map((network) => [network, ''])) as Record<SocialNetwork, string>
const here = { ownOrigins: ['https://vitrine.example'] }
const order = async (db: Db, userId = 'maya') => (await listOwnBlocks(db, userId)).map(({ id }) => id)

async function aWorld() {
	const db = freshDb()
	const world = await theWorld(db)
	return { db, ...world, maya: ctxFor(db, 'maya', NOON + 1), tom: ctxFor(db, 'tom', NOON + 1) }
}

test('the blocks come in their order, hidden ones too', async () => {
	const { db } = await aWorld()
	expect(await order(db)).toEqual([DESK, LAMP, OLD, BOOK, CODE])
})

test('reordering moves every block to the place it was given', async () => {
	const { db, maya } = await aWorld()
	const { handleKeys } = await reorderBlocks(maya, { ids: [CODE, DESK, OLD, LAMP, BOOK] })
	expect(await order(db)).toEqual([CODE, DESK, OLD, LAMP, BOOK])
	expect(handleKeys).toEqual(['mayalamps'])
})

test('a block that the caller did not know of keeps its place when the others are reordered', async () => {
	const { db, maya } = await aWorld()
	await createHeading(maya, { id: NEW, content: 'New' })
	await reorderBlocks(maya, { ids: [CODE, BOOK, OLD, LAMP, DESK] })
	expect(await order(db)).toEqual([NEW, CODE, BOOK, OLD, LAMP, DESK])
})

test('reordering is all or nothing: one id of somebody else, and nothing moves', async () => {
	const { db, maya, toms } = await aWorld()
	await aLink(db, { profileId: toms.id, publicId: 'tomtomtomt' }, { url: 'https://shop.example/' })
	await expect(reorderBlocks(maya, { ids: [CODE, 'tomtomtomt', DESK, OLD, LAMP, BOOK] })).rejects.toMatchObject({
		code: 'missing',
	})
	expect(await order(db)).toEqual([DESK, LAMP, OLD, BOOK, CODE])
})

test('one step up or down, past deleted blocks, and none at the ends', async () => {
	const { db, maya } = await aWorld()
	await placeBlock(maya, { id: LAMP, way: 'up' })
	expect(await order(db)).toEqual([LAMP, DESK, OLD, BOOK, CODE])
	await placeBlock(maya, { id: LAMP, way: 'up' })
	expect(await order(db)).toEqual([LAMP, DESK, OLD, BOOK, CODE])
	await deleteBlock(maya, { id: DESK })
	await placeBlock(maya, { id: LAMP, way: 'down' })
	expect(await order(db)).toEqual([OLD, LAMP, BOOK, CODE])
	await placeBlock(maya, { id: CODE, way: 'down' })
	expect(await order(db)).toEqual([OLD, LAMP, BOOK, CODE])
})

test('a deleted block comes back to its place with its words', async () => {
	const { db, maya } = await aWorld()
	await deleteBlock(maya, { id: OLD })
	expect(await order(db)).toEqual([DESK, LAMP, BOOK, CODE])
	await reorderBlocks(maya, { ids: [LAMP, DESK, CODE, BOOK] })
	const { block, publicIds } = await restoreBlock(maya, { id: OLD })
	expect(await order(db)).toEqual([LAMP, DESK, OLD, CODE, BOOK])
	expect(block).toMatchObject({ kind: 'link', isHidden: true, fields: { url: 'https://shop.example/old' } })
	expect(publicIds).toEqual([OLD])
})

test('deleting twice keeps the first moment, and a block can be hidden and shown', async () => {
	const { db, maya } = await aWorld()
	await deleteBlock(maya, { id: OLD })
	await deleteBlock(ctxFor(db, 'maya', NOON + 9), { id: OLD })
	const [row] = await db.select().from(blocks).where(eq(blocks.publicId, OLD))
	expect(row?.deletedAt).toBe(NOON + 1)
	expect((await hideBlock(maya, { id: LAMP })).block.isHidden).toBe(true)
	expect((await showBlock(maya, { id: LAMP })).block.isHidden).toBe(false)
})

test('a copy stands right below its original and has everything of it', async () => {
	const { db, maya } = await aWorld()
	await duplicateBlock(maya, { id: CODE, copyId: COPY })
	const { block } = await duplicateBlock(maya, { id: CODE, copyId: COPY })
	expect(await order(db)).toEqual([DESK, LAMP, OLD, BOOK, CODE, COPY])
	expect(block).toMatchObject({
		id: COPY,
		version: 1,
		fields: { code: 'KRISTA20', apply: 'shopify', url: 'https://shop.example/sale' },
	})
	await duplicateBlock(maya, { id: DESK, copyId: NEW })
	expect((await order(db)).slice(0, 3)).toEqual([DESK, NEW, LAMP])
})

test('a copy under the id of another kind of block is refused and changes nothing', async () => {
	const { db, maya } = await aWorld()
	await expect(duplicateBlock(maya, { id: DESK, copyId: CODE })).rejects.toMatchObject({ code: 'conflict' })
	await expect(duplicateBlock(maya, { id: CODE, copyId: DESK })).rejects.toMatchObject({ code: 'conflict' })
	const { rows } = await db.$client.execute(`
		select (select count(*) from links join blocks on blocks.id = block_id where blocks.kind <> 'link'),
			(select count(*) from coupons join blocks on blocks.id = block_id where blocks.kind <> 'coupon')`)
	expect(Array.from(rows[0] ?? [])).toEqual([0, 0])
	await deleteBlock(maya, { id: DESK })
	await expect(duplicateBlock(maya, { id: DESK, copyId: COPY })).rejects.toMatchObject({ code: 'missing' })
})

test('words and icons are made, saved and read back', async () => {
	const { maya } = await aWorld()
	await createText(maya, { id: NEW, content: 'One\nTwo' })
	const { block } = await editText(maya, { id: NEW, version: 1, content: 'Three' })
	expect(block).toMatchObject({ version: 2, kind: 'text', fields: { content: 'Three' } })
	const icons = { ...NO_ICONS, tiktok: '@maya.lamps', mail: 'maya@example.com' }
	await createSocial(maya, { id: COPY, ...icons, ...here })
	expect((await readBlock(maya, { id: COPY })).fields).toEqual({
		...icons,
		tiktok: 'https://www.tiktok.com/@maya.lamps',
	})
	const edit = { id: COPY, version: 1, ...NO_ICONS, web: 'javascript:alert(1)', ...here }
	await expect(editSocial(maya, edit)).rejects.toMatchObject({ field: 'web', message: 'link.url.scheme' })
})

test('a save on an older version is refused and changes nothing; the same words twice are one save', async () => {
	const { maya } = await aWorld()
	await createHeading(maya, { id: NEW, content: 'First' })
	await editHeading(maya, { id: NEW, version: 1, content: 'Second' })
	await expect(editHeading(maya, { id: NEW, version: 1, content: 'Third' })).rejects.toMatchObject({ code: 'conflict' })
	expect(await readBlock(maya, { id: NEW })).toMatchObject({ version: 2, fields: { content: 'Second' } })
	const again = await editHeading(maya, { id: NEW, version: 1, content: 'Second' })
	expect(again.block.version).toBe(2)
})

test('creating twice makes one block; an id that is taken is a conflict', async () => {
	const { db, maya, tom } = await aWorld()
	await createHeading(maya, { id: NEW, content: 'First' })
	const { block } = await createHeading(maya, { id: NEW, content: 'First' })
	expect(block.version).toBe(1)
	expect((await order(db)).filter((id) => id === NEW)).toHaveLength(1)
	await expect(createHeading(tom, { id: NEW, content: 'Mine' })).rejects.toMatchObject({ code: 'conflict' })
	await expect(createText(maya, { id: NEW, content: 'Text' })).rejects.toMatchObject({ code: 'conflict' })
	await expect(duplicateBlock(tom, { id: DESK, copyId: COPY })).rejects.toMatchObject({ code: 'missing' })
	expect(await order(db, 'tom')).toEqual([])
})

const LINK = { url: 'https://evil.example/', title: 'Mine', kind: 'none', merchant: '' } as const
const COUPON = { code: 'EVIL', merchant: '', offer: '', apply: 'none', validFrom: '', validUntil: '' } as const

test.each<[string, (tom: ReturnType<typeof ctxFor>) => Promise<unknown>]>([
	['read', (tom) => readBlock(tom, { id: DESK })],
	['edit a link', (tom) => editLink(tom, { id: DESK, version: 1, ...LINK, ...here })],
	['edit a coupon', (tom) => editCoupon(tom, { id: CODE, version: 1, ...COUPON, ...here })],
	['edit a heading', (tom) => editHeading(tom, { id: NEW, version: 1, content: 'Mine' })],
	['reorder', (tom) => reorderBlocks(tom, { ids: [LAMP, DESK] })],
	['move', (tom) => placeBlock(tom, { id: LAMP, way: 'up' })],
	['hide', (tom) => hideBlock(tom, { id: DESK })],
	['show', (tom) => showBlock(tom, { id: OLD })],
	['delete', (tom) => deleteBlock(tom, { id: DESK })],
	['restore', (tom) => restoreBlock(tom, { id: BOOK })],
	['duplicate', (tom) => duplicateBlock(tom, { id: DESK, copyId: COPY })],
])("tom cannot %s what is maya's", async (_, attempt) => {
	const { db, maya, tom } = await aWorld()
	await createHeading(maya, { id: NEW, content: 'Hers' })
	await deleteBlock(maya, { id: BOOK })
	const dump = async () => {
		const tables = ['blocks', 'links', 'coupons'].map((table) => db.$client.execute(`select * from ${table}`))
		return JSON.stringify((await Promise.all(tables)).map(({ rows }) => rows))
	}
	const before = await dump()
	await expect(attempt(tom)).rejects.toMatchObject({ code: 'missing' })
	expect(await dump()).toBe(before)
})

test('order, hiding, editing, deleting and restoring never touch the hits', async () => {
	const { db, maya, desk, page } = await aWorld()
	await ingestHits(db, [
		{
			id: 'aaaaaaaaaabbbbbbbbbb',
			profileId: page.id,
			blockId: desk.id,
			kind: 'click',
			at: NOON,
			bucket: 'counted',
			channel: 'unknown',
			country: 'NO',
			device: 'phone',
			app: 'none',
			referrer: null,
			visitor: 42,
			campaign: null,
		},
	])
	const dump = async () =>
		JSON.stringify([
			(await db.$client.execute('select * from hits')).rows,
			(await db.$client.execute('select * from rollups')).rows,
		])
	const before = await dump()
	await reorderBlocks(maya, { ids: [CODE, BOOK, OLD, LAMP, DESK] })
	await placeBlock(maya, { id: DESK, way: 'up' })
	await hideBlock(maya, { id: DESK })
	await editLink(maya, {
		id: DESK,
		version: 1,
		url: 'shop.example/2',
		title: 'Desk',
		kind: 'none',
		merchant: '',
		...here,
	})
	await deleteBlock(maya, { id: DESK })
	await restoreBlock(maya, { id: DESK })
	expect(await dump()).toBe(before)
	const [row] = await db.select().from(blocks).where(eq(blocks.publicId, DESK))
	expect(row?.id).toBe(desk.id)
})

test('a page holds 200 blocks, hidden ones included, and not one more', async () => {
	const { db, maya, page } = await aWorld()
	for (let n = 5; n < MAX_BLOCKS; n++)
		await aBlock(db, { profileId: page.id, publicId: publicId(crypto.randomBytes(7)), kind: 'text', content: `${n}` })
	const full = { code: 'invalid', message: 'editor.full' }
	const link = { id: NEW, url: 'shop.example', title: '', merchant: '', ...here }
	await expect(createLink(maya, link)).rejects.toMatchObject(full)
	await expect(createHeading(maya, { id: NEW, content: 'New' })).rejects.toMatchObject(full)
	await expect(duplicateBlock(maya, { id: DESK, copyId: COPY })).rejects.toMatchObject(full)
	await deleteBlock(maya, { id: DESK })
	await createLink(maya, link)
	expect((await createLink(maya, link)).block.id).toBe(NEW)
	await expect(restoreBlock(maya, { id: DESK })).rejects.toMatchObject(full)
	expect(await order(db)).toHaveLength(MAX_BLOCKS)
})

test('a page takes no more words and addresses than it may, in whatever way they come, and can always lose some', async () => {
	const { db, maya, page } = await aWorld()
	const bytesOf = async (publicId: string) =>
		(await db.select({ bytes: blocks.bytes }).from(blocks).where(eq(blocks.publicId, publicId)))[0]?.bytes
	const text = { id: NEW, content: '"<&é' }
	await createText(maya, text)
	expect(await bytesOf(NEW)).toBe(6 + 4 + 5 + 2)
	await aBlock(db, { profileId: page.id, publicId: COPY, kind: 'text', content: 'x', bytes: MAX_PAGE_BYTES - 90 })
	const heavy = { code: 'invalid', message: 'editor.heavy' }
	const long = 'æ'.repeat(50)
	const link = { url: `https://www.amazon.de/dp/${'B'.repeat(200)}`, title: '', merchant: '', ...here }
	const coupon = { code: 'x'.repeat(40), merchant: '', offer: '', validFrom: '', validUntil: '', ...here }
	const other = 'anotherone'
	await expect(createHeading(maya, { id: other, content: long })).rejects.toMatchObject(heavy)
	await expect(createLink(maya, { id: other, ...link })).rejects.toMatchObject(heavy)
	await expect(createCoupon(maya, { id: other, ...coupon })).rejects.toMatchObject(heavy)
	await expect(editText(maya, { id: NEW, version: 1, content: long })).rejects.toMatchObject(heavy)
	await expect(editLink(maya, { id: DESK, version: 1, kind: 'none', ...link, title: 'Desk' })).rejects.toMatchObject(
		heavy,
	)
	await expect(editCoupon(maya, { id: CODE, version: 1, ...coupon })).rejects.toMatchObject(heavy)
	await expect(duplicateBlock(maya, { id: COPY, copyId: other })).rejects.toMatchObject(heavy)
	await deleteBlock(maya, { id: COPY })
	await editText(maya, { id: NEW, version: 1, content: long.repeat(4) })
	await expect(restoreBlock(maya, { id: COPY })).rejects.toMatchObject(heavy)
	await expect(editText(maya, { id: NEW, version: 1, content: 'y' })).rejects.toMatchObject({ code: 'conflict' })
	await editText(maya, { id: NEW, version: 2, content: 'y' })
	await restoreBlock(maya, { id: COPY })
	expect((await editText(maya, { id: COPY, version: 1, content: 'z' })).block.bytes).toBe(1)
	expect(await bytesOf(other)).toBeUndefined()
})

test('of deleted blocks the newest stay, and those of others are left alone', async () => {
	const { db, page, toms } = await aWorld()
	const remove = (ownerId: string, publicId: string, at: number) => markDeleted(db, ownerId, publicId, at, 2)
	await aBlock(db, { profileId: toms.id, publicId: NEW, kind: 'text', content: 'x', deletedAt: 1 })
	for (const [n, id] of [DESK, LAMP, OLD].entries()) await remove('maya', id, NOON + n)
	const left = await db.select({ id: blocks.publicId }).from(blocks).where(isNotNull(blocks.deletedAt))
	expect(left.map(({ id }) => id).sort()).toEqual([LAMP, NEW, OLD].sort())
	expect((await db.select().from(links).where(eq(links.title, DESK))).length).toBe(0)
	expect(await order(db)).toEqual([BOOK, CODE])
	expect(page.id).not.toBe(toms.id)
})

test('all handles that answer for the page are named, those of others are not', async () => {
	const { db, maya, page } = await aWorld()
	await db.insert(handles).values({ key: 'oldmaya', profileId: page.id, heldUntil: NOON + 1 })
	const outcomes = [
		await hideBlock(maya, { id: LAMP }),
		await deleteBlock(maya, { id: LAMP }),
		await createHeading(maya, { id: NEW, content: 'New' }),
		await reorderBlocks(maya, { ids: [CODE, DESK] }),
	]
	for (const { handleKeys } of outcomes) expect(handleKeys.sort()).toEqual(['mayalamps', 'oldmaya'])
})

test('whoever has no page can make no blocks', async () => {
	const { db } = await aWorld()
	await aUser(db, { id: 'nobody' })
	await expect(createHeading(ctxFor(db, 'nobody'), { id: NEW, content: 'New' })).rejects.toMatchObject({
		code: 'missing',
	})
})

test('a second page of the same creator keeps its own order', async () => {
	const { db, maya } = await aWorld()
	const second = await aProfile(db, { ownerId: 'maya', handle: 'second' })
	await aLink(db, { profileId: second.id, publicId: NEW }, { url: 'https://shop.example/' })
	await placeBlock(maya, { id: LAMP, way: 'up' })
	const rows = await db.select().from(blocks).where(eq(blocks.profileId, second.id))
	expect(rows.map(({ position }) => position)).toEqual([2])
})
