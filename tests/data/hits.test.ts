import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Db } from '../../db/client.ts'
import { findMiscounts } from '../../db/queries/integrity.ts'
import { MOST_NEW_WORDS } from '../../db/queries/words.ts'
import type { Hit } from '../../src/domain/clicks/hit.ts'
import { ingestHits } from '../../src/domain/clicks/ingest.ts'
import { DAY } from '../../src/domain/time.ts'
import { freshDb } from '../support/db.ts'
import { NOON } from '../support/factories.ts'
import { aHit, anExcess } from '../support/hits.ts'

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

test('only the same visitor on the same target, and with the same intent, repeats', async () => {
	const db = freshDb()
	await ingestHits(db, [
		aHit(),
		aHit({ visitor: 43 }),
		aHit({ blockId: 8 }),
		aHit({ kind: 'copy' }),
		aHit({ kind: 'view', blockId: 0 }),
		aHit({ kind: 'share', blockId: 0 }),
	])
	expect(await buckets(db)).toEqual([[COUNTED, 6]])
	await ingestHits(db, [aHit({ kind: 'view', blockId: 0 }), aHit({ kind: 'share', blockId: 0, at: NOON - 1999 })])
	expect(await buckets(db)).toEqual([
		[COUNTED, 6],
		[REPEAT, 2],
	])
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
			target: fc.constantFrom(
				{ blockId: 0, kind: 'view' as const },
				{ blockId: 0, kind: 'share' as const },
				{ blockId: 1, kind: 'click' as const },
				{ blockId: 1, kind: 'copy' as const },
			),
			// Now and then it is not one hit but those of an address that had reached its limit.
			excess: fc.option(fc.integer({ min: 1, max: 500 }), { freq: 5 }),
			host: fc.constantFrom(null, 'a.example', 'b.example'),
		}),
		{ minLength: 1, maxLength: 30 },
	)
	await fc.assert(
		fc.asyncProperty(someHits, fc.infiniteStream(fc.nat(1000)), async (shapes, chance) => {
			const hits = shapes.map(({ at: after, visitor, target, excess, host }) => {
				const at = NOON + after
				if (excess) return anExcess(excess, { at, kind: target.kind })
				return aHit({ ...target, at, visitor, referrer: host, channel: host ? `host:${host}` : 'unknown' })
			})
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
	'select * from excess order by 1, 2',
	'select distinct h.profile_id, text, count(*) over (partition by channel) from host_visitors h join words w on w.id = channel order by 1, 2',
	`select profile_id, dimension, grain, at, coalesce(text, value), kind, bucket, hits
		from rollups left join words on dimension in (2, 3) and words.id = value order by 1, 2, 3, 4, 5, 6, 7`,
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

test('what goes beyond the limits of addresses is kept by the minute, in the totals and nowhere else', async () => {
	const db = freshDb()
	const [views, taps] = [anExcess(500), anExcess(70, { kind: 'click' })]
	await ingestHits(db, [views, aHit(), taps, views])
	await ingestHits(db, [taps])
	expect(await rows(db, 'select kind, hits from excess order by kind')).toEqual([
		[0, 500],
		[1, 70],
	])
	expect(await rows(db, 'select count(*) from hits')).toEqual([[1]])
	const EXCESS = 5
	expect(
		await rows(db, `select dimension, grain, kind, hits from rollups where bucket = ${EXCESS} order by 2, 3`),
	).toEqual([
		[0, 0, 0, 500],
		[0, 0, 1, 70],
		[0, 1, 0, 500],
		[0, 1, 1, 70],
	])
})

test('a page gets so many new words of strangers a day, and what says any more is counted all the same', async () => {
	const db = freshDb()
	const from = (n: number, given: Partial<Hit> = {}) =>
		aHit({ visitor: n, referrer: `h${n}.example`, channel: `host:h${n}.example`, ...given })
	const words = async () => Number((await rows(db, "select count(*) from words where text like '%.example'"))[0]?.[0])
	const many = (first: number, length: number, given?: Partial<Hit>) =>
		Array.from({ length }, (_, i) => from(first + i, given))
	await ingestHits(db, many(0, 80))
	expect(await words()).toBe(160)
	await ingestHits(db, many(80, 80))
	await ingestHits(db, many(160, 80))
	expect(await words()).toBe(MOST_NEW_WORDS)
	expect(await rows(db, 'select sum(hits) from rollups where dimension = 2 and grain = 1')).toEqual([[240]])
	const known = from(0, { at: NOON + 5000 })
	// What is known already stays known, also to other pages; tomorrow has room again, and so have other pages.
	await ingestHits(db, [known, ...many(300, 10, { profileId: 2 }), ...many(400, 10, { at: NOON + DAY })])
	expect(await words()).toBe(MOST_NEW_WORDS + 40)
	expect(await rows(db, `select text from hits join words w on w.id = channel where hits.id = '${known.id}'`)).toEqual([
		['host:h0.example'],
	])
})
