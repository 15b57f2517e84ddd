import { eq } from 'drizzle-orm'
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { closeDb, type Db, openDb } from '../../db/client.ts'
import { deleteRollupsOf } from '../../db/queries/departures.ts'
import { findMiscounts, findOrphans } from '../../db/queries/integrity.ts'
import { findOwnProfile } from '../../db/queries/profiles.ts'
import { findPublicProfile } from '../../db/queries/public-profiles.ts'
import { findProfileTags, findTarget } from '../../db/queries/targets.ts'
import { handles } from '../../db/schema/index.ts'
import { HELD_DAYS, handleAvailability } from '../../src/domain/auth/handles.ts'
import { readSession } from '../../src/domain/auth/session.ts'
import { createToken } from '../../src/domain/auth/tokens.ts'
import { createChannel } from '../../src/domain/channels/commands.ts'
import { ingestHits } from '../../src/domain/clicks/ingest.ts'
import { openSweep } from '../../src/domain/clicks/sweep.ts'
import { chanceOf } from '../../src/domain/demo/chance.ts'
import { deleteEverything, finishDepartures } from '../../src/domain/departures/commands.ts'
import { openExport } from '../../src/domain/exports/commands.ts'
import { createStatLink } from '../../src/domain/stats/commands.ts'
import { ADDRESS, authAt, count, DAY, enter, join, outcome, PASSWORD } from '../support/auth.ts'
import { freshDb, freshDbFile } from '../support/db.ts'
import { aCoupon, aLink, must, NOON } from '../support/factories.ts'
import { aHit, anExcess } from '../support/hits.ts'
import { planOf } from '../support/plan.ts'
import { randomHits } from '../support/traffic.ts'

afterEach(() => void vi.useRealTimers())

const sweep = () => openSweep(() => 0)

/** Two creators who have a row in every table that can have one of theirs. */
async function twoCreators() {
	const db = freshDb()
	const ctx = authAt(db)
	const people = []
	for (const handle of ['maya', 'tom']) {
		const userId = await join(ctx, handle)
		const page = must(await findOwnProfile(db, userId))
		await fill(db, userId, page.id, handle)
		people.push({ userId, page, ctx: { ...ctx, userId } })
	}
	return { db, ctx, maya: must(people[0]), tom: must(people[1]) }
}

async function fill(db: Db, userId: string, profileId: number, handle: string) {
	const ctx = { ...authAt(db), userId }
	const link = await aLink(db, { profileId, publicId: `${handle}link` }, { url: 'https://shop.example', picture: 'p' })
	await aCoupon(db, { profileId, publicId: `${handle}code` }, { code: handle.toUpperCase() })
	await createChannel(ctx, { tag: 'card', name: `Card of ${handle}` })
	await createToken(ctx, { name: 'script', scope: 'full' })
	await createStatLink(ctx, { name: 'Shop', range: '28d', endsOn: null, hasEarnings: false })
	await enter(authAt(db), handle)
	await db.$client.executeMultiple(`
		insert into pictures values ('${handle}', '${userId}', 'AAAA', 1, 1, 1);
		insert into password_resets (id, user_id, expires_at) values ('reset of ${handle}', '${userId}', 1);
		insert into email_proofs (id, user_id, email, expires_at) values ('proof of ${handle}', '${userId}', 'x', 1);
		insert into passkeys (id, user_id, name, public_key, counter, created_at)
			values ('key of ${handle}', '${userId}', '${handle}', x'00', 0, 1);
		insert into totps (user_id, nonce, created_at) values ('${userId}', 'n', 1);
		insert into recovery_codes (id, user_id, created_at) values ('code of ${handle}', '${userId}', 1);
		insert into challenges (id, user_id, kind, challenge, expires_at)
			values ('challenge of ${handle}', '${userId}', 'register', '', 1);
		insert into idempotent_answers (user_id, key, request_hash, created_at) values ('${userId}', 'k', 'h', 1);
		insert into marks values (${profileId}, 1, ${link.id}, 0);
		insert into handles values ('${handle}old', ${profileId}, ${NOON + 5 * DAY});
		insert into sources (id, profile_id, door, name, created_at) values (${profileId}, ${profileId}, 'hand', 'x', 1);
		with recursive n (i) as (select 1 union all select i + 1 from n where i < 300)
		insert into conversions (public_id, profile_id, source_id, external_id, block_id, status, amount, currency, occurred_at, created_at, updated_at)
			select '${handle}' || i, ${profileId}, ${profileId}, i, ${link.id}, 'paid', 1, 'NOK', 1, 1, 1 from n;
		insert into conversion_revisions (conversion_id, status, amount, currency, revised_at)
			select id, 'pending', 1, 'NOK', 1 from conversions where profile_id = ${profileId};
	`)
	await ingestHits(db, randomHits(1500, [profileId], [{ from: NOON - 3 * DAY, to: NOON }], chanceOf(profileId)))
	await ingestHits(db, [
		anExcess(9, { profileId }),
		aHit({ profileId, visitor: profileId + 90, channel: `host:h${profileId}.example`, referrer: 'shop.example' }),
		aHit({ profileId, visitor: profileId, blockId: link.id, campaign: { ttclid: handle, utm: {} } }),
	])
}

