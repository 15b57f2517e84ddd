import { type TOTP, URI } from 'otpauth'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { findTotp } from '../../db/queries/second-steps.ts'
import { logIn } from '../../src/domain/auth/commands.ts'
import { FEW_CODES, RECOVERY_CODES } from '../../src/domain/auth/recovery-codes.ts'
import { makeReset, resetPassword } from '../../src/domain/auth/reset.ts'
import { answerStep, beginApp, confirmApp, endApp, renewCodes } from '../../src/domain/auth/second-step.ts'
import { readSession } from '../../src/domain/auth/session.ts'
import { setupFor } from '../../src/domain/auth/totp.ts'
import type { Ctx } from '../../src/domain/ctx.ts'
import { ADDRESS, authAt, count, enter, join, outcome, PASSWORD, tally } from '../support/auth.ts'
import { freshDb } from '../support/db.ts'
import { must, NOON } from '../support/factories.ts'

afterEach(() => void vi.useRealTimers())

const SECRET = 'a secret of the tests, long enough to be one'
const OWN = { currentPassword: PASSWORD, address: ADDRESS }
const STEP = 30_000

/** An authenticator app that has scanned the code of this account. */
async function scanned(ctx: Ctx) {
	const totp = must(await findTotp(ctx.db, ctx.userId))
	const app = URI.parse(setupFor(ctx.crypto, { secret: SECRET, totp }, 'maya').uri) as TOTP
	return (at: number) => app.generate({ timestamp: at })
}

/** An account that asks for a second step since a moment before noon, and its app. */
async function withApp(handle = 'maya', db = freshDb()) {
	const anonymous = authAt(db, NOON)
	const ctx = { ...anonymous, userId: await join(anonymous, handle) }
	const nonce = await beginApp(ctx, OWN)
	const code = await scanned(ctx)
	const codes = await confirmApp({ ...ctx, now: NOON - STEP }, { nonce, code: code(NOON - STEP), secret: SECRET })
	return { db, ctx, code, codes, userId: ctx.userId }
}

const owe = async (ctx: Parameters<typeof enter>[0], handle = 'maya') => (await enter(ctx, handle)).token
const answer = (ctx: Parameters<typeof enter>[0], token: string, code: string, secret = SECRET) =>
	answerStep(ctx, { token, code, secret, address: ADDRESS })

