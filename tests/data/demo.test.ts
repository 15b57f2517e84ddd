import { beforeAll, describe, expect, test } from 'vitest'
import { type Db, openDb } from '../../db/client.ts'
import { findMiscounts } from '../../db/queries/integrity.ts'
import { crypto } from '../../functions/platform/crypto.ts'
import { logIn } from '../../src/domain/auth/commands.ts'
import { validity } from '../../src/domain/coupons/validity.ts'
import { removeDemo, seedDemo } from '../../src/domain/demo/commands.ts'
import { DEMO } from '../../src/domain/demo/page.ts'
import { DAY } from '../../src/domain/time.ts'
import { freshDb, freshDbFile } from '../support/db.ts'
import { theWorld } from '../support/world.ts'

const NOW = Date.UTC(2026, 10, 22, 13, 7)
/** A year of followers is seconds of work. */
const SEEDING_MS = 60_000
const PASSWORD = 'wool-lamp-table-41'

const ctxOf = (db: Db, now = NOW) => ({ db, now, crypto })
const rows = async (db: Db, sql: string) => (await db.$client.execute(sql)).rows.map((row) => Array.from(row))
const TABLES = `users profiles handles blocks links coupons channels sources conversions sessions hits taps
	rollups counters visitors`.split(/\s+/)
const counts = async (db: Db) =>
	Object.fromEntries(
		await Promise.all(TABLES.map(async (table) => [table, (await rows(db, `select count(*) from ${table}`))[0]?.[0]])),
	)

describe('a seeded demonstration', () => {
	let db: Db
	beforeAll(async () => {
		const endings: (() => unknown)[] = []
		db = openDb(`file:${freshDbFile((work) => void endings.push(work))}`)
		await seedDemo(ctxOf(db), PASSWORD)
		return async () => {
			db.$client.close()
			for (const work of endings) await work()
		}
	}, SEEDING_MS)

	test('has a creator who can sign in, and a year of everything', async () => {
		await logIn(ctxOf(db), { name: DEMO.email, password: PASSWORD, address: 'here' })
		const [span] = await rows(db, 'select min(at) * 900000, max(at) * 900000 from rollups where grain = 0')
		const [from, to] = span as [number, number]
		expect((NOW - from) / DAY).toBeGreaterThan(363)
		expect(NOW - to).toBeLessThan(DAY / 4)
		expect(await rows(db, 'select count(distinct bucket), count(distinct kind) from rollups')).toEqual([[5, 3]])
		expect(await rows(db, 'select currency, count(distinct status) from conversions group by currency')).toEqual([
			['EUR', 4],
			['NOK', 4],
		])
		expect(
			await rows(db, 'select sum(hits) > 20000 from rollups where dimension = 0 and grain = 1 and bucket = 0'),
		).toEqual([[1]])
	})

	test('counts what counting its hits gives, wherever there are hits, and has none that lies ahead', async () => {
		expect(await findMiscounts(db)).toEqual([])
		expect(await rows(db, `select sum(bucket = 3) > 0, max(at) <= ${NOW}, count(*) > 1000 from hits`)).toEqual([
			[1, 1, 1],
		])
	})

	test('counts nothing on a link before it was there or after it went', async () => {
		const strays = await rows(
			db,
			`select count(*) from rollups join blocks on dimension = 1 and grain = 0 and blocks.id = value
			left join coupons on coupons.block_id = blocks.id
			where at * 900000 < blocks.created_at
				or at * 900000 >= coalesce(blocks.hidden_at, valid_until, ${NOW})`,
		)
		expect(strays).toEqual([[0]])
	})

	test('has one code that ends today, one that has ended and two that go on', async () => {
		const coupons = (await rows(db, 'select code, valid_until from coupons order by code')) as [string, number | null][]
		const states = coupons.map(([code, validUntil]) => [
			code,
			validity({ validFrom: null, validUntil }, NOW, DEMO.timeZone),
		])
		expect(Object.fromEntries(states)).toEqual({
			HAVN15: 'endsToday',
			JUJEATS: 'valid',
			KRISTA20: 'valid',
			SOMMER25: 'expired',
		})
	})

	test('leads nowhere but to hosts that nobody owns, and to Amazon with its tag in sight', async () => {
		const urls = (await rows(db, 'select url from links union all select url from coupons')).map(([url]) => String(url))
		expect(urls.filter((url) => !new URL(url).hostname.endsWith('.example'))).toEqual([
			'https://www.amazon.de/s?k=phone+tripod&tag=vitrinedemo-21',
		])
	})

	test('stops another one that wants its handle before anything is written', async () => {
		const before = await counts(db)
		await expect(seedDemo(ctxOf(db), PASSWORD)).rejects.toThrow('handle.taken')
		expect(await counts(db)).toEqual(before)
	})

	test(
		'has the same numbers in every installation on the same day, and leaves nothing of its own when it goes',
		async () => {
			const other = freshDb()
			await theWorld(other)
			const before = await counts(other)
			await seedDemo(ctxOf(other), 'another password 77')
			const numbers = 'select at, dimension, kind, bucket, sum(hits) from rollups where grain = 0 group by 1, 2, 3, 4'
			expect(await rows(other, numbers)).toEqual(await rows(db, numbers))

			await logIn(ctxOf(other), { name: DEMO.email, password: 'another password 77', address: 'here' })
			expect(await removeDemo(ctxOf(other))).toBe(true)
			expect(await counts(other), 'every other row is where it was').toEqual(before)
			expect(await removeDemo(ctxOf(other))).toBe(false)
		},
		SEEDING_MS,
	)
})

test(
	'one that fails half way leaves nothing behind',
	async () => {
		const db = freshDb()
		const before = await counts(db)
		await db.$client.execute("create trigger full before insert on rollups begin select raise(abort, 'no room'); end")
		await expect(seedDemo(ctxOf(db), PASSWORD)).rejects.toThrow('no room')
		expect(await counts(db)).toEqual(before)
	},
	SEEDING_MS,
)
