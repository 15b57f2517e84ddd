import { afterEach, describe, expect, test, vi } from 'vitest'
import { listPasskeys } from '../../db/queries/passkeys.ts'
import { partyAt } from '../../src/domain/auth/party.ts'
import { MAX_PASSKEYS } from '../../src/domain/auth/passkey-schemas.ts'
import {
	addPasskey,
	askToAdd,
	askToSignIn,
	orRefused,
	removePasskey,
	signInWithPasskey,
} from '../../src/domain/auth/passkeys.ts'
import { readSession } from '../../src/domain/auth/session.ts'
import type { Ctx } from '../../src/domain/ctx.ts'
import { deleteEverything } from '../../src/domain/departures/commands.ts'
import { ADDRESS, authAt, count, join, outcome, PASSWORD, tally } from '../support/auth.ts'
import { anAuthenticator, type Lies } from '../support/authenticator.ts'
import { freshDb } from '../support/db.ts'
import { must, NOON } from '../support/factories.ts'

afterEach(() => void vi.useRealTimers())

const ORIGIN = 'https://vitrine.example'
const party = orRefused(partyAt(ORIGIN))
const MINUTE = 60_000
const OWN = { currentPassword: PASSWORD, address: ADDRESS }

type Device = ReturnType<typeof anAuthenticator>

/** Maya and Tom, each with a device that has a passkey of theirs. */
async function registered(given: { counter?: number } = {}) {
	const db = freshDb()
	const anonymous = authAt(db)
	const people = []
	for (const handle of ['maya', 'tom']) {
		const ctx = { ...anonymous, userId: await join(anonymous, handle) }
		const device = anAuthenticator(ORIGIN, given)
		await add(ctx, device)
		people.push({ ctx, device })
	}
	return { db, anonymous, maya: must(people[0]), tom: must(people[1]) }
}

async function add(ctx: Ctx, device: Device, lies: Lies = {}, name = 'My phone') {
	const { token, options } = await askToAdd(ctx, party, OWN)
	await addPasskey(ctx, party, { token, answer: device.create(options, lies), name })
}

async function enter(ctx: Parameters<typeof askToSignIn>[0], device: Device, lies: Lies = {}) {
	const { token, options } = await askToSignIn(ctx, party, { address: ADDRESS })
	return signInWithPasskey(ctx, party, { token, answer: device.get(options, lies), address: ADDRESS })
}