describe('codes from an app', () => {
	test('are asked for once the first of them was typed back, and not before', async () => {
		const db = freshDb()
		const anonymous = authAt(db)
		const ctx = { ...anonymous, userId: await join(anonymous, 'maya') }
		const nonce = await beginApp(ctx, OWN)
		expect((await enter(ctx, 'maya')).isOwing).toBe(false)
		const code = await scanned(ctx)
		const confirm = (typed: string, given = nonce) =>
			outcome(confirmApp(ctx, { nonce: given, code: typed, secret: SECRET }))
		expect(await confirm(code(NOON - 10 * STEP))).toBe('invalid auth.step.wrong')
		expect(await confirm(code(NOON), 'a guess')).toBe('missing auth.app.expired')
		expect(await confirm(`${code(NOON).slice(0, 3)} ${code(NOON).slice(3)}`)).toBe('done')
		expect(await confirm(code(NOON + STEP))).toBe('missing auth.app.expired')
		expect((await enter(ctx, 'maya')).isOwing).toBe(true)
	})

	test('are set up by who knows the password, within an hour, and one app at a time', async () => {
		const db = freshDb()
		const anonymous = authAt(db)
		const ctx = { ...anonymous, userId: await join(anonymous, 'maya') }
		expect(await outcome(beginApp(ctx, { ...OWN, currentPassword: 'not the one' }))).toBe('invalid auth.password.wrong')
		const first = await beginApp(ctx, OWN)
		const nonce = await beginApp(ctx, OWN)
		const code = await scanned(ctx)
		const confirm = (at: number, given = nonce) =>
			outcome(confirmApp({ ...ctx, now: at }, { nonce: given, code: code(at), secret: SECRET }))
		expect(await confirm(NOON, first)).toBe('missing auth.app.expired')
		expect(await confirm(NOON + 3_600_000)).toBe('missing auth.app.expired')
		expect(await confirm(NOON)).toBe('done')
		expect(await outcome(beginApp(ctx, OWN))).toBe('conflict auth.app.isOn')
	})

	test('are not made by a copy of the database', async () => {
		const { ctx, code, userId } = await withApp()
		const totp = must(await findTotp(ctx.db, userId))
		const { uri } = setupFor(ctx.crypto, { secret: 'another secret, of whoever has the copy', totp }, 'maya')
		expect((URI.parse(uri) as TOTP).generate({ timestamp: NOON })).not.toBe(code(NOON))
		expect(JSON.stringify(totp)).not.toContain((URI.parse(uri) as TOTP).secret.base32)
	})

	test('take the place of a session until one was typed', async () => {
		const { db, ctx, code, userId } = await withApp()
		const token = await owe(ctx)
		expect([await count(db, 'sessions'), (await readSession(ctx, token)).user]).toEqual([0, null])
		const made = await answer(ctx, token, code(NOON))
		expect((await readSession(ctx, made.token)).user?.id).toBe(userId)
		expect(await count(db, 'challenges')).toBe(0)
		expect(await outcome(answer(ctx, token, code(NOON + STEP)))).toBe('missing auth.step.expired')
	})

	test.each([
		[-2, 'invalid auth.step.wrong'],
		[-1, 'invalid auth.step.wrong'],
		[0, 'done'],
		[1, 'done'],
		[2, 'invalid auth.step.wrong'],
	])('of %i steps from now, of which the one before was used already: %s', async (steps, expected) => {
		const { ctx, code } = await withApp()
		expect(await outcome(answer(ctx, await owe(ctx), code(NOON + steps * STEP)))).toBe(expected)
	})

	test('work once, also for many who type one at the same time, and none works after a later one', async () => {
		const { db, ctx, code } = await withApp()
		const tokens = await Promise.all(Array.from({ length: 5 }, () => owe(ctx)))
		expect(await tally(tokens.map((token) => answer(ctx, token, code(NOON + STEP))))).toEqual({
			done: 1,
			'invalid auth.step.wrong': 4,
		})
		expect(await outcome(answer(ctx, await owe(ctx), code(NOON)))).toBe('invalid auth.step.wrong')
		const later = authAt(db, NOON + 2 * STEP)
		expect(await outcome(answer(later, await owe(later), code(NOON + 2 * STEP)))).toBe('done')
	})

	test('of another account are none', async () => {
		const { db, ctx } = await withApp()
		const tom = await withApp('tom', db)
		expect(await outcome(answer(ctx, await owe(ctx), tom.code(NOON)))).toBe('invalid auth.step.wrong')
		expect(await outcome(answer(ctx, await owe(ctx), must(tom.codes[0])))).toBe('invalid auth.step.wrong')
		expect(await outcome(answer(ctx, await owe(ctx, 'tom'), tom.code(NOON)))).toBe('done')
	})

	test('end with the password, and with them the recovery codes', async () => {
		const { db, ctx } = await withApp()
		expect(await outcome(endApp(ctx, { ...OWN, currentPassword: 'not the one' }))).toBe('invalid auth.password.wrong')
		await endApp(ctx, OWN)
		expect([(await enter(ctx, 'maya')).isOwing, await count(db, 'recovery_codes')]).toEqual([false, 0])
		expect(await outcome(renewCodes(ctx, OWN))).toBe('missing auth.app.isOff')
	})
})

