import { afterEach, describe, expect, test, vi } from 'vitest'
import { changePassword, endSession, SESSION_REF_LENGTH } from '../../src/domain/auth/account.ts'
import { logIn, logOut, logOutEverywhere } from '../../src/domain/auth/commands.ts'
import { MOST_SESSION_DAYS } from '../../src/domain/auth/lifetime.ts'
import { beginReset, isResetUsable, makeReset, RESET_MINUTES, resetPassword } from '../../src/domain/auth/reset.ts'
import { readSession } from '../../src/domain/auth/session.ts'
import { attemptOn, begin, waitAfter } from '../../src/domain/auth/throttle.ts'
import { createToken, findByToken, MAX_TOKENS, revokeToken } from '../../src/domain/auth/tokens.ts'
import { ADDRESS, authAt, count, DAY, enter, join, outcome, PASSWORD, tally } from '../support/auth.ts'
import { freshDb } from '../support/db.ts'
import { must, NOON } from '../support/factories.ts'

afterEach(() => void vi.useRealTimers())

const NEW = 'other words in a row'

async function joined() {
	const db = freshDb()
	const ctx = authAt(db)
	const userId = await join(ctx, 'maya')
	const { token } = await enter(ctx, 'maya')
	return { db, ctx: { ...ctx, userId }, userId, token }
}

describe('a session', () => {
	test('is stored as a hash, and the hash signs nobody in', async () => {
		const { db, ctx, token, userId } = await joined()
		const row = must((await db.$client.execute('select id, user_id, expires_at from sessions')).rows[0])
		expect(Array.from(row)).toEqual([ctx.crypto.sha256(token), userId, NOON + 30 * DAY])
		expect((await readSession(ctx, token)).user).toMatchObject({ id: userId, email: 'maya@example.com' })
		expect((await readSession(ctx, String(row.id))).user).toBeNull()
	})

	test('never shows the password hash to the rooms', async () => {
		const { ctx, token } = await joined()
		expect(JSON.stringify(await readSession(ctx, token))).not.toContain('scrypt')
	})

	test.each([undefined, '', 'nonsense', 'a'.repeat(40), "' or 1=1 --"])('%j is nobody', async (token) => {
		const { ctx } = await joined()
		expect(await readSession(ctx, token)).toEqual({ session: null, user: null, fresh: false })
	})

	test.each([
		{ name: 'in its first half', days: 14.9, fresh: false, expires: 30 },
		{ name: 'in its second half', days: 15.1, fresh: true, expires: 45.1 },
		{ name: 'at its last moment', days: 29.99, fresh: true, expires: 59.99 },
	])('$name', async ({ days, fresh, expires }) => {
		const { db, token } = await joined()
		const ctx = authAt(db, NOON + days * DAY)
		const later: Promise<unknown>[] = []
		const read = await readSession(ctx, token, (work) => void later.push(work))
		// The visit is noted too.
		expect([read.user !== null, read.fresh, later.length]).toEqual([true, fresh, fresh ? 2 : 1])
		await Promise.all(later)
		const row = must((await db.$client.execute('select expires_at from sessions')).rows[0])
		expect(row.expires_at).toBe(NOON + expires * DAY)
	})

	test('ends after thirty days without a visit, and its row goes', async () => {
		const { db, token } = await joined()
		expect((await readSession(authAt(db, NOON + 30 * DAY), token)).user).toBeNull()
		expect(await count(db, 'sessions')).toBe(0)
	})

	test('ends after half a year, however often it was used', async () => {
		const { db, token } = await joined()
		for (let day = 20; day < MOST_SESSION_DAYS; day += 20) {
			const later: Promise<unknown>[] = []
			expect(
				(await readSession(authAt(db, NOON + day * DAY), token, (work) => void later.push(work))).user,
			).not.toBeNull()
			await Promise.all(later)
		}
		expect((await readSession(authAt(db, NOON + MOST_SESSION_DAYS * DAY), token)).user).toBeNull()
	})

	test('notes the browser it began in, and a visit at most once an hour', async () => {
		const { db, ctx, token } = await joined()
		const seen = async () => Number((await db.$client.execute('select seen_at from sessions')).rows[0]?.seen_at) - NOON
		const visits: number[] = []
		for (const minutes of [1, 59, 60, 61, 121]) {
			const later: Promise<unknown>[] = []
			await readSession(authAt(db, NOON + minutes * 60_000), token, (work) => void later.push(work))
			await Promise.all(later)
			visits.push((await seen()) / 60_000)
		}
		expect(visits).toEqual([0, 0, 60, 60, 121])
		await logIn(ctx, { name: 'maya', password: PASSWORD, address: ADDRESS, device: 'Safari, iOS'.padEnd(100) })
		expect(await count(db, "sessions where device like 'Safari, iOS%' and length(device) = 60")).toBe(1)
	})

	test('is ended by its owner from elsewhere, and by nobody else', async () => {
		const { db, ctx, token } = await joined()
		const other = await enter(ctx, 'maya')
		const ref = ctx.crypto.sha256(other.token).slice(0, SESSION_REF_LENGTH)
		await join(ctx, 'tom')
		const tom = { ...ctx, userId: (await enter(ctx, 'tom')).userId }
		for (const guess of [ref, '', '%', ref.slice(0, 1)])
			expect(await outcome(endSession(tom, guess))).toBe('missing auth.session.missing')
		expect(await outcome(endSession(ctx, ''))).toBe('missing auth.session.missing')
		await endSession(ctx, ref)
		expect((await readSession(ctx, other.token)).user).toBeNull()
		expect((await readSession(ctx, token)).user).not.toBeNull()
		expect(await count(db, 'sessions')).toBe(2)
	})

	test('ends when the creator signs out, and only that one', async () => {
		const { ctx, token } = await joined()
		const other = await enter(ctx, 'maya')
		await logOut(ctx, token)
		expect((await readSession(ctx, token)).user).toBeNull()
		expect((await readSession(ctx, other.token)).user).not.toBeNull()
	})

	test('ends everywhere when the creator says so, for nobody else', async () => {
		const { db, ctx } = await joined()
		await enter(ctx, 'maya')
		await join(ctx, 'tom')
		await enter(ctx, 'tom')
		await logOutEverywhere(ctx, { andGiven: false })
		expect(await count(db, 'sessions')).toBe(1)
	})
})

