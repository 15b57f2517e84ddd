import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { findOwnProfile } from '../../db/queries/profiles.ts'
import { handles, profiles } from '../../db/schema/index.ts'
import { editProfile } from '../../src/domain/profiles/commands.ts'
import { ctxFor } from '../support/ctx.ts'
import { freshDb } from '../support/db.ts'
import { NOON } from '../support/factories.ts'
import { BOOK, CODE, DESK, LAMP, OLD, theWorld } from '../support/world.ts'

const EDIT = { version: 1, name: 'Maya L.', bio: 'Lamps', language: 'nb' as const, isHidden: false }

async function aWorld() {
	const db = freshDb()
	const { page } = await theWorld(db)
	return { db, page, maya: ctxFor(db, 'maya'), tom: ctxFor(db, 'tom') }
}

test("a creator's own fields are saved, and only theirs", async () => {
	const { db, maya, page } = await aWorld()
	await db.insert(handles).values({ key: 'oldmaya', profileId: page.id, heldUntil: NOON })
	const { handleKeys, publicIds, profile } = await editProfile(maya, EDIT)
	expect(handleKeys.sort()).toEqual(['mayalamps', 'oldmaya'])
	expect({ publicIds, version: profile.version }).toEqual({ publicIds: [], version: 2 })
	expect(await findOwnProfile(db, 'maya')).toMatchObject({ name: 'Maya L.', bio: 'Lamps', language: 'nb', version: 2 })
	expect(await findOwnProfile(db, 'tom')).toMatchObject({ name: 'tom', version: 1 })
})

test('a stale save is a conflict, a repeated one is not', async () => {
	const { maya } = await aWorld()
	await editProfile(maya, EDIT)
	expect((await editProfile(maya, EDIT)).profile.version).toBe(2)
	await expect(editProfile(maya, { ...EDIT, name: 'Other' })).rejects.toMatchObject({ code: 'conflict' })
})

test('hiding the page changes where all of its links lead, and keeps its first moment', async () => {
	const { db, maya, page } = await aWorld()
	const { publicIds } = await editProfile(maya, { ...EDIT, isHidden: true })
	expect(publicIds.sort()).toEqual([BOOK, CODE, DESK, LAMP, OLD].sort())
	await editProfile(ctxFor(db, 'maya', NOON + 5), { ...EDIT, version: 2, name: 'Later', isHidden: true })
	const [row] = await db.select().from(profiles).where(eq(profiles.id, page.id))
	expect(row).toMatchObject({ name: 'Later', hiddenAt: NOON })
	await editProfile(maya, { ...EDIT, version: 3 })
	expect(await findOwnProfile(db, 'maya')).toMatchObject({ hiddenAt: null })
})