describe('a passkey', () => {
	test('signs its owner in, and says when it last did', async () => {
		const { db, maya } = await registered()
		expect(await listPasskeys(db, maya.ctx.userId)).toEqual([
			{ id: maya.device.id, name: 'My phone', transports: '["internal"]', createdAt: NOON, usedAt: null },
		])
		const later = authAt(db, NOON + MINUTE)
		const { user, token } = await enter(later, maya.device)
		expect(user.id).toBe(maya.ctx.userId)
		expect((await readSession(later, token)).user?.id).toBe(maya.ctx.userId)
		expect(await listPasskeys(db, maya.ctx.userId)).toMatchObject([{ usedAt: NOON + MINUTE }])
		expect(JSON.stringify(user)).not.toContain('scrypt')
	})

	test('is made only for somebody who shows the password', async () => {
		const { db, maya } = await registered()
		const wrong = { ...OWN, currentPassword: 'not the one' }
		expect(await outcome(askToAdd(maya.ctx, party, wrong))).toBe('invalid auth.password.wrong')
		expect(await count(db, 'challenges')).toBe(0)
	})

	test('asks for a key with a PIN, a finger or a face, of the algorithms that both runtimes know', async () => {
		const { maya } = await registered()
		const { options } = await askToAdd(maya.ctx, party, OWN)
		expect(options.pubKeyCredParams.map(({ alg }) => alg)).toEqual([-8, -7, -257])
		expect(options.authenticatorSelection).toMatchObject({ residentKey: 'required', userVerification: 'required' })
		expect(options).toMatchObject({ rp: { id: 'vitrine.example' }, user: { name: 'maya' }, attestation: 'none' })
		expect(options.excludeCredentials).toEqual([{ id: maya.device.id, type: 'public-key', transports: ['internal'] }])
		expect((await askToSignIn(maya.ctx, party, { address: ADDRESS })).options).toMatchObject({
			rpId: 'vitrine.example',
			userVerification: 'required',
		})
	})

	const LIES: [name: string, lies: Lies][] = [
		['another site’s page', { origin: 'https://vitrine.example.evil.example' }],
		['the same host without TLS', { origin: 'http://vitrine.example' }],
		['another relying party', { rpId: 'example' }],
		['another challenge', { challenge: Buffer.alloc(32).toString('base64url') }],
		['an answer to another question', { type: 'webauthn.payment' }],
		['a device that does not know who holds it', { isVerified: false }],
	]
	test.each([...LIES, ['another key', { isForged: true }], ['another owner', { userHandle: 'dG9t' }]] as typeof LIES)(
		'signs nobody in with %s',
		async (_, lies) => {
			const { db, maya } = await registered()
			expect(await outcome(enter(maya.ctx, maya.device, lies))).toBe('invalid auth.passkey.refused')
			expect(await count(db, 'sessions')).toBe(0)
		},
	)

	test.each(LIES)('is not registered with %s', async (_, lies) => {
		const { db, maya } = await registered()
		expect(await outcome(add(maya.ctx, anAuthenticator(ORIGIN), lies))).toBe('invalid auth.passkey.refused')
		expect(await count(db, 'passkeys')).toBe(2)
	})

	test.each(['', 'x', '1', 'null', '[]', '{}', '{"id":1}', '{"id":"a","response":null}', '{"id":"a","response":{}}'])(
		'is not %j',
		async (answer) => {
			const { maya } = await registered()
			const asked = await askToSignIn(maya.ctx, party, { address: ADDRESS })
			const entering = signInWithPasskey(maya.ctx, party, { token: asked.token, answer, address: ADDRESS })
			expect(await outcome(entering)).toMatch(/^(invalid auth\.passkey\.refused|forbidden auth\.passkey\.unknown)$/)
			const { token } = await askToAdd(maya.ctx, party, OWN)
			const adding = addPasskey(maya.ctx, party, { token, answer, name: 'x' })
			expect(await outcome(adding)).toBe('invalid auth.passkey.refused')
		},
	)

	test('that counts its uses has to count on, and one that does not stays at nought', async () => {
		for (const [counter, stored] of [
			[5, 6],
			[0, 0],
		] as const) {
			const { db, maya } = await registered({ counter })
			await enter(maya.ctx, maya.device)
			const row = (await db.$client.execute(`select counter from passkeys where user_id = '${maya.ctx.userId}'`))
				.rows[0]
			expect(row?.counter).toBe(stored)
			await db.$client.execute('update passkeys set counter = counter * 10')
			const again = await outcome(enter(maya.ctx, maya.device))
			expect(again).toBe(counter === 0 ? 'done' : 'invalid auth.passkey.refused')
		}
	})

	test('is one of ten at most, however many are made at once', async () => {
		const { maya } = await registered()
		const asked: Awaited<ReturnType<typeof askToAdd>>[] = []
		for (let i = 0; i < MAX_PASSKEYS + 2; i++) asked.push(await askToAdd(maya.ctx, party, OWN))
		const adding = asked.map(({ token, options }) =>
			addPasskey(maya.ctx, party, { token, answer: anAuthenticator(ORIGIN).create(options), name: 'x' }),
		)
		expect(await tally(adding)).toEqual({ done: MAX_PASSKEYS - 1, 'invalid auth.passkey.tooMany': 3 })
		expect(await outcome(askToAdd(maya.ctx, party, OWN))).toBe('invalid auth.passkey.tooMany')
	})

	test('belongs to one account', async () => {
		const { maya, tom } = await registered()
		expect(await outcome(add(tom.ctx, maya.device))).toBe('invalid auth.passkey.known')
		expect((await enter(maya.ctx, anAuthenticatorLike(maya.device))).user.id).toBe(maya.ctx.userId)
	})

	test('is removed by its owner alone, and signs nobody in after that', async () => {
		const { maya, tom } = await registered()
		expect(await outcome(removePasskey(tom.ctx, maya.device.id))).toBe('missing auth.passkey.missing')
		expect((await enter(maya.ctx, maya.device)).user.id).toBe(maya.ctx.userId)
		expect(await removePasskey(maya.ctx, maya.device.id)).toBe('My phone')
		expect(await outcome(enter(maya.ctx, maya.device))).toBe('forbidden auth.passkey.unknown')
		expect((await enter(tom.ctx, tom.device)).user.id).toBe(tom.ctx.userId)
	})

	test('opens no account that is being deleted', async () => {
		const { maya } = await registered()
		await deleteEverything(maya.ctx, OWN)
		expect(await outcome(enter(maya.ctx, maya.device))).toBe('forbidden auth.passkey.unknown')
	})
})

