import { afterEach, describe, expect, test, vi } from 'vitest'
import { HELD_DAYS, handleAvailability, renameHandle } from '../../src/domain/auth/handles.ts'
import { createInvitation, revokeInvitation } from '../../src/domain/auth/invitations.ts'
import { authAt, count, DAY, enter, join, outcome, PASSWORD, tally } from '../support/auth.ts'
import { freshDb } from '../support/db.ts'
import { NOON } from '../support/factories.ts'

afterEach(() => void vi.useRealTimers())

const one = async (db: ReturnType<typeof freshDb>, sql: string) => {
	const row = (await db.$client.execute(sql)).rows[0]
	return row ? { ...row } : undefined
}

describe('signing up', () => {
	test('makes an account, its profile and its handle', async () => {
		const db = freshDb()
		const id = await join(authAt(db), 'kri.sta', { language: 'nb', timeZone: 'Asia/Kolkata' })
		expect(await one(db, 'select owner_id, handle, name, language, time_zone from profiles')).toEqual({
			owner_id: id,
			handle: 'kri.sta',
			name: 'kri.sta',
			language: 'nb',
			time_zone: 'Asia/Kolkata',
		})
		expect(await one(db, 'select key, profile_id, held_until from handles')).toEqual({
			key: 'krista',
			profile_id: 1,
			held_until: null,
		})
		const user = await one(db, 'select password_hash from users')
		expect(user?.password_hash).toMatch(/^scrypt\$/)
		expect(JSON.stringify(user)).not.toContain(PASSWORD)
	})

	test('of twenty who want one handle at once, one gets it and the others leave nothing behind', async () => {
		const db = freshDb()
		const ctx = authAt(db)
		const spellings = ['krista', 'kri.sta', 'k.r.i.s.t.a']
		const works = Array.from({ length: 20 }, (_, i) =>
			join(ctx, spellings[i % 3] ?? '', { email: `k${i}@example.com`, address: `address ${i}` }),
		)
		expect(await tally(works)).toEqual({ done: 1, 'invalid handle.taken': 19 })
		expect([await count(db, 'users'), await count(db, 'profiles'), await count(db, 'handles')]).toEqual([1, 1, 1])
	})

	test('with an address that others gave too makes an account for each, and says nothing of the others', async () => {
		const db = freshDb()
		const ctx = authAt(db)
		const works = Array.from({ length: 5 }, (_, i) => join(ctx, `krista${i}`, { email: 'krista@example.com' }))
		expect(await tally(works)).toEqual({ done: 5 })
		expect([await count(db, 'users'), await count(db, 'handles')]).toEqual([5, 5])
	})

	test('asks for the invitation before anything is told of an account', async () => {
		const db = freshDb()
		const ctx = authAt(db)
		await join(ctx, 'carol')
		for (const email of ['carol@example.com', 'nobody@example.com'])
			expect(await outcome(join(ctx, 'carol', { email, signups: 'invite', invitation: 'aaaaaaaaaaaaaaaa' }))).toBe(
				'invalid auth.invitation.unusable',
			)
	})

	test('is closed when the operator says so', async () => {
		const db = freshDb()
		expect(await outcome(join(authAt(db), 'maya', { signups: 'closed' }))).toBe('forbidden auth.signUp.closed')
		expect(await count(db, 'users')).toBe(0)
	})

	test('is slowed down per address', async () => {
		const db = freshDb()
		const ctx = authAt(db)
		const works = Array.from({ length: 40 }, (_, i) => join(ctx, `maya${i}`))
		expect(await tally(works)).toEqual({ done: 31, 'throttled auth.throttled': 9 })
		expect(await outcome(join(ctx, 'tom', { address: 'another' }))).toBe('done')
	})
})

