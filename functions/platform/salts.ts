import type { Db } from '../../db/client.ts'
import { claimSalt } from '../../db/queries/salts.ts'
import { BoundedMap } from '../../src/domain/bounded-map.ts'
import type { Crypto } from '../../src/domain/ctx.ts'

const DAYS_REMEMBERED = 3
const RETRY_MS = 1000

/** The salts this process has read, so that a tap never asks the database for one. */
const loaded = new BoundedMap<string, string>(DAYS_REMEMBERED)
/** What this process proposes as a day's salt, and hashes with for as long as the database cannot be asked. */
const proposed = new BoundedMap<string, string>(DAYS_REMEMBERED)

let askedAt = Number.NEGATIVE_INFINITY

/** The day's salt. Waits for the database, but never fails: without one, visitors are known to this process only. */
export function saltOf(day: string, db: () => Db, crypto: Crypto): string | Promise<string> {
	return loaded.get(day) ?? loadSalt(day, db(), crypto).catch(() => proposalFor(day, crypto))
}

/** The day's salt as far as this process knows it. Never waits; what is missing is asked for meanwhile. */
export function saltAtHand(day: string, db: Db, crypto: Crypto): string {
	const known = loaded.get(day)
	if (known !== undefined) return known
	if (performance.now() - askedAt > RETRY_MS) {
		askedAt = performance.now()
		void loadSalt(day, db, crypto).catch(() => {})
	}
	return proposalFor(day, crypto)
}

export async function loadSalt(day: string, db: Db, crypto: Crypto): Promise<string> {
	const salt = await claimSalt(db, day, proposalFor(day, crypto))
	loaded.set(day, salt)
	return salt
}

function proposalFor(day: string, crypto: Crypto): string {
	const known = proposed.get(day)
	if (known !== undefined) return known
	const fresh = Buffer.from(crypto.randomBytes(32)).toString('base64url')
	proposed.set(day, fresh)
	return fresh
}
