import { createHash, createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { crypto } from '../../../functions/platform/crypto.ts'

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

describe('HMAC', () => {
	test('the first case of RFC 4231 that is text', () => {
		const mac = crypto.hmac('Jefe', 'what do ya want for nothing?')
		expect(hex(mac)).toBe('5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843')
	})

	test.for([0, 1, 43, 63, 64, 65, 200])('is that of node:crypto for a key of %i bytes', (length) => {
		const key = 'k'.repeat(length)
		for (const text of ['', 'a', 'Æ 漢 👜', 'x'.repeat(5000)]) {
			const expected = createHmac('sha256', key).update(text).digest('hex')
			expect(hex(crypto.hmac(key, text))).toBe(expected)
			crypto.hmac(`another ${key}`, text)
			expect(hex(crypto.hmac(key, text))).toBe(expected)
		}
	})

	test('takes a key beyond ASCII by its UTF-8 bytes', () => {
		const expected = createHmac('sha256', 'nøkkel 🗝').update('text').digest('hex')
		expect(hex(crypto.hmac('nøkkel 🗝', 'text'))).toBe(expected)
	})

	test('one answer is not written over by the next', () => {
		const first = crypto.hmac('key', 'one')
		const before = hex(first)
		crypto.hmac('key', 'two')
		expect(hex(first)).toBe(before)
	})
})

test('SHA-256 takes text by its UTF-8 bytes, and bytes as they are', () => {
	for (const data of ['', 'blåbær', Buffer.from([0, 255, 128])])
		expect(crypto.sha256(data)).toBe(createHash('sha256').update(data).digest('hex'))
})