describe('an invitation', () => {
	test('is used once, by one of twenty', async () => {
		const db = freshDb()
		const ctx = authAt(db)
		const { code } = await createInvitation(ctx, { days: 14 })
		const works = Array.from({ length: 20 }, (_, i) => join(ctx, `maya${i}`, { signups: 'invite', invitation: code }))
		expect(await tally(works)).toEqual({ done: 1, 'invalid auth.invitation.unusable': 19 })
		expect([await count(db, 'users'), await count(db, 'handles')]).toEqual([1, 1])
		expect(await count(db, 'invitations where used_at is not null')).toBe(1)
	})

	test('is not used up by somebody whose handle was taken', async () => {
		const db = freshDb()
		const ctx = authAt(db)
		await join(ctx, 'maya')
		const { code } = await createInvitation(ctx, { days: 14 })
		const again = { email: 'other@example.com', signups: 'invite', invitation: code } as const
		expect(await outcome(join(ctx, 'maya', again))).toBe('invalid handle.taken')
		expect(await outcome(join(ctx, 'other', again))).toBe('done')
	})

	test.each([
		['before it expires', 14 * DAY - 1, 'done'],
		['when it expires', 14 * DAY, 'invalid auth.invitation.unusable'],
	])('%s', async (_, later, expected) => {
		const db = freshDb()
		const { code } = await createInvitation(authAt(db), { days: 14 })
		const work = join(authAt(db, NOON + later), 'maya', { signups: 'invite', invitation: code })
		expect(await outcome(work)).toBe(expected)
	})

	test('that was revoked, was never made or is missing lets nobody in', async () => {
		const db = freshDb()
		const ctx = authAt(db)
		const { id, code } = await createInvitation(ctx, { days: 14 })
		await revokeInvitation(ctx, id)
		const tried = (invitation?: string) => outcome(join(ctx, 'maya', { signups: 'invite', invitation }))
		expect(await tried(code)).toBe('invalid auth.invitation.unusable')
		expect(await tried('abcdefghijklmnop')).toBe('invalid auth.invitation.unusable')
		expect(await tried()).toBe('invalid auth.invitation.needed')
		expect(await outcome(revokeInvitation(ctx, id))).toBe('missing auth.invitation.unusable')
		expect(await count(db, 'users')).toBe(0)
	})

	test('is not needed where everyone may sign up, and then is not used up', async () => {
		const db = freshDb()
		const ctx = authAt(db)
		const { code } = await createInvitation(ctx, { days: 14 })
		await join(ctx, 'maya', { invitation: code })
		expect(await outcome(join(ctx, 'tom', { signups: 'invite', invitation: code }))).toBe('done')
	})
})

