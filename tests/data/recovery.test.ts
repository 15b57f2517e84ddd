import { afterEach, describe, expect, test, vi } from 'vitest'
import { countOpeners } from '../../db/queries/openers.ts'
import { findUser } from '../../db/queries/users.ts'
import { changePassword } from '../../src/domain/auth/account.ts'
import { logIn, logOutEverywhere } from '../../src/domain/auth/commands.ts'
import { askForProof, changeEmail, makeProof, PROOF_DAYS, proveEmail, UNDO_DAYS } from '../../src/domain/auth/email.ts'
import { askForMail, mayNotify } from '../../src/domain/auth/mails.ts'
import { isResetUsable, makeReset, resetPassword } from '../../src/domain/auth/reset.ts'
import { createToken, findByToken } from '../../src/domain/auth/tokens.ts'
import { createStatLink } from '../../src/domain/stats/commands.ts'
import { ADDRESS, authAt, DAY, enter, join, outcome, PASSWORD, tally } from '../support/auth.ts'
import { freshDb } from '../support/db.ts'
import { must, NOON } from '../support/factories.ts'

afterEach(() => void vi.useRealTimers())

const NEW = 'other words in a row'
const STATS = { name: 'Shop', range: '28d', endsOn: null, hasEarnings: true } as const

/** Maya's account as somebody has it who was in it for a minute: a session, a token, a link to statistics, a reset. */
async function held({ email = 'maya@example.com' } = {}) {
	const db = freshDb()
	const anonymous = authAt(db)
	const userId = await join(anonymous, 'maya', { email })
	const ctx = { ...anonymous, userId }
	await logIn(ctx, { name: 'maya', password: PASSWORD, address: ADDRESS })
	const { token } = await createToken(ctx, { name: 'script', scope: 'full' })
	await createStatLink(ctx, STATS)
	const reset = must(await makeReset(ctx, 'maya')).token
	await db.$client.executeMultiple(`
		insert into passkeys (id, user_id, name, public_key, counter, created_at) values ('k', '${userId}', 'Key', x'00', 0, 0);
		insert into totps (user_id, nonce, created_at) values ('${userId}', 'n', 0);
		insert into recovery_codes (id, user_id, created_at) values ('c', '${userId}', 0);`)
	return { db, ctx, userId, token, reset, user: async () => must(await findUser(db, userId)) }
}

async function proveFor(ctx: Awaited<ReturnType<typeof held>>['ctx'], email: string) {
	const made = await makeProof(ctx, { id: ctx.userId, language: 'en' }, email)
	if (made.kind !== 'proof') throw new Error('The address is another account’s')
	return { token: made.token, left: await proveEmail(ctx, made.token) }
}

const NOTHING = { sessions: 0, tokens: 0, links: 0, resets: 0 }

describe('what opens an account', () => {
	test('is all closed by a password reset', async () => {
		const { db, ctx, userId, token, reset } = await held()
		expect(await countOpeners(db, userId)).toEqual({ sessions: 1, tokens: 1, links: 1, resets: 1, passkeys: 1 })
		await resetPassword(ctx, { token: reset, password: NEW })
		expect(await countOpeners(db, userId)).toEqual({ ...NOTHING, passkeys: 0 })
		expect(await findByToken(ctx, token, () => {})).toBeNull()
		expect(await outcome(enter(ctx, 'maya', NEW))).toBe('done')
	})

	test('keeps the second steps of an owner whose address was proven before, and no passkey', async () => {
		const { db, ctx, userId } = await held()
		await proveFor(ctx, 'maya@example.com')
		await resetPassword(ctx, { token: must(await makeReset(ctx, 'maya')).token, password: NEW })
		expect(await countOpeners(db, userId)).toEqual({ ...NOTHING, passkeys: 0 })
		expect((await db.$client.execute('select count(*) as n from totps')).rows[0]?.n).toBe(1)
	})

	test.each([
		[true, { ...NOTHING, passkeys: 1 }],
		[false, { ...NOTHING, tokens: 1, links: 1, passkeys: 1 }],
	])('is closed by signing out everywhere, tokens and links if that is ticked: %s', async (andGiven, left) => {
		const { db, ctx, userId } = await held()
		await logOutEverywhere(ctx, { andGiven })
		expect(await countOpeners(db, userId)).toEqual(left)
	})

	test.each([
		[true, { ...NOTHING, sessions: 1, passkeys: 1 }],
		[false, { ...NOTHING, sessions: 1, tokens: 1, links: 1, passkeys: 1 }],
	])('is closed by a change of the password, tokens and links if that is ticked: %s', async (andGiven, left) => {
		const { db, ctx, userId } = await held()
		await changePassword(ctx, { currentPassword: PASSWORD, password: NEW, andGiven, address: ADDRESS })
		expect(await countOpeners(db, userId)).toEqual(left)
	})

	test('is another account’s own', async () => {
		const { db, ctx, userId, reset } = await held()
		const tomId = await join(ctx, 'tom')
		const tom = { ...ctx, userId: tomId }
		await enter(ctx, 'tom')
		await createToken(tom, { name: 'script', scope: 'full' })
		await createStatLink(tom, STATS)
		await resetPassword(ctx, { token: reset, password: NEW })
		expect(await countOpeners(db, tomId)).toEqual({ sessions: 1, tokens: 1, links: 1, resets: 0, passkeys: 0 })
		await logOutEverywhere(tom, { andGiven: true })
		expect(await countOpeners(db, userId)).toEqual({ ...NOTHING, passkeys: 0 })
	})
})

