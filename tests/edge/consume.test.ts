import { expect, test } from 'vitest'
import { type Db, overClient } from '../../db/client.ts'
import { findMiscounts } from '../../db/queries/integrity.ts'
import { consume, type HitBatch } from '../../functions/consume.ts'
import { countDrops } from '../../functions/platform/drops.ts'
import { deliver, shardOf } from '../../functions/platform/edge-sink.ts'
import type { Hit } from '../../src/domain/clicks/hit.ts'
import { ingestHits } from '../../src/domain/clicks/ingest.ts'
import { chance } from '../support/chance.ts'
import { freshDb } from '../support/db.ts'
import { NOON } from '../support/factories.ts'
import { aHit } from '../support/hits.ts'
import { testPlatform } from '../support/platform.ts'
import { expectComplaint } from '../support/quiet.ts'

/** One delivery, and what became of it: null when it was taken, else the seconds until it comes again. */
async function delivery(db: Db, hits: Hit[], attempts = 1): Promise<number | null> {
	let outcome: number | null | undefined
	const batch: HitBatch = {
		messages: hits.map((body) => ({ body, attempts })),
		ackAll() {
			outcome = null
		},
		retryAll({ delaySeconds }) {
			outcome = delaySeconds
		},
	}
	await consume(batch, testPlatform(db).platform)
	if (outcome === undefined) throw new Error('The batch was neither taken nor sent back')
	return outcome
}

const shuffled = <T>(list: T[], next: () => number): T[] =>
	list
		.map((one) => ({ one, at: next() }))
		.sort((a, b) => a.at - b.at)
		.map(({ one }) => one)

const settled = async (db: Db) =>
	(await db.$client.execute('select id, bucket from hits order by id')).rows.map((row) => [row.id, row.bucket])

test.each([1, 2, 3])(
	'batches that come twice and in any order leave what one in order leaves (seed %i)',
	async (seed) => {
		const next = chance(seed)
		const below = (limit: number) => Math.floor(next() * limit)
		const hits = Array.from({ length: 400 }, () =>
			aHit({ at: NOON + below(30_000), visitor: below(30), blockId: 1 + below(3) }),
		)
		const inOrder = freshDb()
		await ingestHits(
			inOrder,
			hits.toSorted((a, b) => a.at - b.at),
		)

		const db = freshDb()
		const queue: Hit[][] = []
		for (let rest = shuffled(hits, next); rest.length > 0; ) queue.push(rest.splice(0, 1 + below(60)))
		for (const batch of shuffled([...queue, ...queue, ...queue], next)) await delivery(db, shuffled(batch, next))
		expect(await settled(db)).toEqual(await settled(inOrder))
		expect(await findMiscounts(db)).toEqual([])
	},
)

test('a batch that fails half way leaves nothing behind, and comes again', async () => {
	const db = freshDb()
	const hits = Array.from({ length: 50 }, (_, i) =>
		aHit({ visitor: i, channel: `tag:c${i}`, blockId: i === 25 ? 13 : 7 }),
	)
	await db.$client.execute(
		"create trigger fault before insert on hits when new.block_id = 13 begin select raise(abort, 'half way'); end",
	)
	expect(await delivery(db, hits)).toBe(2)
	for (const table of ['hits', 'rollups', 'words', 'taps', 'visitors'])
		expect(await db.$client.execute(`select * from ${table}`)).toMatchObject({ rows: [] })
	await db.$client.execute('drop trigger fault')
	expect(await delivery(db, hits, 2)).toBeNull()
	expect([(await settled(db)).length, await findMiscounts(db)]).toEqual([50, []])
	expectComplaint(/A batch of 50 hits comes again in 2 s.*half way/s)
})

test('the wait grows with the attempts, up to ten minutes', async () => {
	const db = freshDb()
	db.$client.close()
	const waits = []
	for (const attempts of [1, 2, 5, 9, 10, 100]) waits.push(await delivery(db, [aHit()], attempts))
	expect(waits).toEqual([2, 4, 32, 512, 600, 600])
	expectComplaint(/comes again/)
})

test.each([1, 100, 2000])('%i hits are one write batch', async (count) => {
	const inner = freshDb().$client
	const calls: string[] = []
	const counting = new Proxy(inner, {
		get: (target, name) => {
			const member = Reflect.get(target, name) as unknown
			if (typeof member !== 'function') return member
			return (...args: unknown[]) => {
				calls.push(String(name))
				return Reflect.apply(member, target, args) as unknown
			}
		},
	})
	expect(
		await delivery(
			overClient(counting),
			Array.from({ length: count }, () => aHit()),
		),
	).toBeNull()
	expect(calls).toEqual(['batch'])
})

test('hits spread evenly over any number of queues', () => {
	for (const shards of [1, 2, 3, 5, 8, 16]) {
		const counts = new Array<number>(shards).fill(0)
		for (let i = 0; i < 16_000; i++) {
			const shard = shardOf(aHit(), shards)
			counts[shard] = (counts[shard] ?? 0) + 1
		}
		const fair = 16_000 / shards
		for (const count of counts) expect(Math.abs(count - fair) / fair).toBeLessThan(0.2)
	}
})

test('a hit goes to the queue, else to the database, else it is counted as dropped', async () => {
	const db = freshDb()
	const drops = countDrops('Nobody took them')
	const store = (hits: Hit[]) => ingestHits(db, hits)
	const sent: Hit[] = []
	let failures = 0
	const queue = {
		async send(hit: Hit) {
			if (failures-- > 0) throw new Error('The queue is full')
			sent.push(hit)
		},
	}
	const [first, second, third, fourth] = [aHit(), aHit({ visitor: 2 }), aHit({ visitor: 3 }), aHit({ visitor: 4 })]
	await deliver(first, queue, store, drops)
	failures = 1
	await deliver(second, queue, store, drops)
	failures = 2
	await deliver(third, queue, store, drops)
	expect([sent, await settled(db), drops.total()]).toEqual([[first, second], [[third.id, 0]], 0])
	db.$client.close()
	failures = 2
	await deliver(fourth, queue, store, drops)
	expect(drops.total()).toBe(1)
	expectComplaint(/Nobody took them: 1 hits were dropped since the start/)
})
