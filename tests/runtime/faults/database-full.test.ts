import { sql } from 'drizzle-orm'
import { expect, onTestFinished, test } from 'vitest'
import { openDb } from '../../../db/client.ts'
import { findMiscounts } from '../../../db/queries/integrity.ts'
import { readConfig } from '../../../functions/platform/env.ts'
import { openNodePlatform } from '../../../functions/platform/node/open.ts'
import { freshDbFile, inMemory } from '../../support/db.ts'
import { expectEachOnce, expectSentOn, rowsByName, type Tap, tapInside } from '../../support/followers.ts'
import { expectComplaint } from '../../support/quiet.ts'
import { DESK, theWorld } from '../../support/world.ts'

const ROOM_PAGES = 3
const TAPS = 400

test('when the database cannot grow, followers are sent on, nothing that was stored is lost, and the rest follows', async () => {
	const file = inMemory(freshDbFile())
	const db = openDb(`file:${file}`)
	await theWorld(db)
	const platform = await openNodePlatform(readConfig({ DATABASE_URL: `file:${file}` }))
	onTestFinished(async () => {
		await platform.close()
		db.$client.close()
	})
	const { rows } = await db.$client.execute('pragma page_count')
	await platform.db.run(sql.raw(`pragma max_page_count = ${Number(rows[0]?.page_count) + ROOM_PAGES}`))

	const taps: Tap[] = []
	while (taps.length < TAPS)
		taps.push(...(await Promise.all(Array.from({ length: 20 }, () => tapInside(platform, DESK)))))
	expectSentOn(taps)
	const [stored, late] = ['stored', 'late'].map((outcome) => taps.filter((one) => one.outcome === outcome))
	expect(late?.length).toBeGreaterThan(20)
	const there = await rowsByName(db)
	expect(stored?.filter((one) => there.get(one.name) !== 1)).toEqual([])
	expect(there.size).toBeLessThan(TAPS)

	await platform.db.run(sql`pragma max_page_count = 1073741823`)
	await expectEachOnce(taps, db)
	expect(await findMiscounts(db)).toEqual([])
	expect((await tapInside(platform, DESK)).outcome).toBe('stored')
	expect(platform.dropped()).toBe(0)
	expectComplaint(/could not be stored yet.*SQLITE_FULL/s)
})