describe('an address', () => {
	test('is claimed until the link that was mailed to it was opened', async () => {
		const { ctx, user } = await held()
		expect(await user()).toMatchObject({ email: 'maya@example.com', emailProvenAt: null })
		const { token, left } = await proveFor(ctx, 'maya@example.com')
		expect(left).toBeNull()
		expect(await user()).toMatchObject({ email: 'maya@example.com', emailProvenAt: NOON })
		expect(await outcome(proveEmail(ctx, token))).toBe('missing auth.proof.unusable')
	})

	test('can be proven for three days, by the newest link alone', async () => {
		const { db, ctx } = await held()
		const proof = async () => {
			const made = await makeProof(ctx, { id: ctx.userId, language: 'en' }, 'maya@example.com')
			return made.kind === 'proof' ? made.token : ''
		}
		const [first, second] = [await proof(), await proof()]
		expect(await outcome(proveEmail(ctx, first))).toBe('missing auth.proof.unusable')
		const late = authAt(db, NOON + PROOF_DAYS * DAY)
		expect(await outcome(proveEmail(late, second))).toBe('missing auth.proof.unusable')
		expect(await outcome(proveEmail(authAt(db, NOON + PROOF_DAYS * DAY - 1), second))).toBe('done')
	})

	test('that is proven signs in before one that is only claimed, and both accounts can be opened', async () => {
		const { db, ctx, userId } = await held()
		const planted = await join(authAt(db, NOON + 1), 'mallory', {
			email: 'maya@example.com',
			password: 'mallory was here first',
		})
		const byMail = (password: string) =>
			logIn(ctx, { name: 'maya@example.com', password, address: ADDRESS }).then((signedIn) => signedIn.userId)
		expect(await byMail(PASSWORD)).toBe(userId)
		await proveFor({ ...ctx, userId: planted }, 'maya@example.com')
		expect(await byMail('mallory was here first')).toBe(planted)
		expect(await byMail(PASSWORD), 'the first that claims it').toBe(userId)
		expect((await logIn(ctx, { name: 'maya', password: PASSWORD, address: ADDRESS })).userId).toBe(userId)
	})

	test('costs two hashes to refuse, whether it is nobody’s, claimed or proven', async () => {
		const { ctx, userId } = await held()
		let hashes = 0
		const counting = {
			...ctx,
			crypto: {
				...ctx.crypto,
				scrypt: (...given: Parameters<typeof ctx.crypto.scrypt>) => {
					hashes++
					return ctx.crypto.scrypt(...given)
				},
			},
		}
		const asked: number[] = []
		for (const name of ['nobody@example.com', 'maya@example.com', 'nobody', 'maya']) {
			hashes = 0
			await outcome(logIn(counting, { name, password: 'not the one', address: ADDRESS }))
			asked.push(hashes)
		}
		await proveFor({ ...ctx, userId }, 'maya@example.com')
		hashes = 0
		await outcome(logIn(counting, { name: 'maya@example.com', password: 'not the one', address: ADDRESS }))
		expect([...asked, hashes]).toEqual([2, 2, 2, 2, 2])
	})

	test('that another account has proven is told to its owner, and asked for as any other', async () => {
		const { ctx } = await held()
		await proveFor(ctx, 'maya@example.com')
		const tom = { ...ctx, userId: await join(ctx, 'tom') }
		const ask = (email: string) =>
			changeEmail(tom, { currentPassword: PASSWORD, email, canMail: true, address: ADDRESS })
		expect(await ask('maya@example.com')).toMatchObject({ isPending: false })
		expect(await ask('new@example.com')).toMatchObject({ isPending: false })
		expect(await makeProof(tom, { id: tom.userId, language: 'nb' }, 'maya@example.com')).toEqual({
			kind: 'taken',
			email: 'maya@example.com',
			language: 'en',
		})
	})

	test('that two accounts ask to prove becomes the one’s who opens its link first', async () => {
		const { ctx } = await held()
		const tom = { ...ctx, userId: await join(ctx, 'tom') }
		const tokens = [ctx, tom].map(async (one) => {
			const made = await makeProof(one, { id: one.userId, language: 'en' }, 'shared@example.com')
			return made.kind === 'proof' ? made.token : ''
		})
		const works = (await Promise.all(tokens)).map((token) => proveEmail(ctx, token))
		expect(await tally(works)).toEqual({ done: 1, 'conflict auth.email.elsewhere': 1 })
	})

	test('that is proven stays until the next one is, and can then take the account back', async () => {
		const { ctx, user, db } = await held()
		await proveFor(ctx, 'maya@example.com')
		const thief = { currentPassword: PASSWORD, email: 'thief@example.com', canMail: true, address: ADDRESS }
		expect(await changeEmail(ctx, thief)).toMatchObject({ isPending: true })
		expect(await user()).toMatchObject({ email: 'maya@example.com' })
		expect(must(await makeReset(ctx, 'maya')).email).toBe('maya@example.com')
		const { left } = await proveFor(ctx, 'thief@example.com')
		expect(await user()).toMatchObject({ email: 'thief@example.com', emailProvenAt: NOON })
		expect(left).toMatchObject({ user: { email: 'maya@example.com' }, newEmail: 'thief@example.com' })
		await createToken(ctx, { name: 'thief', scope: 'full' })
		const later = authAt(db, NOON + UNDO_DAYS * DAY - 1)
		expect(await isResetUsable(authAt(db, NOON + UNDO_DAYS * DAY), must(left).token)).toBe(false)
		await resetPassword(later, { token: must(left).token, password: NEW })
		expect(await user()).toMatchObject({ email: 'maya@example.com', emailProvenAt: later.now })
		expect(await countOpeners(db, ctx.userId)).toMatchObject(NOTHING)
	})

	test('is proven by a reset that was mailed to it, unless it is another account’s by then', async () => {
		const { ctx, user, reset } = await held()
		const tom = { ...ctx, userId: await join(ctx, 'tom') }
		await proveFor(tom, 'maya@example.com')
		await resetPassword(ctx, { token: reset, password: NEW })
		expect(await user()).toMatchObject({ email: 'maya@example.com', emailProvenAt: null })
		const other = await held()
		await resetPassword(other.ctx, { token: other.reset, password: NEW })
		expect(await other.user()).toMatchObject({ emailProvenAt: NOON })
	})

	test('is not proven by a reset from the command line', async () => {
		const { ctx, user } = await held()
		const { token } = must(await makeReset(ctx, 'maya', { isMailed: false }))
		await resetPassword(ctx, { token, password: NEW })
		expect(await user()).toMatchObject({ email: 'maya@example.com', emailProvenAt: null })
	})

	test('changes at once where nobody has proven one, mail or no mail', async () => {
		for (const canMail of [true, false]) {
			const { ctx, user } = await held()
			const asked = { currentPassword: PASSWORD, email: 'new@example.com', canMail, address: ADDRESS }
			expect(await changeEmail(ctx, asked)).toMatchObject({ isPending: false })
			expect(await user()).toMatchObject({ email: 'new@example.com', emailProvenAt: null })
		}
	})
})

