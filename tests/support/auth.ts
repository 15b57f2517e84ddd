import { vi } from 'vitest'
import type { Db } from '../../db/client.ts'
import { crypto } from '../../functions/platform/crypto.ts'
import { logIn, signUp } from '../../src/domain/auth/commands.ts'
import type { AnonymousCtx, Crypto } from '../../src/domain/ctx.ts'
import { DomainError } from '../../src/domain/errors.ts'
import { handleKey } from '../../src/domain/profiles/handle.ts'
import { NOON } from './factories.ts'

export const DAY = 86_400_000
export const PASSWORD = 'four words in a row'
export const ADDRESS = 'hash of an address'

/** Everything real but the cost of a password hash, which only the tests of passwords are about. */
export const quickCrypto: Crypto = {
	...crypto,
	scrypt: (password, salt, _, length) => crypto.scrypt(password, salt, { N: 16, r: 8, p: 1 }, length),
}

/** The world of the auth room at a moment; the system's clock, which Lucia reads, is moved there too. */
export function authAt(db: Db, now: number = NOON): AnonymousCtx {
	vi.useFakeTimers({ toFake: ['Date'], now })
	return { db, now, crypto: quickCrypto }
}

export function join(ctx: AnonymousCtx, handle: string, given: Partial<Parameters<typeof signUp>[1]> = {}) {
	return signUp(ctx, {
		handle: { handle, key: handleKey(handle) },
		email: `${handle}@example.com`,
		password: PASSWORD,
		language: 'en',
		timeZone: 'Europe/Oslo',
		signups: 'open',
		address: ADDRESS,
		...given,
	})
}

export const enter = (ctx: AnonymousCtx, handle: string, password: string = PASSWORD, address: string = ADDRESS) =>
	logIn(ctx, { name: `${handle}@example.com`, password, address })

/** `code message` of a refusal; `done` when there was none. */
export const outcome = (work: Promise<unknown>): Promise<string> =>
	work.then(
		() => 'done',
		(error) => {
			if (error instanceof DomainError) return `${error.code} ${error.message}`
			throw error
		},
	)

/** How often each outcome came. */
export async function tally(works: Promise<unknown>[]): Promise<Record<string, number>> {
	const counts: Record<string, number> = {}
	for (const one of await Promise.all(works.map(outcome))) counts[one] = (counts[one] ?? 0) + 1
	return counts
}

export const count = async (db: Db, table: string): Promise<number> =>
	Number((await db.$client.execute(`select count(*) from ${table}`)).rows[0]?.[0])
