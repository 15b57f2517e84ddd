import type { Db } from '../../db/client.ts'
import { claimSalt } from '../../db/queries/salts.ts'
import type { Crypto } from '../../src/domain/ctx.ts'

const DAYS_REMEMBERED = 3

/** The salts this process has read, so that a tap never asks the database for one. */
const loaded = new Map<string, string>()

export function saltOf(day: string, db: () => Db, crypto: Crypto): string | Promise<string> {
	return loaded.get(day) ?? loadSalt(day, db(), crypto)
}

export async function loadSalt(day: string, db: Db, crypto: Crypto): Promise<string> {
	const salt = await claimSalt(db, day, Buffer.from(crypto.randomBytes(32)).toString('base64url'))
	if (loaded.size >= DAYS_REMEMBERED) loaded.clear()
	loaded.set(day, salt)
	return salt
}