describe('mails', () => {
	test('that one account asks for are few, whoever they are for', async () => {
		const { ctx } = await held()
		const ask = (email: string) =>
			changeEmail(ctx, { currentPassword: PASSWORD, email, canMail: true, address: ADDRESS })
		const outcomes: string[] = []
		for (let i = 0; i < 24; i++) outcomes.push(await outcome(ask(`stranger${i}@example.com`)))
		expect(outcomes.filter((one) => one === 'done')).toHaveLength(6)
		expect(outcomes.at(-1)).toBe('throttled auth.throttled')
	})

	test('to one receiver are few, whoever asks for them', async () => {
		const { ctx } = await held()
		const works = Array.from({ length: 24 }, (_, i) =>
			askForMail(ctx, 'target@example.com', { address: `address ${i}` }),
		)
		expect(await tally(works)).toEqual({ done: 3, 'throttled auth.throttled': 21 })
	})

	test('with another link are counted like the first', async () => {
		const { ctx, user } = await held()
		const outcomes: string[] = []
		for (let i = 0; i < 5; i++) outcomes.push(await outcome(askForProof(ctx, await user())))
		expect(outcomes).toEqual(['done', 'done', 'done', 'throttled auth.throttled', 'throttled auth.throttled'])
	})

	test('of what happened are not without end', async () => {
		const { ctx, userId } = await held()
		const told: boolean[] = []
		for (let i = 0; i < 20; i++) told.push(await mayNotify(ctx, userId))
		expect(told.filter(Boolean)).toHaveLength(11)
	})
})
