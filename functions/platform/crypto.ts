import { createHash, createHmac, randomFillSync, scrypt, timingSafeEqual } from 'node:crypto'
import type { Crypto } from '../../src/domain/ctx.ts'

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

/** `node:crypto`, which Workers has too (`nodejs_compat`). */
export const crypto: Crypto = {
	sha256: (data) => createHash('sha256').update(data).digest('hex'),
	hmac: (key, text) => createHmac('sha256', key).update(text).digest(),
	randomBytes,
	scrypt: (password, salt, cost, length) =>
		new Promise((resolve, reject) => {
			const maxmem = 256 * cost.N * cost.r
			scrypt(password, salt, length, { ...cost, maxmem }, (error, key) => (error ? reject(error) : resolve(key)))
		}),
	equal: (a, b) => a.length === b.length && timingSafeEqual(a, b),
}