/** Rows of every table, as text. */
async function everyRow(db: Db): Promise<Map<string, string[]>> {
	const { rows } = await db.$client.execute(
		"select name from sqlite_master where type = 'table' and name not like 'sqlite_%'",
	)
	const tables = new Map<string, string[]>()
	for (const { name } of rows) {
		const all = await db.$client.execute(`select * from "${name}"`)
		tables.set(String(name), all.rows.map((row) => JSON.stringify(Array.from(row))).sort())
	}
	return tables
}

/** What is there now and was not before. */
async function newRows(db: Db, before: Map<string, string[]>): Promise<Record<string, number>> {
	const found: Record<string, number> = {}
	for (const [table, rows] of await everyRow(db)) {
		const known = new Set(before.get(table))
		const fresh = rows.filter((row) => !known.has(row)).length
		if (fresh > 0) found[table] = fresh
	}
	return found
}

const bye = (ctx: Parameters<typeof deleteEverything>[0], currentPassword = PASSWORD) =>
	deleteEverything(ctx, { currentPassword, address: ADDRESS })

test('afterwards no table has a row of the creator, and every row of another creator is there', async () => {
	const { db, maya, tom } = await twoCreators()
	const withTom = await everyRow(db)
	await bye(maya.ctx)
	await finishDepartures(db, NOON, sweep())
	const { userId, page } = maya
	// Held for a while, without saying for whom.
	expect(await newRows(db, withTom)).toEqual({ departures: 1, handles: 2 })
	await finishDepartures(db, NOON + (HELD_DAYS + 1) * DAY, sweep())
	expect(await newRows(db, withTom)).toEqual({})

	const left = await everyRow(db)
	expect([...left].filter(([, rows]) => rows.some((row) => row.includes(userId) || /maya/i.test(row)))).toEqual([])
	for (const table of TABLES_BY_PROFILE) {
		expect([table, await count(db, `${table} where profile_id = ${page.id}`)]).toEqual([table, 0])
		expect([table, (await count(db, `${table} where profile_id = ${tom.page.id}`)) > 0]).toEqual([table, true])
	}
	for (const [table, rows] of withTom) {
		const toms = rows.filter((row) => row.includes(tom.userId))
		expect(left.get(table)?.filter((row) => row.includes(tom.userId))).toEqual(toms)
	}
	expect(await findOrphans(db)).toEqual([])
	expect(await findMiscounts(db)).toEqual([])
})

const TABLES_BY_PROFILE = [
	'blocks',
	'channels',
	'handles',
	'marks',
	'stat_links',
	'sources',
	'conversions',
	'hits',
	'campaigns',
	'excess',
	'host_visitors',
	'new_words',
	'rollups',
	'visitors',
	'counters',
]

