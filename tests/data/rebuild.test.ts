import { beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '../../db/client.ts'
import { openDb } from '../../db/client.ts'
import { findMiscounts } from '../../db/queries/integrity.ts'
import { runCli } from '../../functions/cli.ts'
import { ingestHits } from '../../src/domain/clicks/ingest.ts'
import { firstDayKept, forgetTheOld } from '../../src/domain/clicks/retention.ts'
import { openSweep } from '../../src/domain/clicks/sweep.ts'
import { chanceOf } from '../../src/domain/demo/chance.ts'
import { DAY } from '../../src/domain/time.ts'
import { freshDbFile } from '../support/db.ts'
import { aProfile, aUser } from '../support/factories.ts'
import { anExcess } from '../support/hits.ts'
import { deliveries, randomHits } from '../support/traffic.ts'

const HITS = 100_000
const NOW = Date.UTC(2026, 10, 2, 12, 7)
const KEPT = firstDayKept(NOW, 6)
/** Both changes of Oslo's clocks, and the days around the one from which raw hits will be kept, which splits local days in both zones. */
const STRETCHES = [
	{ from: Date.UTC(2026, 2, 28), to: Date.UTC(2026, 2, 30) },
	{ from: (KEPT - 3) * DAY, to: (KEPT + 3) * DAY },
	{ from: Date.UTC(2026, 9, 24), to: Date.UTC(2026, 9, 26) },
	{ from: NOW - DAY, to: NOW },
]

const rows = async (db: Db, query: string) =>
	(await db.$client.execute(query)).rows.map((row) => Array.from(row).join())
const ROLLUPS = 'select * from rollups order by 1, 2, 3, 4, 5, 6, 7'

describe(`on ${HITS} random hits that come in any order, some twice`, () => {
	const endings: (() => unknown)[] = []
	const file = { path: '' }
	let db: Db

	beforeAll(async () => {
		file.path = freshDbFile((work) => void endings.push(work))
		db = openDb(`file:${file.path}`)
		await aUser(db, { id: 'asha' })
		const pages = [
			await aProfile(db, { ownerId: 'asha', handle: 'asha', timeZone: 'Asia/Kathmandu' }),
			await aProfile(db, { ownerId: 'asha', handle: 'nora', timeZone: 'Europe/Oslo' }),
		]
		const chance = chanceOf(20261122)
		const hits = randomHits(
			HITS,
			pages.map(({ id }) => id),
			STRETCHES,
			chance,
		)
		const floods = hits.slice(0, 500).map(({ at, profileId }) => anExcess(1 + (at % 70), { at, profileId }))
		hits.push(...floods)
		for (const batch of deliveries(hits, 0.05, 4000, chance)) await ingestHits(db, batch)
		return async () => {
			db.$client.close()
			for (const work of endings) await work()
		}
	}, 120_000)

	const rebuild = () => runCli(['rebuild-rollups'], { DATABASE_URL: `file:${file.path}` })

	test('a rebuild gives the same tables, also from tables that are wrong', async () => {
		const grown = await rows(db, ROLLUPS)
		expect(await rebuild()).toMatchObject({
			code: 0,
			out: expect.stringMatching(/^Counted \d+ days of 2 pages anew\.\n$/),
		})
		expect(differences(await rows(db, ROLLUPS), grown)).toEqual([])
		await spoil(db, STRETCHES[0]?.from ?? 0)
		expect(differences(await rows(db, ROLLUPS), grown).length).toBeGreaterThan(1000)
		await rebuild()
		expect(differences(await rows(db, ROLLUPS), grown)).toEqual([])
	})

	test('after old hits have left, it puts right what hits remain of, and touches nothing else', async () => {
		await db.$client.execute('update counters set keep_months = 6')
		const grown = await rows(db, ROLLUPS)
		await forgetTheOld(
			db,
			NOW,
			openSweep(() => 0),
		)
		expect(await rows(db, `select min(at) >= ${KEPT * DAY}, count(*) between 50000 and 90000 from hits`)).toEqual([
			'1,1',
		])
		expect(await findMiscounts(db)).toEqual([])
		await rebuild()
		expect(differences(await rows(db, ROLLUPS), grown)).toEqual([])

		const old = `select * from rollups where grain = 0 and at < ${KEPT * 96} order by 1, 2, 3, 4, 5, 6, 7`
		await db.$client.execute(`update rollups set hits = hits + 5 where grain = 0 and at = ${(KEPT - 2) * 96 + 3}`)
		const spoiledBefore = await rows(db, old)
		await spoil(db, KEPT * DAY)
		await rebuild()
		expect(differences(await rows(db, old), spoiledBefore)).toEqual([])
		const wrong = differences(await rows(db, ROLLUPS), grown).map((row) => row.split(',').slice(2, 4).join())
		expect(new Set(wrong)).toEqual(new Set([`0,${(KEPT - 2) * 96 + 3}`, `1,${KEPT - 2}`]))
	})
}, 120_000)

/** Rows that only one of the two has. */
function differences(one: string[], other: string[]): string[] {
	return [...new Set(one).symmetricDifference(new Set(other))]
}

/** Counts what was not there, forgets what was, and leaves the days to say something else again. */
async function spoil(db: Db, from: number): Promise<void> {
	const fromDay = Math.floor(from / DAY)
	await db.$client.executeMultiple(`
		update rollups set hits = hits + 3 where grain = 0 and at >= ${fromDay * 96} and at % 7 = 0;
		delete from rollups where grain = 0 and at >= ${fromDay * 96} and at % 11 = 0;
		update rollups set hits = hits + 1 where grain = 1 and at > ${fromDay + 1} and at % 5 = 0;
		insert into rollups values (1, 0, 0, ${fromDay * 96 + 200}, 0, 4, 1, 9) on conflict do update set hits = 9;
	`)
}