describe('signing in', () => {
	test('says the same of a wrong password and of an unknown e-mail', async () => {
		const { ctx } = await joined()
		expect(await outcome(enter(ctx, 'maya', 'not the one'))).toBe('forbidden auth.logIn.wrong')
		expect(await outcome(enter(ctx, 'nobody', 'not the one'))).toBe('forbidden auth.logIn.wrong')
	})

	test('waits after six failures, also with the right password and whether or not there is an account', async () => {
		for (const name of ['maya', 'nobody']) {
			const { db, ctx } = await joined()
			const tries = await tally(Array.from({ length: 10 }, () => enter(ctx, name, 'not the one')))
			expect(tries).toEqual({ 'forbidden auth.logIn.wrong': 6, 'throttled auth.throttled': 4 })
			expect(await outcome(enter(ctx, name))).toBe('throttled auth.throttled')
			expect(await outcome(enter(authAt(db, NOON + 29_999), name))).toBe('throttled auth.throttled')
			const after = await outcome(enter(authAt(db, NOON + 30_000), name))
			expect(after).toBe(name === 'maya' ? 'done' : 'forbidden auth.logIn.wrong')
		}
	})

	test('from a browser that was signed in before is kept out by no stranger', async () => {
		const { db, ctx } = await joined()
		const known = (now: number, password = PASSWORD) =>
			logIn(authAt(db, now), { name: 'maya', password, address: ADDRESS, browserOf: () => 'the browser' })
		let now = NOON
		for (let round = 0; round < 50; round++) {
			await outcome(enter(authAt(db, now), 'maya', 'not the one', `thief ${round}`))
			expect(await outcome(known(now))).toBe('done')
			now += 10_000
		}
		const tries = await tally(Array.from({ length: 10 }, () => known(now, 'not the one')))
		expect(tries, 'and guesses no more than a stranger').toEqual({
			'forbidden auth.logIn.wrong': 6,
			'throttled auth.throttled': 4,
		})
		expect(ctx.now).toBe(NOON)
	})

	test('leaves each address one guess at an account that waits because of others', async () => {
		const { ctx } = await joined()
		await tally(Array.from({ length: 10 }, () => enter(ctx, 'maya', 'not the one', 'a thief')))
		const tries = await tally(Array.from({ length: 3 }, () => enter(ctx, 'maya', 'not the one', 'another thief')))
		expect(tries).toEqual({ 'forbidden auth.logIn.wrong': 1, 'throttled auth.throttled': 2 })
		expect(await outcome(enter(ctx, 'maya', PASSWORD, 'the owner, elsewhere'))).toBe('done')
	})

	test('tells the owner once when the wait is the longest', async () => {
		const { db } = await joined()
		const told: string[] = []
		let now = NOON
		for (let guesses = 0; guesses < 20; guesses++) {
			await outcome(
				logIn(authAt(db, now), {
					name: 'maya',
					password: 'not the one',
					address: 'a thief',
					onLocked: ({ email }) => void told.push(`${guesses + 1} ${email}`),
				}),
			)
			now += 900_000
		}
		expect(told).toEqual(['11 maya@example.com'])
	})

	test('with the password of another account that claims the address does not lift the wait', async () => {
		const { db, ctx } = await joined()
		await join(authAt(db, NOON + 1), 'mallory', { email: 'maya@example.com', password: 'mallory waits and guesses' })
		await db.$client.execute(`update users set email_proven_at = 1 where created_at = ${NOON}`)
		const guesses: string[] = []
		for (let round = 0; round < 12; round++) {
			guesses.push(await outcome(enter(ctx, 'maya', 'not the one', 'a thief')))
			await outcome(enter(ctx, 'maya', 'mallory waits and guesses', 'a thief'))
		}
		expect(guesses.filter((one) => one === 'forbidden auth.logIn.wrong').length).toBeLessThan(8)
	})

	test('starts from zero again after a success', async () => {
		const { ctx } = await joined()
		for (let round = 0; round < 3; round++) {
			for (let i = 0; i < 5; i++) await outcome(enter(ctx, 'maya', 'not the one'))
			expect(await outcome(enter(ctx, 'maya'))).toBe('done')
		}
	})

	test('is counted per address too, over many accounts; other addresses and past successes do not pay for it', async () => {
		const { ctx } = await joined()
		for (let i = 0; i < 40; i++) await enter(ctx, 'maya')
		const tries = await tally(Array.from({ length: 40 }, (_, i) => enter(ctx, `nobody${i}`, 'not the one')))
		expect(tries).toEqual({ 'forbidden auth.logIn.wrong': 31, 'throttled auth.throttled': 9 })
		expect(await outcome(enter(ctx, 'maya'))).toBe('throttled auth.throttled')
		expect(await outcome(enter(ctx, 'maya', PASSWORD, 'another address'))).toBe('done')
	})

	test('an address that has to wait locks nobody out of their account', async () => {
		const { ctx } = await joined()
		for (let i = 0; i < 31; i++) await outcome(enter(ctx, `nobody${i}`, 'not the one'))
		const tries = await tally(Array.from({ length: 10 }, () => enter(ctx, 'maya', 'not the one')))
		expect(tries).toEqual({ 'throttled auth.throttled': 10 })
		expect(await outcome(enter(ctx, 'maya', PASSWORD, 'another address'))).toBe('done')
	})

	test('the database waits as long as the rule says, and forgets after a day', async () => {
		const rule = { free: 2, firstWait: 1000, longestWait: 10_000, forgetAfter: DAY }
		const db = freshDb()
		let now = NOON
		const attempt = attemptOn(authAt(db), 'test', 'maya', ADDRESS)
		const knock = () => outcome(begin(authAt(db, now), attempt, { account: rule, address: rule }))
		for (let failures = 1; failures < 12; failures++) {
			expect(await knock()).toBe('done')
			const wait = waitAfter(failures, rule)
			now += wait
			if (wait === 0) continue
			now -= 1
			expect(await knock()).toBe('throttled auth.throttled')
			now += 1
		}
		now += DAY
		for (let i = 0; i < 3; i++) expect(await knock()).toBe('done')
		expect(await knock()).toBe('throttled auth.throttled')
	})

	test('by address or by the name of the page is counted as one account', async () => {
		const { ctx } = await joined()
		const named = (name: string, password: string) => outcome(logIn(ctx, { name, password, address: ADDRESS }))
		for (const name of ['maya', '@maya', 'm.aya', 'maya@example.com', 'MAYA', 'ma.ya'])
			expect(await named(name.toLowerCase(), 'not the one')).toBe('forbidden auth.logIn.wrong')
		for (const name of ['maya', 'maya@example.com', 'm.a.y.a'])
			expect(await named(name, PASSWORD)).toBe('throttled auth.throttled')
	})

	test('keeps neither e-mail nor address in the table of failures', async () => {
		const { db, ctx } = await joined()
		await outcome(enter(ctx, 'maya', 'not the one', 'an address'))
		const rows = JSON.stringify((await db.$client.execute('select * from throttles')).rows)
		expect(rows).not.toMatch(/maya|an address/)
	})
})

