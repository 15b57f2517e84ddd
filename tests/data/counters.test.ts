import type { ResultSet } from '@libsql/client'
import { eq } from 'drizzle-orm'
import { describe, expect, test, vi } from 'vitest'
import { cutSlice, putCounter } from '../../db/queries/counters.ts'
import { findMiscounts } from '../../db/queries/integrity.ts'
import { profiles } from '../../db/schema/index.ts'
import { setTimeZone } from '../../src/domain/auth/settings.ts'
import { clockChanges } from '../../src/domain/clicks/clock-changes.ts'
import { keepCounters } from '../../src/domain/clicks/counters.ts'
import { ingestHits } from '../../src/domain/clicks/ingest.ts'
import { chanceOf } from '../../src/domain/demo/chance.ts'
import { DAY } from '../../src/domain/time.ts'
import { count } from '../support/auth.ts'
import { ctxFor } from '../support/ctx.ts'
import { freshDb } from '../support/db.ts'
import { must, NOON } from '../support/factories.ts'
import { aHit } from '../support/hits.ts'
import { randomHits } from '../support/traffic.ts'
import { theWorld } from '../support/world.ts'

test('of more profiles than are compared at a time, each that counting has missed is put right', async () => {
	const db = freshDb()
	await theWorld(db)
	await db.$client.executeMultiple(`
		insert into profiles (id, owner_id, handle, name, language, time_zone, created_at, updated_at)
			with recursive n (i) as (select 101 union all select i + 1 from n where i < 4200)
			select i, 'tom', i, i, 'en', 'Europe/Oslo', 1, 1 from n;
		insert into counters (profile_id, owner_id, time_zone) select id, owner_id, time_zone from profiles where id > 100;
		delete from counters where profile_id in (1, 2099, 4099, 4200);
		update counters set owner_id = 'maya' where profile_id = 2100;
	`)
	await keepCounters(db)
	const right =
		'counters c join profiles p on p.id = c.profile_id and p.owner_id = c.owner_id and p.time_zone = c.time_zone'
	expect([await count(db, right), await count(db, 'profiles')]).toEqual([4102, 4102])
	const batch = vi.spyOn(db.$client, 'batch')
	await keepCounters(db)
	expect(batch).not.toHaveBeenCalled()
})

test('the zone that a page has already changes nothing', async () => {
	const db = freshDb()
	const { page } = await theWorld(db)
	await ingestHits(db, [aHit({ profileId: page.id })])
	await db.$client.execute('update rollups set hits = 7 where grain = 1')
	expect(await setTimeZone(ctxFor(db, 'maya'), 'Europe/Oslo')).toEqual([])
	expect(await findMiscounts(db)).toHaveLength(1)
	await setTimeZone(ctxFor(db, 'maya'), 'Asia/Tokyo')
	expect(await findMiscounts(db)).toEqual([])
})

describe('days that are cut in another zone', () => {
	const YEAR = { from: NOON - 365 * DAY, to: NOON }

	async function aYear() {
		const db = freshDb()
		const { page } = await theWorld(db)
		const arrive = (hits: number, seed: number) => ingestHits(db, randomHits(hits, [page.id], [YEAR], chanceOf(seed)))
		await arrive(1500, 1)
		const moveTo = async (timeZone: string) =>
			must(await putCounter(db, { profileId: page.id, ownerId: 'maya', timeZone }, clockChanges(timeZone)))
		const cut = (to: number) => cutSlice(db, page.id, { from: to - 40, to })
		return { db, page, arrive, moveTo, cut }
	}

	test('are cut in slices, of which none is long', async () => {
		const { db } = await aYear()
		const batch = vi.spyOn(db.$client, 'batch')
		await setTimeZone(ctxFor(db, 'maya'), 'Asia/Tokyo')
		const written = await Promise.all(batch.mock.results.map(({ value }) => value as Promise<ResultSet[]>))
		const most = Math.max(...written.map((results) => results.reduce((sum, { rowsAffected }) => sum + rowsAffected, 0)))
		expect(most).toBeLessThan((await count(db, 'rollups where grain = 1')) / 2)
		expect(await findMiscounts(db)).toEqual([])
	})

	test('are exact in the end, whatever comes between two slices', async () => {
		const { db, page, arrive, moveTo, cut } = await aYear()
		const { uncut } = await cut(await moveTo('Asia/Tokyo'))
		await arrive(200, 2)
		await moveTo('America/New_York')
		await arrive(200, 3)
		// Whoever was cutting for Tokyo leaves the rest to others.
		expect((await cut(must(uncut))).uncut).toBeNull()
		await db.update(profiles).set({ timeZone: 'America/New_York' }).where(eq(profiles.id, page.id))
		expect(await findMiscounts(db)).toHaveLength(1)
		await keepCounters(db)
		expect(await findMiscounts(db)).toEqual([])
		expect(await count(db, 'counters where uncut is not null')).toBe(0)
	})

	test('are gone on with after an interruption, and not begun again', async () => {
		const { db, moveTo, cut } = await aYear()
		const end = await moveTo('Europe/Oslo')
		const { uncut } = await cut(end)
		const spoil = (by: number, where: string) =>
			db.$client.execute(`update rollups set hits = hits + ${by} where grain = 1 and ${where}`)
		await spoil(1, `at = ${end - 3}`)
		await spoil(1, `at < ${uncut}`)
		await keepCounters(db)
		expect(await findMiscounts(db)).toHaveLength(1)
		await spoil(-1, `at = ${end - 3}`)
		expect(await findMiscounts(db)).toEqual([])
	})

	test.each([
		['noon', NOON],
		['midnight', NOON - DAY / 2],
	])('may all have been later: a hit of %s in UTC', async (_, at) => {
		const db = freshDb()
		const { page } = await theWorld(db)
		await setTimeZone(ctxFor(db, 'maya'), 'Pacific/Kiritimati')
		await ingestHits(db, [aHit({ profileId: page.id, at })])
		const zone = 'Pacific/Pago_Pago'
		const end = await putCounter(db, { profileId: page.id, ownerId: 'maya', timeZone: zone }, clockChanges(zone))
		for (let to = end; to !== null; ) to = (await cutSlice(db, page.id, { from: to - 1, to })).uncut
		expect([end === null, await findMiscounts(db)]).toEqual([false, []])
	})
})
