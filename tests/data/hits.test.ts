import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Db } from '../../db/client.ts'
import { findMiscounts } from '../../db/queries/integrity.ts'
import { ingestHits } from '../../src/domain/clicks/ingest.ts'
import { freshDb } from '../support/db.ts'
import { NOON } from '../support/factories.ts'
import { aHit } from '../support/hits.ts'

const rows = async (db: Db, query: string) => (await db.$client.execute(query)).rows.map((row) => Array.from(row))
const buckets = (db: Db) => rows(db, 'select bucket, count(*) from hits group by bucket order by bucket')
const COUNTED = 0
const REPEAT = 3

test('a hit is stored with its channel and referrer by dictionary', async () => {
	const db = freshDb()
	await ingestHits(db, [aHit({ channel: 'tag:tt', referrer: 'example.org' }), aHit({ channel: 'tag:tt', visitor: 43 })])
	const stored = await rows(
		db,
		'select c.text, r.text from hits left join words c on c.id = channel left join words r on r.id = referrer order by hits.visitor',
	)
	expect(stored).toEqual([
		['tag:tt', 'example.org'],
		['tag:tt', null],
	])
})

test('a hit that is delivered twice changes nothing', async () => {
	const db = freshDb()
	const hit = aHit()
	await ingestHits(db, [hit, hit])
	await ingestHits(db, [hit])
	expect(await rows(db, 'select distinct hits from rollups')).toEqual([[1]])
})

test.each([
	{
		name: 'within two seconds',
		apart: 1999,
		expected: [
			[COUNTED, 1],
			[REPEAT, 1],
		],
	},
	{ name: 'two seconds apart', apart: 2000, expected: [[COUNTED, 2]] },
])('taps $name', async ({ apart, expected }) => {
	const db = freshDb()
	await ingestHits(db, [aHit({ at: NOON + apart })])
	await ingestHits(db, [aHit({ at: NOON })])
	expect(await buckets(db)).toEqual(expected)
})

test('only the same visitor on the same target repeats, and a view never does', async () => {
	const db = freshDb()
	await ingestHits(db, [
		aHit(),
		aHit({ visitor: 43 }),
		aHit({ blockId: 8 }),
		aHit({ kind: 'copy' }),
		aHit({ kind: 'view', blockId: 0 }),
		aHit({ kind: 'view', blockId: 0 }),
	])
	expect(await buckets(db)).toEqual([[COUNTED, 6]])
})

test('bots have no visitor and are nobody’s repeat', async () => {
	const db = freshDb()
	await ingestHits(db, [aHit({ bucket: 'bot', visitor: null }), aHit({ bucket: 'bot', visitor: null })])
	expect(await buckets(db)).toEqual([[1, 2]])
	expect(await rows(db, 'select * from rollups where dimension = 6')).toEqual([])
})

test('whatever the order and the redeliveries, the tables are the same and the counters equal the rows', async () => {
	const someHits = fc.array(
		fc.record({
			// Mostly within seconds of one another, and now and then in another quarter hour or day.
			at: fc.oneof({ weight: 3, arbitrary: fc.nat(6000) }, fc.nat(2_000_000), fc.nat(90_000_000)),
			visitor: fc.integer({ min: 1, max: 3 }),
			blockId: fc.integer({ min: 0, max: 2 }),
		}),
		{ minLength: 1, maxLength: 30 },
	)
	await fc.assert(
		fc.asyncProperty(someHits, fc.infiniteStream(fc.nat(1000)), async (shapes, chance) => {
			const hits = shapes.map((shape) =>
				aHit({ ...shape, at: NOON + shape.at, kind: shape.blockId === 0 ? 'view' : 'click' }),
			)
			const shuffled = [...hits, ...hits.slice(0, 5)]
				.map((hit) => ({ hit, key: chance.next().value }))
				.sort((a, b) => a.key - b.key)
			const [inOrder, outOfOrder] = [freshDb(), freshDb()]
			await ingestHits(inOrder, hits)
			for (let i = 0; i < shuffled.length; i += 3)
				await ingestHits(
					outOfOrder,
					shuffled.slice(i, i + 3).map((one) => one.hit),
				)
			for (const query of TABLES) expect(await rows(outOfOrder, query)).toEqual(await rows(inOrder, query))
			expect(await findMiscounts(outOfOrder)).toEqual([])
		}),
		{ numRuns: 25 },
	)
})

const TABLES = [
	'select id, bucket, visitor from hits order by id',
	'select r.*, w.text from rollups r left join words w on dimension in (2, 3) and w.id = value order by 1, 2, 3, 4, 9, 5, 6, 7',
	'select * from visitors order by 1, 2',
]

test('what an advertisement said stands beside its hit, once', async () => {
	const db = freshDb()
	const campaign = { ttclid: 'E.C.P.abc', utm: { source: 'tiktok', campaign: 'høst' } }
	const hit = aHit({ campaign })
	await ingestHits(db, [hit, aHit()])
	await ingestHits(db, [hit])
	expect(await rows(db, 'select profile_id, hit_id, at, ttclid, utm from campaigns')).toEqual([
		[hit.profileId, hit.id, hit.at, 'E.C.P.abc', JSON.stringify(campaign.utm)],
	])
})

test('old hits can leave without taking the counts along', async () => {
	const db = freshDb()
	await ingestHits(db, [aHit()])
	await db.run(sql`delete from hits`)
	expect(await rows(db, 'select hits from rollups where dimension = 0')).toEqual([[1], [1]])
})