/** The device as its owner has it, whatever account it was offered to since. */
const anAuthenticatorLike = (device: Device): Device => ({
	...device,
	get: (options, lies) => {
		const { userHandle: _, ...response } = JSON.parse(device.get(options, lies)).response
		return JSON.stringify({ ...JSON.parse(device.get(options, lies)), response })
	},
})

describe('a challenge', () => {
	test('is stored as a hash of its token, and is answered once, whatever comes of it', async () => {
		const { db, maya } = await registered()
		const { token, options } = await askToSignIn(maya.ctx, party, { address: ADDRESS })
		expect(await count(db, `challenges where id = '${maya.ctx.crypto.sha256(token)}'`)).toBe(1)
		const answer = maya.device.get(options)
		const works = Array.from({ length: 10 }, () =>
			signInWithPasskey(maya.ctx, party, { token, answer, address: ADDRESS }),
		)
		expect(await tally(works)).toEqual({ done: 1, 'missing auth.passkey.expired': 9 })
		const lied = await askToSignIn(maya.ctx, party, { address: ADDRESS })
		const tried = (lies: Lies) =>
			outcome(
				signInWithPasskey(maya.ctx, party, {
					token: lied.token,
					answer: maya.device.get(lied.options, lies),
					address: ADDRESS,
				}),
			)
		expect(await tried({ isForged: true })).toBe('invalid auth.passkey.refused')
		expect(await tried({})).toBe('missing auth.passkey.expired')
	})

	test.each([
		[5 * MINUTE - 1, 'done'],
		[5 * MINUTE, 'missing auth.passkey.expired'],
	])('can be answered for five minutes: after %i ms %s', async (after, expected) => {
		const { db, maya } = await registered()
		const { token, options } = await askToSignIn(maya.ctx, party, { address: ADDRESS })
		const added = await askToAdd(maya.ctx, party, OWN)
		const later = { ...authAt(db, NOON + after), userId: maya.ctx.userId }
		const entering = signInWithPasskey(later, party, { token, answer: maya.device.get(options), address: ADDRESS })
		expect(await outcome(entering)).toBe(expected)
		const answer = anAuthenticator(ORIGIN).create(added.options)
		expect(await outcome(addPasskey(later, party, { token: added.token, answer, name: 'x' }))).toBe(expected)
	})

	test('adds a key to the account that asked, and signs nobody in', async () => {
		const { maya, tom } = await registered()
		const { token, options } = await askToAdd(tom.ctx, party, OWN)
		const answer = anAuthenticator(ORIGIN).create(options)
		expect(await outcome(addPasskey(maya.ctx, party, { token, answer, name: 'x' }))).toBe(
			'missing auth.passkey.expired',
		)
		const asked = await askToAdd(tom.ctx, party, OWN)
		const signed = tom.device.get({ challenge: asked.options.challenge, rpId: party.id })
		const entering = signInWithPasskey(tom.ctx, party, { token: asked.token, answer: signed, address: ADDRESS })
		expect(await outcome(entering)).toBe('missing auth.passkey.expired')
	})

	test('costs a stranger’s address, and is given back to whoever signs in', async () => {
		const { maya } = await registered()
		for (let i = 0; i < 40; i++) await enter(maya.ctx, maya.device)
		const works = Array.from({ length: 40 }, () => askToSignIn(maya.ctx, party, { address: ADDRESS }))
		expect(await tally(works)).toEqual({ done: 31, 'throttled auth.throttled': 9 })
		expect(await outcome(askToSignIn(maya.ctx, party, { address: 'another' }))).toBe('done')
	})
})
