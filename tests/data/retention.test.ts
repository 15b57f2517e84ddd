import { describe, expect, test } from 'vitest'
import type { Db } from '../../db/client.ts'
import { findMiscounts } from '../../db/queries/integrity.ts'
import {
	deleteCampaignsBefore,
	deleteExpired,
	deleteTapsBefore,
	deleteVisitorsBefore,
	listExpired,
} from '../../db/queries/retention.ts'
import { listRawDays, rebuildRollups } from '../../db/queries/rollups.ts'
import { ingestHits } from '../../src/domain/clicks/ingest.ts'
import { rebuildAll } from '../../src/domain/clicks/rebuild.ts'
import { firstDayKept, forgetTheOld } from '../../src/domain/clicks/retention.ts'
import { type Deletion, openSweep, type Sweep } from '../../src/domain/clicks/sweep.ts'
import { chanceOf } from '../../src/domain/demo/chance.ts'
import { timePrefix } from '../../src/domain/ids.ts'
import { DAY } from '../../src/domain/time.ts'
import { freshDb } from '../support/db.ts'
import { must } from '../support/factories.ts'
import { aHit, anExcess } from '../support/hits.ts'
import { planOf } from '../support/plan.ts'
import { randomHits } from '../support/traffic.ts'
import { theWorld } from '../support/world.ts'

const NOW = Date.UTC(2026, 10, 22, 12, 7)
const TODAY = Math.floor(NOW / DAY)

const one = async (db: Db, query: string) => (await db.$client.execute(query)).rows[0]?.[0]
const keep = (db: Db, profileId: number, months: number) =>
	db.$client.execute(`update counters set keep_months = ${months} where profile_id = ${profileId}`)

/** Two pages with hits of three years; Maya keeps six months, Tom everything. */
async function aLongPast(hits = 1500) {
	const db = freshDb()
	const { page, toms } = await theWorld(db)
	await ingestHits(db, randomHits(hits, [page.id, toms.id], [{ from: NOW - 1095 * DAY, to: NOW }], chanceOf(5)))
	const past = Array.from({ length: 100 }, (_, month) => NOW - 10 * month * DAY)
	await ingestHits(
		db,
		past.map((at) => anExcess(1 + (at % 90), { profileId: page.id, at })),
	)
	await keep(db, page.id, 6)
	await keep(db, toms.id, 0)
	return { db, page, toms }
}

test('hits leave after the months that their creator chose, at a whole UTC day, and every count stays', async () => {
	const { db, page, toms } = await aLongPast()
	const counts = 'select sum(hits * at) from rollups'
	const [before, toms0] = [
		await one(db, counts),
		await one(db, `select count(*) from hits where profile_id = ${toms.id}`),
	]
	const kept = firstDayKept(NOW, 6)
	const remaining = await one(db, `select count(*) from hits where profile_id = ${page.id} and at >= ${kept * DAY}`)
	await forgetTheOld(
		db,
		NOW,
		openSweep(() => 0),
	)
	expect(await one(db, `select count(*) from hits where profile_id = ${page.id}`)).toBe(remaining)
	expect(await one(db, `select min(at) from hits where profile_id = ${page.id}`)).toBeGreaterThanOrEqual(kept * DAY)
	expect(await one(db, `select raw_from from counters where profile_id = ${page.id}`)).toBe(kept)
	expect(await one(db, `select count(*) from hits where profile_id = ${toms.id}`)).toBe(toms0)
	expect(await one(db, `select raw_from from counters where profile_id = ${toms.id}`)).toBe(0)
	expect(await one(db, counts)).toBe(before)
	expect(await findMiscounts(db)).toEqual([])
})

test('whenever it is interrupted, what remains is right, and the next run goes on', async () => {
	const { db, page } = await aLongPast()
	const kept = firstDayKept(NOW, 6)
	const counts = 'select sum(hits * at) from rollups'
	const before = await one(db, counts)
	let runs = 0
	for (let isDone = false; !isDone; runs++) {
		isDone = await forgetTheOld(db, NOW, interruptedAfter(3, 50)).then(
			() => true,
			() => false,
		)
		expect(await findMiscounts(db)).toEqual([])
		// Days of which some hits have left already are not counted anew.
		await rebuildAll(
			db,
			() => 0,
			() => {},
		)
		expect(await one(db, counts)).toBe(before)
	}
	expect(runs).toBeGreaterThan(5)
	expect(await one(db, `select count(*) from excess where at < ${kept * DAY}`)).toBe(0)
	expect(await one(db, 'select count(*) from excess')).toBeGreaterThan(10)
	expect(await one(db, `select count(*) from hits where profile_id = ${page.id} and at < ${kept * DAY}`)).toBe(0)
})

/** Deletes a few chunks, then the power goes; unless nothing is left. */
function interruptedAfter(chunks: number, size: number): Sweep {
	return async (deleteSome: Deletion) => {
		for (let n = 0; n < chunks; n++) if ((await deleteSome(size)) === 0) return true
		throw new Error('interrupted')
	}
}