describe('a renamed creator', () => {
	async function renamed() {
		const db = freshDb()
		const ctx = authAt(db)
		const userId = await join(ctx, 'maya')
		const keys = await renameHandle({ ...ctx, userId }, { handle: 'maya.lamps', key: 'mayalamps' })
		return { db, ctx, userId, keys }
	}

	test('is known under both handles, with the same profile and so the same clicks', async () => {
		const { db, keys } = await renamed()
		expect(keys.toSorted()).toEqual(['maya', 'mayalamps'])
		expect(await one(db, 'select id, handle, version from profiles')).toEqual({
			id: 1,
			handle: 'maya.lamps',
			version: 2,
		})
		const rows = (await db.$client.execute('select key, profile_id, held_until from handles order by key')).rows
		expect(rows.map((row) => Array.from(row))).toEqual([
			['maya', 1, NOON + HELD_DAYS * DAY],
			['mayalamps', 1, null],
		])
	})

	test.each([
		[89, 'invalid handle.taken', 'taken'],
		[91, 'done', 'free'],
	])('after %i days the old handle is %s for others', async (days, expected, state) => {
		const { db } = await renamed()
		const ctx = authAt(db, NOON + days * DAY)
		expect(await handleAvailability(ctx, 'ma.ya')).toMatchObject({ state })
		expect(await outcome(join(ctx, 'maya', { email: 'thief@example.com' }))).toBe(expected)
		const owner = await one(db, "select profile_id from handles where key = 'maya'")
		expect(owner).toEqual({ profile_id: expected === 'done' ? 2 : 1 })
	})

	test('takes the old handle back at any time', async () => {
		const { db, ctx, userId } = await renamed()
		expect(await handleAvailability(ctx, 'ma.ya', 'somebody else')).toMatchObject({ state: 'taken' })
		expect(await handleAvailability(ctx, 'ma.ya', userId)).toMatchObject({ state: 'free' })
		await renameHandle({ ...ctx, userId }, { handle: 'ma.ya', key: 'maya' })
		expect(await one(db, 'select handle from profiles')).toEqual({ handle: 'ma.ya' })
		const held = await one(db, 'select key from handles where held_until is not null')
		expect(held).toEqual({ key: 'mayalamps' })
	})

	test('has five old handles at most that nobody else can take, and can always take one of them back', async () => {
		const { db, ctx, userId } = await renamed()
		const rename = (key: string, days = 0) =>
			renameHandle({ ...authAt(db, NOON + days * DAY), userId }, { handle: key, key })
		const held = () => count(db, 'handles where held_until is not null')
		await join(ctx, 'tom')
		for (const key of ['maya1', 'maya2', 'maya3', 'maya4']) await rename(key)
		expect(await held()).toBe(5)
		expect(await handleAvailability(ctx, 'maya5', userId)).toEqual({
			state: 'invalid',
			message: 'handle.tooManyHeld',
			values: { limit: 5, days: HELD_DAYS },
		})
		expect(await handleAvailability(ctx, 'maya', userId)).toMatchObject({ state: 'free' })
		expect(await handleAvailability(ctx, 'maya5')).toMatchObject({ state: 'free' })
		expect(await outcome(rename('maya5'))).toBe('invalid handle.tooManyHeld')
		expect(await outcome(rename('tom'))).toBe('invalid handle.taken')
		expect(await one(db, 'select handle from profiles where id = 1')).toEqual({ handle: 'maya4' })
		expect(await count(db, "handles where key = 'maya5'")).toBe(0)
		await rename('maya')
		expect(await one(db, 'select handle from profiles where id = 1')).toEqual({ handle: 'maya' })
		expect(await held()).toBe(5)
		await rename('maya5', HELD_DAYS + 1)
		expect(await one(db, 'select handle from profiles where id = 1')).toEqual({ handle: 'maya5' })
	})

	test('may move the dots without letting go of anything', async () => {
		const { db, ctx, userId } = await renamed()
		await renameHandle({ ...ctx, userId }, { handle: 'mayalamps', key: 'mayalamps' })
		expect(await one(db, 'select handle from profiles')).toEqual({ handle: 'mayalamps' })
		expect(await count(db, 'handles where held_until is null')).toBe(1)
	})

	test("does not get somebody else's handle, and then keeps the own one", async () => {
		const { db, ctx, userId } = await renamed()
		await join(ctx, 'tom')
		expect(await outcome(renameHandle({ ...ctx, userId }, { handle: 't.om', key: 'tom' }))).toBe('invalid handle.taken')
		expect(await one(db, 'select handle from profiles where id = 1')).toEqual({ handle: 'maya.lamps' })
		expect(await one(db, "select held_until from handles where key = 'mayalamps'")).toEqual({ held_until: null })
	})

	test('of twenty who want one new handle at once, one gets it and each has one handle', async () => {
		const db = freshDb()
		const ctx = authAt(db)
		const ids = await Promise.all(Array.from({ length: 20 }, (_, i) => join(ctx, `maya${i}`, { address: `${i}` })))
		const works = ids.map((userId) => renameHandle({ ...ctx, userId }, { handle: 'maya', key: 'maya' }))
		expect(await tally(works)).toEqual({ done: 1, 'invalid handle.taken': 19 })
		expect(await count(db, 'handles where held_until is null')).toBe(20)
		expect(await count(db, "profiles where handle = 'maya'")).toBe(1)
	})
})

test('what is typed as a handle is called free, taken or not a handle', async () => {
	const ctx = authAt(freshDb())
	await join(ctx, 'maya')
	const states = await Promise.all(['m.aya', 'tom', 'x', 'tiktok'].map((typed) => handleAvailability(ctx, typed)))
	expect(states.map(({ state, message }) => `${state} ${message}`)).toEqual([
		'taken handle.taken',
		'free handle.free',
		'invalid handle.tooShort',
		'invalid handle.reserved',
	])
	expect(await outcome(enter(ctx, 'maya'))).toBe('done')
})
