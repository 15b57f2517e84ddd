import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { pictures } from '../../db/schema/index.ts'
import { deleteBlock, restoreBlock } from '../../src/domain/blocks/commands.ts'
import { setPicture } from '../../src/domain/links/commands.ts'
import { uploadPicture } from '../../src/domain/pictures/commands.ts'
import { removeAvatar, setAvatar } from '../../src/domain/profiles/commands.ts'
import { ctxFor } from '../support/ctx.ts'
import { freshDb } from '../support/db.ts'
import { NOON } from '../support/factories.ts'
import { aWebp, lossy } from '../support/webp.ts'
import { CODE, DESK, LAMP, theWorld } from '../support/world.ts'

const DAYS = 86_400_000
const RED = aWebp(lossy(400, 400))
const BLUE = aWebp(lossy(401, 401))

async function aWorld() {
	const db = freshDb()
	await theWorld(db)
	return { db, maya: ctxFor(db, 'maya'), tom: ctxFor(db, 'tom') }
}

const hashes = async (db: ReturnType<typeof freshDb>, ownerId: string) =>
	(await db.select().from(pictures).where(eq(pictures.ownerId, ownerId))).map(({ hash }) => hash)

test('a picture is stored once under the hash of its bytes', async () => {
	const { db, maya } = await aWorld()
	const { hash } = await uploadPicture(maya, { bytes: RED })
	expect(await uploadPicture(maya, { bytes: RED })).toEqual({ hash })
	const [row, ...more] = await db.select().from(pictures)
	expect(more).toEqual([])
	expect(row).toMatchObject({ hash, ownerId: 'maya', width: 400, height: 400 })
	expect(hash).toMatch(/^[0-9a-f]{32}$/)
	expect(Buffer.from(row?.base64 ?? '', 'base64')).toEqual(Buffer.from(RED))
})

test('what is not WebP is refused at its field', async () => {
	const { db, maya } = await aWorld()
	const refusal = { code: 'invalid', field: 'picture', message: 'editor.picture.notWebp' }
	await expect(uploadPicture(maya, { bytes: RED.subarray(1) })).rejects.toMatchObject(refusal)
	expect(await hashes(db, 'maya')).toEqual([])
})

test('an avatar is one of the own pictures, and can be taken away', async () => {
	const { maya, tom } = await aWorld()
	const { hash } = await uploadPicture(maya, { bytes: RED })
	expect(await setAvatar(maya, { hash })).toEqual({ handleKeys: ['mayalamps'], avatar: hash })
	await expect(setAvatar(tom, { hash })).rejects.toMatchObject({ code: 'missing' })
	expect(await removeAvatar(maya)).toMatchObject({ avatar: null })
})

test("a link takes one of its creator's pictures; a coupon has none", async () => {
	const { maya, tom } = await aWorld()
	const { hash } = await uploadPicture(maya, { bytes: RED })
	expect((await setPicture(maya, { id: DESK, hash })).block).toMatchObject({ picture: hash, version: 1 })
	await expect(setPicture(tom, { id: DESK, hash })).rejects.toMatchObject({ code: 'missing' })
	await expect(setPicture(maya, { id: CODE, hash })).rejects.toMatchObject({ code: 'missing' })
	expect((await setPicture(maya, { id: DESK, hash: null })).block).toMatchObject({ picture: null })
})

test('pictures that nothing shows are forgotten after a day, by their owner only', async () => {
	const { db, maya, tom } = await aWorld()
	const { hash: shown } = await uploadPicture(maya, { bytes: RED })
	await setPicture(maya, { id: DESK, hash: shown })
	await uploadPicture(maya, { bytes: BLUE })
	const { hash: toms } = await uploadPicture(tom, { bytes: BLUE })
	const { hash: later } = await uploadPicture(ctxFor(db, 'maya', NOON + 2 * DAYS), { bytes: aWebp(lossy(9, 9)) })
	expect((await hashes(db, 'maya')).sort()).toEqual([shown, later].sort())
	expect(await hashes(db, 'tom')).toEqual([toms])
})

test('the picture of a link that was deleted long ago makes room, and does not come back with it', async () => {
	const { db, maya } = await aWorld()
	const later = ctxFor(db, 'maya', NOON + 2 * DAYS)
	const [old, fresh] = [await uploadPicture(maya, { bytes: RED }), await uploadPicture(maya, { bytes: BLUE })]
	await setPicture(maya, { id: DESK, hash: old.hash })
	await setPicture(maya, { id: LAMP, hash: fresh.hash })
	await deleteBlock(maya, { id: DESK })
	await deleteBlock(ctxFor(db, 'maya', NOON + DAYS + 1), { id: LAMP })
	const { hash } = await uploadPicture(later, { bytes: aWebp(lossy(9, 9)) })
	expect((await hashes(db, 'maya')).sort()).toEqual([fresh.hash, hash].sort())
	expect((await restoreBlock(later, { id: DESK })).block).toMatchObject({ picture: null })
	expect((await restoreBlock(later, { id: LAMP })).block).toMatchObject({ picture: fresh.hash })
})
