import { Secret, TOTP } from 'otpauth/slim'
import type { Totp } from '../../../db/schema/index.ts'
import type { Crypto } from '../ctx.ts'

// Codes by time (RFC 6238) as every authenticator app makes them: SHA-1, six digits, a new one every 30 seconds.

const ISSUER = 'Vitrine'
/** As long as SHA-1's output, which RFC 4226 (4, R6) recommends. */
const SECRET_BYTES = 20
/** How many steps a clock may be early or late. */
const WINDOW = 1

/** With what a shared secret is made again: our own secret, and the row of the account. */
export interface Shared {
	secret: string
	totp: Pick<Totp, 'userId' | 'nonce'>
}

/** A copy of the database alone does not give it. */
function sharedSecret({ hmac }: Pick<Crypto, 'hmac'>, { secret, totp }: Shared): Secret {
	const mac = hmac(secret, `totp ${totp.userId} ${totp.nonce}`)
	return new Secret({ buffer: Uint8Array.from(mac.subarray(0, SECRET_BYTES)).buffer })
}

/** What an authenticator app is told of an account: as an address for a QR code or a tap, and in letters to type. */
export function setupFor(
	crypto: Pick<Crypto, 'hmac'>,
	shared: Shared,
	label: string,
): { uri: string; letters: string } {
	const secret = sharedSecret(crypto, shared)
	const uri = new TOTP({ issuer: ISSUER, label, secret }).toString()
	return { uri, letters: secret.base32.replace(/.{4}(?=.)/g, '$& ') }
}

/** The time step whose code this is, one step early or late included; null when it is none of them. */
export function stepOf(crypto: Pick<Crypto, 'hmac'>, shared: Shared, code: string, now: number): number | null {
	const delta = TOTP.validate({
		token: code,
		secret: sharedSecret(crypto, shared),
		timestamp: now,
		window: WINDOW,
	})
	return delta === null ? null : TOTP.counter({ timestamp: now }) + delta
}
