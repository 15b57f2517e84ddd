import type { Crypto } from '../ctx.ts'
import { DomainError } from '../errors.ts'
import { isCommonPassword } from './common-passwords.ts'
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH, saysItsOwner } from './password-rules.ts'

/** 16 MB of memory; the cost that OWASP's password storage cheat sheet gives for this memory is p = 5. */
const COST = { N: 2 ** 14, r: 8, p: 5 }
const KEY_BYTES = 32
const SALT_BYTES = 16

/** Refuses a new password that is too short, too long, too common or that says its owner's e-mail or handle. */
export async function checkPassword(
	password: string,
	names: (string | undefined)[],
	field = 'password',
): Promise<void> {
	const refuse = (problem: string): never => {
		throw new DomainError('invalid', `auth.password.${problem}`, field)
	}
	if (password.length < MIN_PASSWORD_LENGTH) refuse('tooShort')
	if (password.length > MAX_PASSWORD_LENGTH) refuse('tooLong')
	if (saysItsOwner(password, names)) refuse('own')
	if (await isCommonPassword(password)) refuse('common')
}

/** `scrypt$N$r$p$salt$hash`, salt and hash in base64url. */
export async function hashPassword(crypto: Crypto, password: string): Promise<string> {
	const salt = crypto.randomBytes(SALT_BYTES)
	const key = await crypto.scrypt(password.normalize('NFKC'), salt, COST, KEY_BYTES)
	return ['scrypt', COST.N, COST.r, COST.p, toText(salt), toText(key)].join('$')
}

/** Hashed at the same cost as a real one, and the hash of no password. */
const NOBODYS = `scrypt$${COST.N}$${COST.r}$${COST.p}$${'A'.repeat(22)}$${'A'.repeat(43)}`

/** Whether the password is the one. Takes the same time when there is no account, for which `stored` is null. */
export async function verifyPassword(crypto: Crypto, stored: string | null, password: string): Promise<boolean> {
	const [scheme, N, r, p, salt = '', hash = ''] = (stored ?? NOBODYS).split('$')
	if (scheme !== 'scrypt') return false
	const cost = { N: Number(N), r: Number(r), p: Number(p) }
	const expected = toBytes(hash)
	const given = await crypto.scrypt(password.normalize('NFKC'), toBytes(salt), cost, expected.length)
	return crypto.equal(given, expected) && stored !== null
}

function toText(bytes: Uint8Array): string {
	return btoa(String.fromCharCode(...bytes))
		.replaceAll('+', '-')
		.replaceAll('/', '_')
		.replaceAll('=', '')
}

function toBytes(text: string): Uint8Array {
	return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0))
}
