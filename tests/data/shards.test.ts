import { eq } from 'drizzle-orm'
import { expect, onTestFinished, test } from 'vitest'
import { openDb } from '../../db/client.ts'
import { startHranaServer } from '../../db/hrana/server.ts'
import { findMiscounts } from '../../db/queries/integrity.ts'
import { profiles } from '../../db/schema/index.ts'
import { runCli } from '../../functions/cli.ts'
import { readConfig } from '../../functions/platform/env.ts'
import { openNodePlatform } from '../../functions/platform/node/open.ts'
import { runJobs } from '../../functions/schedule.ts'
import { openAccount } from '../../src/domain/auth/commands.ts'
import { setTimeZone } from '../../src/domain/auth/settings.ts'
import { ingestHits } from '../../src/domain/clicks/ingest.ts'
import { readClickReport } from '../../src/domain/clicks/report.ts'
import { DAY } from '../../src/domain/time.ts'
import { quickCrypto } from '../support/auth.ts'
import { freshDbFile, freshFolder, inMemory } from '../support/db.ts'
import { aLink, must, NOON } from '../support/factories.ts'
import { startFaultProxy } from '../support/fault-proxy.ts'
import { expectEachOnce, rowsByName, tapInside } from '../support/followers.ts'
import { aHit } from '../support/hits.ts'
import { expectComplaint } from '../support/quiet.ts'

async function aServer() {
	const file = inMemory(freshDbFile())
	const server = await startHranaServer({ file })
	const proxy = await startFaultProxy(server.url)
	const db = openDb(`file:${file}`)
	onTestFinished(async () => {
		db.$client.close()
		await server.close()
	})
	return { db, proxy, url: proxy.url }
}

/** Maya came first and is in the main database; who came later is in the second. */
async function open() {
	const [first, second] = [await aServer(), await aServer()]
	const env = { DATABASE_URL: first.url, DATABASE_SHARDS: `2=${second.url}` }
	const platform = await openNodePlatform(readConfig(env), () => NOON, freshFolder())
	onTestFinished(() => platform.close())
	const ctx = { db: platform.db, now: NOON, crypto: quickCrypto }
	const profileOf = async (ownerId: string) =>
		must((await platform.db.select().from(profiles).where(eq(profiles.ownerId, ownerId)))[0])
	const people: Record<string, { id: string; block: string }> = {}
	for (const handle of ['maya', 'tom']) {
		const about = { handle: { handle, key: handle }, email: `${handle}@example.com`, password: 'four words in a row' }
		const id = await openAccount(ctx, { ...about, language: 'en', timeZone: 'Asia/Kolkata', invitation: null })
		const profile = await profileOf(id)
		const block = `${handle}${'a'.repeat(10 - handle.length)}`
		await aLink(platform.db, { profileId: profile.id, publicId: block }, { url: 'https://shop.example/' })
		people[handle] = { id, block }
	}
	const report = async (handle: string) => {
		const { id } = must(people[handle])
		const profile = await profileOf(id)
		return readClickReport({ db: platform.db, userId: id, now: NOON }, profile, 'today')
	}
	const tap = (handle: string) => tapInside(platform, must(people[handle]).block)
	return { first, second, env, platform, ctx, people, report, tap }
}

test('hits are stored and read where their profile belongs, and nowhere else', async () => {
	const { first, second, platform, people, report, tap, ctx, env } = await open()
	const mayas = [await tap('maya')]
	const toms = [await tap('tom'), await tap('tom')]
	await expectEachOnce(mayas, first.db)
	await expectEachOnce(toms, second.db)
	expect([(await rowsByName(first.db)).size, (await rowsByName(second.db)).size]).toEqual([1, 2])
	expect([(await report('maya')).totals.clicks, (await report('tom')).totals.clicks]).toEqual([1, 2])

	await setTimeZone({ ...ctx, userId: must(people.tom).id }, 'Pacific/Auckland')
	await runJobs(platform, NOON)
	expect((await report('tom')).totals.clicks).toBe(2)
	for (const { db } of [first, second]) expect(await findMiscounts(db)).toEqual([])
	expect(await runCli(['check'], env)).toMatchObject({ code: 0 })
	expect((await runCli(['rebuild-rollups'], env)).out).toMatch(/of 2 pages/)
	expect((await report('tom')).totals.clicks).toBe(2)
})

test('a shard that is down holds up only its own, and a batch that comes again is not counted twice', async () => {
	const { first, second, platform } = await open()
	const hits = [aHit({ profileId: 1 }), aHit({ profileId: 2, visitor: 2 }), aHit({ profileId: 2, visitor: 3 })]
	second.proxy.down()
	await expect(ingestHits(platform.db, hits)).rejects.toThrow()
	const stored = async (db: typeof first.db) => (await db.$client.execute('select count(*) from hits')).rows[0]?.[0]
	expect([await stored(first.db), await stored(second.db)]).toEqual([1, 0])
	second.proxy.up()
	await ingestHits(platform.db, hits).catch(() => ingestHits(platform.db, hits))
	expect([await stored(first.db), await stored(second.db)]).toEqual([1, 2])
	for (const { db } of [first, second]) expect(await findMiscounts(db)).toEqual([])
})

test('the clock’s work for one that is down waits, and everything else is done', async () => {
	const { first, second, platform } = await open()
	const old = { at: NOON - 1500 * DAY }
	await ingestHits(platform.db, [aHit({ ...old, profileId: 1 }), aHit({ ...old, profileId: 2, visitor: 2 })])
	for (const { db } of [first, second]) await db.$client.execute('update counters set owner_id = 1')
	await first.db.$client.execute(`insert into departures values (98, null, 1), (99, null, 1)`)
	await first.db.$client.execute(`insert into invitations (code_hash, created_at, expires_at) values ('x', 1, 2)`)
	const left = async ({ db }: typeof first) => (await db.$client.execute('select count(*) from hits')).rows[0]?.[0]
	second.proxy.down()
	await expect(runJobs(platform, NOON)).rejects.toThrow(/failed/)
	expectComplaint(/counters[\s\S]*departures[\s\S]*database 1/)
	expect([await left(first), await left(second)]).toEqual([0, 1])
	expect((await first.db.$client.execute('select owner_id <> 1 from counters')).rows[0]?.[0]).toBe(1)
	expect((await first.db.$client.execute('select count(*) from invitations')).rows[0]?.[0]).toBe(0)
	second.proxy.up()
	await runJobs(platform, NOON).catch(() => runJobs(platform, NOON))
	expect([await left(first), await left(second)]).toEqual([0, 0])
})

test('a file has no shards, and a list that cannot be read is refused', () => {
	expect(() => readConfig({ DATABASE_SHARDS: '2=libsql://b.example' })).toThrow(
		/DATABASE_SHARDS is set but DATABASE_URL is a file/,
	)
	const server = { DATABASE_URL: 'libsql://a.example' }
	expect(() => readConfig({ ...server, DATABASE_SHARDS: 'libsql://b.example' })).toThrow(
		/DATABASE_SHARDS is .* must be a list/,
	)
	expect(
		readConfig({ ...server, DATABASE_SHARDS: '2=libsql://b.example 2=libsql://c.example' }).databaseShards,
	).toEqual([
		{ from: 2, url: 'libsql://b.example' },
		{ from: 2, url: 'libsql://c.example' },
	])
})
