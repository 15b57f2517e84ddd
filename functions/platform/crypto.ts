import { hash, randomFillSync, scrypt, timingSafeEqual } from 'node:crypto'
import type { Crypto } from '../../src/domain/ctx.ts'
import { remembered } from '../../src/domain/remembered.ts'

/** Random bytes are fetched a page at a time: one system call for hundreds of click IDs. */
const pool = new Uint8Array(4096)
let used = pool.length

function randomBytes(length: number): Uint8Array {
	if (used + length > pool.length) {
		randomFillSync(pool)
		used = 0
	}
	used += length
	return pool.slice(used - length, used)
}

/**
 * HMAC (RFC 2104) as the two hashes that it is. `createHmac` makes an object that must be finalized, which with all that it
 * costs was a tenth of what the server's thread does for a tap.
 */
function hmac(key: string, text: string): Uint8Array {
	const { inner, outer } = padsOf(key)
	return sha256(Buffer.concat([outer, sha256(Buffer.concat([inner, Buffer.from(text)]))]))
}

const BLOCK_BYTES = 64
/** The secret, and the salts of two days. */
const REMEMBERED_KEYS = 8
const padsOf = remembered(
	REMEMBERED_KEYS,
	(key: string) => key,
	(key) => {
		const bytes = Buffer.from(key)
		const short = bytes.length > BLOCK_BYTES ? sha256(bytes) : bytes
		const padded = (pad: number) => Uint8Array.from({ length: BLOCK_BYTES }, (_, at) => pad ^ (short[at] ?? 0))
		return { inner: padded(0x36), outer: padded(0x5c) }
	},
)

/** By way of a text, which takes half as long as a digest in a buffer of its own. */
const sha256 = (data: Uint8Array): Buffer => Buffer.from(hash('sha256', data, 'binary'), 'latin1')

/** `node:crypto`, which Workers has too (`nodejs_compat`). */
export const crypto: Crypto = {
	sha256: (data) => hash('sha256', data, 'hex'),
	hmac,
	randomBytes,
	scrypt: (password, salt, cost, length) =>
		new Promise((resolve, reject) => {
			const maxmem = 256 * cost.N * cost.r
			scrypt(password, salt, length, { ...cost, maxmem }, (error, key) => (error ? reject(error) : resolve(key)))
		}),
	equal: (a, b) => a.length === b.length && timingSafeEqual(a, b),
}
