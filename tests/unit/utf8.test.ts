import fc from 'fast-check'
import { expect, test } from 'vitest'
import { utf8 } from '../../functions/utf8.ts'

test('a text becomes the bytes that Node makes of it', () => {
	fc.assert(
		fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
			expect(Buffer.from(utf8(text))).toEqual(Buffer.from(text))
		}),
	)
})

test('however long it is', () => {
	const long = '€'.repeat(2 ** 17)
	expect(Buffer.from(utf8(long)).equals(Buffer.from(long))).toBe(true)
})

test('and stays as it is when another one is made', () => {
	const first = utf8('Maya')
	utf8('Krista')
	expect(Buffer.from(first).toString()).toBe('Maya')
})