test('taps of the page leave with its hits, and those of others stay', async () => {
	const { db, maya, tom } = await twoCreators()
	const taps = async (profileId: number) =>
		Number(
			(
				await db.$client.execute(
					`select count(*) from taps join visitors v on v.day = taps.day and v.visitor = taps.visitor where v.profile_id = ${profileId}`,
				)
			).rows[0]?.[0],
		)
	const [all, mayas, toms] = [await count(db, 'taps'), await taps(maya.page.id), await taps(tom.page.id)]
	expect(Math.min(mayas, toms)).toBeGreaterThan(100)
	await bye(maya.ctx)
	await finishDepartures(db, NOON, sweep())
	expect(await taps(tom.page.id)).toBe(toms)
	expect(await count(db, 'taps')).toBe(all - mayas)
})

test('the account is closed and its page gone at once, before anything counted has left', async () => {
	const { db, ctx, maya } = await twoCreators()
	const { token } = await enter(ctx, 'maya')
	const gone = await bye(maya.ctx)
	expect(gone.handleKeys.sort()).toEqual(['maya', 'mayaold'])
	expect(gone.publicIds.sort()).toEqual(['mayacode', 'mayalink'])
	expect((await readSession(ctx, token)).user).toBeNull()
	expect(await outcome(enter(ctx, 'maya'))).toBe('forbidden auth.logIn.wrong')
	expect(await outcome(enter(ctx, 'maya', ''))).toBe('forbidden auth.logIn.wrong')
	expect(await findPublicProfile(db, 'maya')).toBeNull()
	expect(await findProfileTags(db, 'maya')).toBeNull()
	expect(await findTarget(db, 'mayalink')).toBeNull()
	expect(await count(db, `hits where profile_id = ${maya.page.id}`)).toBeGreaterThan(1000)
	const rows = await everyRow(db)
	for (const table of ['users', 'profiles']) expect(rows.get(table)?.filter((row) => /maya/i.test(row))).toEqual([])
	expect(await findOrphans(db)).toEqual([])
})

test('only with the password', async () => {
	const { db, maya } = await twoCreators()
	const before = await everyRow(db)
	expect(await outcome(bye(maya.ctx, 'not the password'))).toBe('invalid auth.password.wrong')
	before.delete('throttles')
	expect(await newRows(db, before)).toEqual({ throttles: await count(db, 'throttles') })
})

describe('the handles', () => {
	const held = (db: Db, key: string) => db.select().from(handles).where(eq(handles.key, key)).get()

	test('are nobody’s for as long as an old handle is held, then anybody’s', async () => {
		const { db, ctx, maya } = await twoCreators()
		await bye(maya.ctx)
		expect((await handleAvailability(ctx, 'ma.ya')).state).toBe('taken')
		expect(await outcome(join(ctx, 'maya', { email: 'new@example.com' }))).toBe('invalid handle.taken')
		const later = authAt(db, NOON + (HELD_DAYS + 1) * DAY)
		expect((await handleAvailability(later, 'maya')).state).toBe('free')
		await join(later, 'maya', { email: 'new@example.com' })
		expect(await held(db, 'maya')).toMatchObject({ heldUntil: null })
	})

	test('of a renamed creator are held no longer than they were', async () => {
		const { db, ctx, maya } = await twoCreators()
		await bye(maya.ctx)
		expect(await held(db, 'mayaold')).toEqual({ key: 'mayaold', profileId: null, heldUntil: NOON + 5 * DAY })
		await finishDepartures(db, NOON + 6 * DAY, sweep())
		expect(await held(db, 'mayaold')).toBeUndefined()
		expect((await handleAvailability(ctx, 'maya')).state).toBe('taken')
	})
})

test('the e-mail address is free at once', async () => {
	const { ctx, maya } = await twoCreators()
	await bye(maya.ctx)
	expect(await outcome(join(ctx, 'another', { email: 'maya@example.com' }))).toBe('done')
})

test('it goes on where it was interrupted, in chunks, and is sound at every stop', async () => {
	const { db, maya } = await twoCreators()
	await bye(maya.ctx)
	let runs = 0
	let largest = 0
	for (let isDone = false; !isDone; runs++) {
		let chunks = 0
		await finishDepartures(db, NOON, async (deleteSome) => {
			for (;;) {
				if (chunks++ === 12) return false
				const gone = await deleteSome(90)
				largest = Math.max(largest, gone)
				if (gone < 90) return true
			}
		})
		expect(await findOrphans(db)).toEqual([])
		isDone = (await count(db, `profiles where id = ${maya.page.id}`)) === 0
		expect(runs).toBeLessThan(200)
	}
	expect([largest, runs > 5]).toEqual([90, true])
	expect(await count(db, 'users')).toBe(1)
})

