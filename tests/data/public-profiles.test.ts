import { eq } from 'drizzle-orm'
import { expect, test, vi } from 'vitest'
import { findPicture, findProfileOfBlock, findPublicProfile } from '../../db/queries/public-profiles.ts'
import { blocks, channels, handles, pictures, profiles } from '../../db/schema/index.ts'
import { freshDb } from '../support/db.ts'
import { aBlock, aLink, NOON } from '../support/factories.ts'
import { BOOK, CODE, DESK, LAMP, theWorld } from '../support/world.ts'

async function open() {
	const db = freshDb()
	return { db, ...(await theWorld(db)) }
}

test('a page is read in one round trip: its profile, what it shows in order, its tags', async () => {
	const { db, page } = await open()
	await db.insert(channels).values({ profileId: page.id, tag: 'reel', name: 'Reel', createdAt: NOON })
	const trips = [vi.spyOn(db.$client, 'batch'), vi.spyOn(db.$client, 'execute')]
	const found = await findPublicProfile(db, 'mayalamps')
	expect(trips.map((trip) => trip.mock.calls.length)).toEqual([0, 1])
	expect(found?.profile).toMatchObject({ handle: 'maya.lamps', name: 'Maya' })
	expect(found?.blocks.map(({ publicId }) => publicId)).toEqual([DESK, LAMP, BOOK, CODE])
	expect(found?.blocks[0]).toMatchObject({ kind: 'link', link: { merchant: 'Shop' }, coupon: null })
	expect(found?.blocks[3]).toMatchObject({ kind: 'coupon', link: null, coupon: { code: 'KRISTA20' } })
	expect(found?.tags).toEqual(['reel'])
})

test('ties are settled by age, deleted blocks stay away, and nobody sees their neighbour’s', async () => {
	const { db, page, toms } = await open()
	await aLink(db, { profileId: toms.id, publicId: 'tomstomsto' }, { url: 'https://shop.example' })
	await aBlock(db, { profileId: page.id, publicId: 'secondseco', kind: 'text', position: 1 })
	await db.update(blocks).set({ deletedAt: NOON }).where(eq(blocks.publicId, LAMP))
	const found = await findPublicProfile(db, 'mayalamps')
	expect(found?.blocks.map(({ publicId }) => publicId)).toEqual([DESK, 'secondseco', BOOK, CODE])
})

test('an old handle finds the same page', async () => {
	const { db, page } = await open()
	await db.insert(handles).values({ key: 'oldmaya', profileId: page.id, heldUntil: NOON })
	expect(await findPublicProfile(db, 'oldmaya')).toEqual(await findPublicProfile(db, 'mayalamps'))
})

test('a hidden page comes without its blocks, an unknown one not at all', async () => {
	const { db, page } = await open()
	await db.update(profiles).set({ hiddenAt: NOON }).where(eq(profiles.id, page.id))
	expect(await findPublicProfile(db, 'mayalamps')).toMatchObject({ profile: { hiddenAt: NOON }, blocks: [] })
	expect(await findPublicProfile(db, 'nobody')).toBeNull()
})

test('a block that is gone still knows whose page it was on', async () => {
	const { db } = await open()
	await db.update(blocks).set({ deletedAt: NOON }).where(eq(blocks.publicId, LAMP))
	expect(await findProfileOfBlock(db, LAMP)).toEqual({
		handle: 'maya.lamps',
		name: 'Maya',
		language: 'en',
		hiddenAt: null,
	})
	expect(await findProfileOfBlock(db, 'nopenopeno')).toBeNull()
})

test('a picture is found by its bytes, whoever owns it', async () => {
	const { db, maya, tom } = await open()
	const picture = { hash: 'ab'.repeat(16), base64: 'UklGRg==', width: 1, height: 1, createdAt: NOON }
	await db.insert(pictures).values([maya, tom].map(({ id }) => ({ ...picture, ownerId: id })))
	expect(await findPicture(db, picture.hash)).toBe('UklGRg==')
	expect(await findPicture(db, 'cd'.repeat(16))).toBeNull()
})