test('no statement deletes more rows than it was given, and together they delete all', async () => {
	const { db } = await aLongPast(6000)
	await db.$client.execute(`
		insert into campaigns (profile_id, hit_id, at, utm) select profile_id, id, at, '{}' from hits`)
	const deleted: [limit: number, gone: number][] = []
	const sweep = openSweep(() => 0)
	await forgetTheOld(db, NOW, (deleteSome) =>
		sweep(async (limit) => {
			const before = await total(db)
			const gone = await deleteSome(Math.min(limit, 70))
			expect(before - (await total(db))).toBe(gone)
			deleted.push([70, gone])
			// The broom asked for more than 70: it goes on as long as something left.
			return gone === 70 ? limit : 0
		}),
	)
	expect(deleted.filter(([limit, gone]) => gone > limit)).toEqual([])
	expect(deleted.length).toBeGreaterThan(40)
	expect(await one(db, `select count(*) from campaigns where at < ${NOW - 30 * DAY}`)).toBe(0)
	expect(await one(db, `select count(*) from visitors where day < ${TODAY - 15}`)).toBe(0)
	expect(await one(db, `select count(*) from taps where day < ${TODAY - 15}`)).toBe(0)
	expect(await one(db, `select count(*) from visitors where day >= ${TODAY - 15}`)).toBeGreaterThan(0)
})

const total = async (db: Db) =>
	Number(
		await one(
			db,
			'select (select count(*) from hits) + (select count(*) from taps) + (select count(*) from visitors) + (select count(*) from campaigns) + (select count(*) from excess) + (select count(*) from new_words)',
		),
	)

describe('what a run reads', () => {
	const expired = { profileId: 1, day: TODAY, beforeId: timePrefix(TODAY * DAY) }
	test.each<[what: string, work: (db: Db) => Promise<unknown>, plan: RegExp]>([
		[
			'expired hits',
			(db) => listExpired(db, [{ ...expired, keepMonths: 6 }]),
			/SEARCH h USING PRIMARY KEY \(profile_id=\? AND id<\?\)/,
		],
		[
			'a chunk of hits',
			(db) => deleteExpired(db, expired, 5),
			/SEARCH hits USING PRIMARY KEY \(profile_id=\? AND id<\?\)/,
		],
		['a chunk of campaigns', (db) => deleteCampaignsBefore(db, NOW, 5), /SEARCH campaigns USING .*campaigns_at/],
		['a chunk of visitors', (db) => deleteVisitorsBefore(db, TODAY, 5), /SEARCH visitors USING PRIMARY KEY \(day<\?\)/],
		['a chunk of taps', (db) => deleteTapsBefore(db, TODAY, 5), /SEARCH taps USING PRIMARY KEY \(day<\?\)/],
	])('%s by key', async (_, work, expected) => {
		const db = freshDb()
		const plan = await planOf(db, () => work(db))
		expect(plan).toMatch(expected)
		expect(plan).not.toMatch(/SCAN (h|hits|campaigns|visitors|taps)\b|TEMP B-TREE/)
	})
})

test.each<[when: string, sweep: Sweep]>([
	['all of them have left', openSweep(() => 0)],
	['some of them have left', (deleteSome) => deleteSome(70).then(() => false)],
])('a rebuild that looked before hits began to leave takes no count with it when %s', async (_, sweep) => {
	const { db, page } = await aLongPast()
	const rows = async () => (await db.$client.execute('select * from rollups')).rows.map((row) => Array.from(row).join())
	const span = must((await listRawDays(db)).find(({ profileId }) => profileId === page.id))
	const before = await rows()
	await forgetTheOld(db, NOW, sweep)
	await rebuildRollups(db, page.id, span, { from: timePrefix(0), to: timePrefix(NOW + DAY) })
	expect(await rows()).toEqual(before)
	expect(await findMiscounts(db)).toEqual([])
})

test('raw hits cover the days from the first to the last', async () => {
	const { db, toms } = await aLongPast(300)
	const { rows } = await db.$client.execute(
		`select min(at) / ${DAY}, max(at) / ${DAY} + 1 from hits where profile_id = ${toms.id}`,
	)
	const { from, to } = must((await listRawDays(db)).find(({ profileId }) => profileId === toms.id))
	expect([from, to]).toEqual(Array.from(must(rows[0])))
})

test('a late hit of a day that has left is counted and leaves in its turn', async () => {
	const { db, page } = await aLongPast(500)
	await forgetTheOld(
		db,
		NOW,
		openSweep(() => 0),
	)
	const at = NOW - 700 * DAY
	await ingestHits(db, [aHit({ profileId: page.id, at })])
	expect(await findMiscounts(db)).toEqual([])
	await forgetTheOld(
		db,
		NOW,
		openSweep(() => 0),
	)
	expect(await one(db, `select count(*) from hits where at = ${at}`)).toBe(0)
	expect(await findMiscounts(db)).toEqual([])
})