describe('changing', () => {
	test('the password ends every other session and keeps this browser signed in', async () => {
		const { db, ctx, token } = await joined()
		const { token: kept } = await changePassword(ctx, {
			currentPassword: PASSWORD,
			password: NEW,
			andGiven: false,
			address: ADDRESS,
		})
		expect((await readSession(ctx, token)).user).toBeNull()
		expect((await readSession(ctx, kept)).user).not.toBeNull()
		expect(await count(db, 'sessions')).toBe(1)
		expect(await outcome(enter(ctx, 'maya'))).toBe('forbidden auth.logIn.wrong')
		expect(await outcome(enter(ctx, 'maya', NEW))).toBe('done')
	})

	test.each([
		['not the one', NEW, 'invalid auth.password.wrong'],
		[PASSWORD, 'short', 'invalid auth.password.tooShort'],
		[PASSWORD, 'maya@example.com', 'invalid auth.password.own'],
	])('the password from %j to %j is refused', async (currentPassword, password, expected) => {
		const { ctx, token } = await joined()
		expect(await outcome(changePassword(ctx, { currentPassword, password, andGiven: true, address: ADDRESS }))).toBe(
			expected,
		)
		expect((await readSession(ctx, token)).user).not.toBeNull()
	})

	test('of two changes of the password at once, one wins and stays signed in', async () => {
		const { ctx } = await joined()
		const change = (password: string) =>
			changePassword(ctx, { currentPassword: PASSWORD, password, andGiven: true, address: ADDRESS })
		const works = [change(NEW), change('yet other words')]
		expect(await tally(works)).toEqual({ done: 1, 'conflict auth.password.changedMeanwhile': 1 })
		const { token: kept } = await Promise.any(works)
		expect((await readSession(ctx, kept)).user).not.toBeNull()
	})
})

