import { describe, expect, test } from 'vitest'
import { crypto } from '../../../functions/platform/crypto.ts'
import { checkPassword, hashPassword, verifyPassword } from '../../../src/domain/auth/password.ts'
import { saysItsOwner } from '../../../src/domain/auth/password-rules.ts'
import type { Crypto } from '../../../src/domain/ctx.ts'
import { outcome } from '../../support/auth.ts'

describe('a new password', () => {
	test.each([
		['nine of them', 'short one', 'tooShort'],
		['ten of them', 'ten of the', null],
		['two hundred', `${'ab '.repeat(66)}ab`, null],
		['one more', 'ab '.repeat(67), 'tooLong'],
		['one of the commonest', '1qaz2wsx3edc', 'common'],
		['one of the commonest in another case', 'Password123', 'common'],
		['the e-mail', 'Maya@Example.com', 'own'],
		['the mailbox', 'maya.lampelys', 'own'],
		['the handle', 'maya_the_lamp', 'own'],
		['the handle with other punctuation', '@Maya-the-lamp!', 'own'],
		['words that nobody has', 'tre ord og litt til', null],
	])('%s', async (_, password, problem) => {
		const names = ['maya@example.com', 'maya.lampelys@example.com', 'maya.the.lamp']
		expect(await outcome(checkPassword(password, names))).toBe(problem ? `invalid auth.password.${problem}` : 'done')
	})

	test('an empty name forbids nothing', () => {
		expect(saysItsOwner('...', ['', undefined])).toBe(false)
	})
})

describe('a stored password', () => {
	test('names its scheme and cost, has a salt of its own, and is verified', async () => {
		const [one, other] = await Promise.all([hashPassword(crypto, 'lampelys æøå'), hashPassword(crypto, 'lampelys æøå')])
		expect(one).toMatch(/^scrypt\$16384\$8\$5\$[\w-]{22}\$[\w-]{43}$/)
		expect(other).not.toBe(one)
		expect(await verifyPassword(crypto, one, 'lampelys æøå')).toBe(true)
		expect(await verifyPassword(crypto, one, 'lampelys æøa')).toBe(false)
	})

	test('is the same however its letters were composed', async () => {
		const stored = await hashPassword(crypto, 'lampelys å')
		expect(await verifyPassword(crypto, stored, 'lampelys a\u030a')).toBe(true)
	})

	test('is verified at the cost it was stored with', async () => {
		const stored = `scrypt$16$8$1$AAAAAAAAAAAAAAAAAAAAAA$${Buffer.from(
			await crypto.scrypt('an older cost', new Uint8Array(16), { N: 16, r: 8, p: 1 }, 32),
		).toString('base64url')}`
		expect(await verifyPassword(crypto, stored, 'an older cost')).toBe(true)
	})

	test('that does not exist costs as much as one that does, and none fits it', async () => {
		const costs: unknown[] = []
		const watched: Crypto = {
			...crypto,
			scrypt: (password, salt, cost, length) => {
				costs.push([salt.length, cost, length])
				return crypto.scrypt(password, salt, cost, length)
			},
		}
		await verifyPassword(watched, await hashPassword(crypto, 'a real password'), 'a wrong password')
		expect(await verifyPassword(watched, null, 'a wrong password')).toBe(false)
		expect(costs[0]).toEqual([16, { N: 16384, r: 8, p: 5 }, 32])
		expect(costs[1]).toEqual(costs[0])
	})

	test('that does not exist is not met by chance either', async () => {
		const zeros: Crypto = { ...crypto, scrypt: async (_password, _salt, _cost, length) => new Uint8Array(length) }
		expect(await verifyPassword(zeros, null, 'anything')).toBe(false)
	})

	test.each(['none', '', 'bcrypt$10$x'])('%j is never the hash of anything', async (stored) => {
		expect(await verifyPassword(crypto, stored, 'none')).toBe(false)
	})
})