test('a hit that a queue delivers afterwards leaves too', async () => {
	const { db, maya } = await twoCreators()
	await bye(maya.ctx)
	await finishDepartures(db, NOON, sweep())
	await ingestHits(db, [aHit({ profileId: maya.page.id, at: NOON - 1000, campaign: { ttclid: 'late', utm: {} } })])
	// Interrupted after the hits, after the campaigns, and then not.
	for (const most of [1, 2, 9]) {
		let calls = 0
		await finishDepartures(db, NOON + DAY, async (deleteSome) => {
			await deleteSome(100)
			return ++calls < most
		})
	}
	for (const table of ['hits', 'campaigns', 'rollups'])
		expect(await count(db, `${table} where profile_id = ${maya.page.id}`)).toBe(0)
	await finishDepartures(db, NOON + 16 * DAY, sweep())
	expect(await count(db, 'departures')).toBe(0)
})

test('who left before costs a run nothing, however many they are, and what arrives for them still leaves', async () => {
	const { db, maya, tom } = await twoCreators()
	await db.$client.execute(`
		with recursive n (i) as (select 1001 union all select i + 1 from n where i < 1170)
		insert into departures (profile_id, owner_id, since) select i, null, ${NOON - DAY} from n`)
	await ingestHits(db, [aHit({ profileId: 1005, visitor: 5 })])
	await bye(maya.ctx)
	await finishDepartures(db, NOON, sweep())
	expect(await count(db, `users where id = '${maya.userId}'`)).toBe(0)
	expect(await count(db, 'rollups where profile_id = 1005')).toBe(0)
	let calls = 0
	await finishDepartures(db, NOON, async () => ++calls > 0)
	expect([calls, await count(db, 'departures')]).toEqual([0, 171])
	await finishDepartures(db, NOON + 15 * DAY, sweep())
	expect([await count(db, 'departures'), await count(db, `users where id = '${tom.userId}'`)]).toEqual([1, 1])
})

test('rollups leave in chunks, by key', async () => {
	const { db, maya } = await twoCreators()
	const all = await count(db, `rollups where profile_id = ${maya.page.id}`)
	const plan = await planOf(db, async () => expect(await deleteRollupsOf(db, maya.page.id, 90)).toBe(90))
	expect(await count(db, `rollups where profile_id = ${maya.page.id}`)).toBe(all - 90)
	expect(plan).toMatch(/SEARCH rollups/)
	expect(plan).not.toMatch(/SCAN rollups|TEMP B-TREE/)
})

test('of a creator whose hits are in a database of their own, those leave too', async () => {
	const [main, shard] = [freshDbFile(), freshDbFile()]
	const db = openDb(`file:${main}`, undefined, undefined, [{ from: 2, url: `file:${shard}` }])
	onTestFinished(() => closeDb(db))
	const ctx = authAt(db)
	await join(ctx, 'tom')
	const userId = await join(ctx, 'maya')
	const page = must(await findOwnProfile(db, userId))
	const counts = db.databaseFor(page.id)
	expect(counts).not.toBe(db)
	const link = await aLink(db, { profileId: page.id, publicId: 'lamplampab' }, { url: 'https://shop.example' })
	await ingestHits(db, [aHit({ profileId: page.id, blockId: link.id }), aHit({ profileId: 1, visitor: 7 })])

	const { pieces } = await openExport({ db, userId, now: NOON }, 'clicks.jsonl', { from: '', to: '' })
	let text = ''
	for await (const piece of pieces) text += piece
	expect(JSON.parse(text)).toMatchObject({ link: 'lamplampab', title: 'lamplampab' })

	await bye({ ...ctx, userId })
	await finishDepartures(db, NOON, sweep())
	for (const table of ['hits', 'rollups', 'visitors', 'taps', 'counters'])
		expect([table, await count(counts, table), (await count(db, table)) > 0]).toEqual([table, 0, true])
	expect(await count(db, 'users')).toBe(1)
})