describe('a second step', () => {
	test.each([
		[10 * 60_000 - 1, 'done'],
		[10 * 60_000, 'missing auth.step.expired'],
	])('can be taken for ten minutes: after %i ms %s', async (after, expected) => {
		const { db, ctx, code } = await withApp()
		const token = await owe(ctx)
		expect(await outcome(answer(authAt(db, NOON + after), token, code(NOON + after)))).toBe(expected)
	})

	test('is not told of before the password is right', async () => {
		const { ctx } = await withApp()
		await join(ctx, 'tom')
		for (const handle of ['maya', 'tom', 'nobody'])
			expect(await outcome(enter(ctx, handle, 'not the one'))).toBe('forbidden auth.logIn.wrong')
	})

	test('is guessed a few times, which makes nobody wait for the password, nor the password for it', async () => {
		const { db, ctx, code } = await withApp()
		const wrong = code(NOON - 9 * STEP)
		const outcomes: string[] = []
		for (let i = 0; i < 8; i++) outcomes.push(await outcome(answer(ctx, await owe(ctx), wrong)))
		expect(outcomes).toEqual([
			...Array(6).fill('invalid auth.step.wrong'),
			...Array(2).fill('throttled auth.throttled'),
		])
		expect(await outcome(answer(ctx, await owe(ctx), code(NOON)))).toBe('throttled auth.throttled')
		const later = authAt(db, NOON + STEP)
		expect(await outcome(answer(later, await owe(later), code(NOON + STEP)))).toBe('done')

		const stranger = { name: 'maya', password: 'not the one', address: 'a stranger' }
		const token = await owe(later)
		await tally(Array.from({ length: 12 }, () => logIn(later, stranger)))
		expect(await outcome(logIn(later, stranger))).toBe('throttled auth.throttled')
		const after = authAt(db, NOON + 2 * STEP)
		expect(await outcome(answer(after, token, code(NOON + 2 * STEP)))).toBe('done')
	})

	test('is owed after a reset as before, and what was owed until then is void', async () => {
		const { db, ctx, code, userId } = await withApp()
		await db.$client.execute(`update users set email_proven_at = 1 where id = '${userId}'`)
		const token = await owe(ctx)
		for (let i = 0; i < 7; i++) await outcome(answer(ctx, token, 'aaaa'))
		const reset = must(await makeReset(ctx, 'maya'))
		await resetPassword(ctx, { token: reset.token, password: 'other words in a row' })
		expect(await outcome(answer(ctx, token, code(NOON)))).toBe('missing auth.step.expired')
		const { isOwing, token: next } = await enter(ctx, 'maya', 'other words in a row')
		expect([isOwing, await outcome(answer(ctx, next, code(NOON)))]).toEqual([true, 'done'])
	})
})

describe('recovery codes', () => {
	test('are ten, shown once, kept as hashes, and each works once, however it is typed', async () => {
		const { db, ctx, codes, userId } = await withApp()
		expect([codes.length, new Set(codes).size]).toEqual([RECOVERY_CODES, RECOVERY_CODES])
		expect(codes.join()).toMatch(/^([a-z2-7]{4}-){3}[a-z2-7]{4}(,|$)/)
		const [first = '', second = ''] = codes
		const rows = JSON.stringify((await db.$client.execute('select * from recovery_codes')).rows)
		expect(rows).not.toContain(first.replaceAll('-', ''))
		expect(await answer(ctx, await owe(ctx), first)).toMatchObject({ userId, byRecovery: true })
		expect(await outcome(answer(ctx, await owe(ctx), first))).toBe('invalid auth.step.wrong')
		const typed = ` ${second.toUpperCase().replaceAll('-', '  ')} `
		const tokens = await Promise.all([owe(ctx), owe(ctx), owe(ctx)])
		expect(await tally(tokens.map((token) => answer(ctx, token, typed)))).toEqual({
			done: 1,
			'invalid auth.step.wrong': 2,
		})
		expect(await count(db, 'recovery_codes where used_at is null')).toBe(RECOVERY_CODES - FEW_CODES)
	})

	test('are made anew with the password, and the earlier ones end', async () => {
		const { ctx, codes } = await withApp()
		expect(await outcome(renewCodes(ctx, { ...OWN, currentPassword: 'not the one' }))).toBe(
			'invalid auth.password.wrong',
		)
		const renewed = await renewCodes(ctx, OWN)
		expect(await outcome(answer(ctx, await owe(ctx), must(codes[0])))).toBe('invalid auth.step.wrong')
		expect(await outcome(answer(ctx, await owe(ctx), must(renewed.codes[0])))).toBe('done')
	})
})