describe('a password reset', () => {
	async function asked() {
		const { db, ctx, token: session } = await joined()
		const { token } = must(await makeReset(ctx, 'maya@example.com'))
		return { db, ctx, session, token }
	}

	test('is stored as a hash, works once, and ends every session', async () => {
		const { db, ctx, session, token } = await asked()
		const stored = (await db.$client.execute('select id from password_resets')).rows.map((row) => row.id)
		expect(stored).toEqual([ctx.crypto.sha256(token)])
		expect(await outcome(resetPassword(ctx, { token: String(stored[0]), password: NEW }))).toBe(
			'missing auth.reset.unusable',
		)
		await resetPassword(ctx, { token, password: NEW })
		expect((await readSession(ctx, session)).user).toBeNull()
		expect(await outcome(enter(ctx, 'maya', NEW))).toBe('done')
		expect(await outcome(resetPassword(ctx, { token, password: 'third words here' }))).toBe(
			'missing auth.reset.unusable',
		)
	})

	test('of ten uses at once, one works', async () => {
		const { ctx, token } = await asked()
		const works = Array.from({ length: 10 }, (_, i) => resetPassword(ctx, { token, password: `new words ${i} here` }))
		expect(await tally(works)).toEqual({ done: 1, 'missing auth.reset.unusable': 9 })
	})

	test.each([
		['before half an hour', RESET_MINUTES * 60_000 - 1, true],
		['after half an hour', RESET_MINUTES * 60_000, false],
	])('%s', async (_, later, isUsable) => {
		const { db, token } = await asked()
		const ctx = authAt(db, NOON + later)
		expect(await isResetUsable(ctx, token)).toBe(isUsable)
		const expected = isUsable ? 'done' : 'missing auth.reset.unusable'
		expect(await outcome(resetPassword(ctx, { token, password: NEW }))).toBe(expected)
	})

	test('survives a password that is refused, and lifts the wait of a locked account', async () => {
		const { ctx, token } = await asked()
		await tally(Array.from({ length: 10 }, () => enter(ctx, 'maya', 'not the one', 'a thief')))
		expect(await outcome(resetPassword(ctx, { token, password: 'short' }))).toBe('invalid auth.password.tooShort')
		expect(await outcome(resetPassword(ctx, { token, password: NEW }))).toBe('done')
		expect(await outcome(enter(ctx, 'maya', NEW))).toBe('done')
	})

	test('is void once the password was changed', async () => {
		const { ctx, token } = await asked()
		await changePassword(ctx, { currentPassword: PASSWORD, password: NEW, andGiven: false, address: ADDRESS })
		expect(await isResetUsable(ctx, token)).toBe(false)
	})

	test('of nobody makes no mail, and nobody gets an inbox full of them', async () => {
		const { ctx } = await joined()
		expect(await makeReset(ctx, 'nobody@example.com')).toBeNull()
		for (const email of ['maya@example.com', 'other@example.com']) {
			const works = Array.from({ length: 5 }, () => beginReset(ctx, { name: email, address: ADDRESS }))
			expect(await tally(works)).toEqual({ done: 3, 'throttled auth.throttled': 2 })
		}
	})
})

