import type { Crypto } from '../ctx.ts'
import { DAY } from '../time.ts'

let latest = { day: 0, name: '1970-01-01' }

/** The UTC day whose salt hashes the visitors of this moment: YYYY-MM-DD. */
export function saltDay(at: number): string {
	const day = Math.floor(at / DAY)
	if (day !== latest.day) latest = { day, name: new Date(at).toISOString().slice(0, 10) }
	return latest.name
}

/**
 * The same number for the same address, browser, profile and day, and for nothing else once the day's salt is gone.
 * 48 bits, because SQLite stores those in six bytes.
 */
export function visitorOf(
	crypto: Pick<Crypto, 'hmac'>,
	salt: string,
	profileId: number,
	address: string,
	userAgent: string,
): number {
	const mac = crypto.hmac(salt, `${profileId}\n${address}\n${userAgent}`)
	let number = 0
	for (const byte of mac.subarray(0, 6)) number = number * 256 + byte
	return number
}
