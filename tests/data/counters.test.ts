import { expect, test } from 'vitest'
import { setTimeZone } from '../../src/domain/auth/settings.ts'
import { keepCounters } from '../../src/domain/clicks/counters.ts'
import { count } from '../support/auth.ts'
import { ctxFor } from '../support/ctx.ts'
import { freshDb } from '../support/db.ts'
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
})

test('the zone that a page has already changes nothing', async () => {
	const db = freshDb()
	const { page } = await theWorld(db)
	await db.$client.execute(`insert into rollups values (${page.id}, 0, 1, 20000, 0, 1, 0, 7)`)
	expect(await setTimeZone(ctxFor(db, 'maya'), 'Europe/Oslo')).toEqual([])
	expect(await count(db, 'rollups where at = 20000')).toBe(1)
	await setTimeZone(ctxFor(db, 'maya'), 'Asia/Tokyo')
	expect(await count(db, 'rollups where at = 20000')).toBe(0)
})