describe('an API token', () => {
	test('is stored as a hash, finds its creator, and stops when revoked', async () => {
		const { db, ctx, userId } = await joined()
		const { id, token } = await createToken(ctx, { name: 'script', scope: 'full' })
		expect(token).toMatch(/^vt_[a-z2-7]{40}$/)
		expect(JSON.stringify((await db.$client.execute('select * from api_tokens')).rows)).not.toContain(token)
		const later: Promise<unknown>[] = []
		expect(await findByToken(ctx, token, (work) => void later.push(work))).toMatchObject({
			creator: { id: userId },
			scope: 'full',
		})
		await Promise.all(later)
		expect(await outcome(revokeToken({ ...ctx, userId: 'tom' }, id))).toBe('missing auth.token.missing')
		await revokeToken(ctx, id)
		expect(await findByToken(ctx, token, () => {})).toBeNull()
	})

	test('is one of at most twenty that work', async () => {
		const { ctx } = await joined()
		const works = Array.from({ length: MAX_TOKENS + 5 }, () => createToken(ctx, { name: 'script', scope: 'read' }))
		expect(await tally(works)).toEqual({ done: MAX_TOKENS, 'invalid api.tooManyTokens': 5 })
		await revokeToken(ctx, (await works[0])?.id ?? 0)
		expect(await outcome(createToken(ctx, { name: 'another', scope: 'full' }))).toBe('done')
	})

	test('notes its last use at most once a minute', async () => {
		const { db, ctx } = await joined()
		const { token } = await createToken(ctx, { name: 'script', scope: 'full' })
		const seen: unknown[] = []
		for (const seconds of [0, 30, 60, 61, 90]) {
			const later: Promise<unknown>[] = []
			await findByToken({ ...ctx, now: NOON + seconds * 1000 }, token, (work) => void later.push(work))
			await Promise.all(later)
			const row = must((await db.$client.execute('select last_used_at from api_tokens')).rows[0])
			seen.push([later.length, (Number(row.last_used_at) - NOON) / 1000])
		}
		expect(seen).toEqual([
			[1, 0],
			[0, 0],
			[0, 0],
			[1, 61],
			[0, 61],
		])
	})

	test.each(['', 'vt_', `vt_${'a'.repeat(40)}`, 'nonsense'])('%j is nobody', async (token) => {
		const { ctx } = await joined()
		expect(await findByToken(ctx, token, () => {})).toBeNull()
	})
})
