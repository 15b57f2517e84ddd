import { expect, test } from 'vitest'
import { findOwnProfile } from '../../db/queries/profiles.ts'
import { handles } from '../../db/schema/index.ts'
import { setTheme } from '../../src/domain/themes/commands.ts'
import { readTheme } from '../../src/domain/themes/schemas.ts'
import { ctxFor } from '../support/ctx.ts'
import { freshDb } from '../support/db.ts'
import { NOON } from '../support/factories.ts'
import { theWorld } from '../support/world.ts'

test("a look is stored for the creator's own page, which is forgotten under all its handles", async () => {
	const db = freshDb()
	const { page } = await theWorld(db)
	await db.insert(handles).values({ key: 'oldmaya', profileId: page.id, heldUntil: NOON })
	const { handleKeys } = await setTheme(ctxFor(db, 'maya'), { preset: 'night', accent: 'sea' })
	expect(handleKeys.sort()).toEqual(['mayalamps', 'oldmaya'])
	const [hers, his] = [await findOwnProfile(db, 'maya'), await findOwnProfile(db, 'tom')]
	expect(readTheme(hers?.theme ?? '')).toMatchObject({ preset: 'night', accent: 'sea', font: 'rounded' })
	expect(his?.theme).toBe('{}')
	expect(hers?.version).toBe(1)
})

test('there is nothing to give a look to without a page', async () => {
	const db = freshDb()
	await expect(setTheme(ctxFor(db, 'nobody'), { preset: 'night' })).rejects.toMatchObject({ code: 'missing' })
})
