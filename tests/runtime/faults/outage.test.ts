import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { expect, onTestFinished, test } from 'vitest'
import { openDb } from '../../../db/client.ts'
import { startHranaServer } from '../../../db/hrana/server.ts'
import { findMiscounts } from '../../../db/queries/integrity.ts'
import { readConfig } from '../../../functions/platform/env.ts'
import { openNodePlatform } from '../../../functions/platform/node/open.ts'
import { freshDbFile, freshFolder, inMemory } from '../../support/db.ts'
import { NOON } from '../../support/factories.ts'
import { startFaultProxy } from '../../support/fault-proxy.ts'
import { expectEachOnce, expectSentOn, type Tap, tapInside } from '../../support/followers.ts'
import { expectComplaint } from '../../support/quiet.ts'
import { until } from '../../support/server.ts'
import { DESK, LAMP, theWorld } from '../../support/world.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** The platform of Node over a database server that can be cut off, on a clock that only the test moves. */
async function open() {
	const file = inMemory(freshDbFile())
	const db = openDb(`file:${file}`)
	const world = await theWorld(db)
	const server = await startHranaServer({ file })
	const proxy = await startFaultProxy(server.url)
	const clock = { now: NOON }
	const config = readConfig({ DATABASE_URL: proxy.url })
	const platform = await openNodePlatform(config, () => clock.now, freshFolder())
	onTestFinished(async () => {
		await platform.close()
		db.$client.close()
		await server.close()
	})
	return { platform, db, server, proxy, clock, world }
}

test('a database that is down for a minute stops nobody, and what they tapped is stored when it is back', async () => {
	const { platform, db, proxy, clock } = await open()
	const taps: Tap[] = [await tapInside(platform, DESK)]
	proxy.down()
	for (let second = 0; second < 70; second++) {
		clock.now += 1000
		taps.push(await tapInside(platform, DESK))
	}
	proxy.up()
	expectSentOn(taps)
	await expectEachOnce(taps, db)
	expect(await findMiscounts(db)).toEqual([])
	expectComplaint(/could not be stored yet/)
})

test('a new day begins while the database is down, and its visitors are visitors all the same', async () => {
	const { platform, db, proxy, clock } = await open()
	const taps: Tap[] = [await tapInside(platform, DESK)]
	proxy.down()
	clock.now += 3 * DAY
	for (let i = 0; i < 30; i++) taps.push(await tapInside(platform, DESK))
	proxy.up()
	expectSentOn(taps)
	await expectEachOnce(taps, db)
	const { rows } = await db.$client.execute('select count(distinct visitor) as people from hits')
	expect(rows[0]?.people).toBe(taps.length)
	expectComplaint(/could not be stored yet/)
})

test('a slow database is not waited for to learn that a known link is as it was, and a change is seen when it answers', async () => {
	const { platform, db, server, clock, world } = await open()
	const before = await tapInside(platform, DESK)
	await db.run(sql`update links set url = 'https://shop.example/new' where block_id = ${world.desk.id}`)
	clock.now += 2 * MINUTE
	server.setFaults({ delayMs: 2000 })
	const during = [await tapInside(platform, DESK), await tapInside(platform, DESK)]
	expect(during.map((one) => one.location)).toEqual([before.location, before.location])
	expect(Math.max(...during.map((one) => one.ms))).toBeLessThan(500)
	server.setFaults({})
	await until(async () => (await tapInside(platform, DESK)).location === 'https://shop.example/new')
})

test('a change made elsewhere is seen within a minute, also after the clock was set back an hour', async () => {
	const { platform, db, clock, world } = await open()
	const taps = [await tapInside(platform, DESK), await tapInside(platform, LAMP)]
	await db.run(sql`update links set url = 'https://shop.example/new' where block_id = ${world.desk.id}`)
	clock.now -= 60 * MINUTE
	taps.push(await tapInside(platform, DESK), await tapInside(platform, LAMP))
	expect(taps.map((one) => one.status)).toEqual([302, 302, 302, 302])
	expect(taps[2]?.location).toBe('https://shop.example/new')
	await expectEachOnce(taps, db)
	expect(await findMiscounts(db)).toEqual([])
	const { rows } = await db.$client.execute('select distinct at from hits order by at')
	expect(rows.map((row) => row.at)).toEqual([NOON - 60 * MINUTE, NOON])
})

test('a database server that hangs is given up in time, and asked again afterwards', async () => {
	const file = freshDbFile()
	const server = await startHranaServer({ file })
	const proxy = await startFaultProxy(server.url)
	const db = openDb(proxy.url, undefined, 200)
	onTestFinished(async () => {
		db.$client.close()
		await server.close()
	})
	proxy.hang()
	// As many as the driver has places.
	const asked = Array.from({ length: 25 }, () => db.run(sql`select 1`))
	const outcomes = await Promise.race([Promise.allSettled(asked), sleep(3000)])
	expect(new Set(outcomes?.map((one) => one.status))).toEqual(new Set(['rejected']))
	proxy.up()
	const asks = () =>
		db.run(sql`select 1 as one`).then(
			({ rows }) => rows[0]?.one === 1,
			() => false,
		)
	await until(asks)
})
