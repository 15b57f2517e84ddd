import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decimalText, readDecimal } from '../../src/domain/decimal.ts'

test.each([
	[0, '0'],
	[12_345, '1.2345'],
	[120_000, '12'],
	[-500, '-0.05'],
	[10_000_000_000_000, '1000000000'],
])('%i ten-thousandths are %s', (amount, text) => {
	expect(decimalText(amount)).toBe(text)
	expect(readDecimal(text)).toBe(amount)
})

test('every amount survives being written and read', () => {
	fc.assert(fc.property(fc.integer({ min: -1e13, max: 1e13 }), (amount) => readDecimal(decimalText(amount)) === amount))
})

test.each(['', '.', '1,5', '1.23456', '1e3', '+1', ' 1', '1 000', '99999999999', '1000000000.0001', '--1'])(
	'%j is no amount',
	(text) => {
		expect(readDecimal(text)).toBeNull()
	},
)
