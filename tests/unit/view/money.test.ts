import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readAmount } from '../../../src/domain/money.ts'
import { typedAmount } from '../../../src/view/money.ts'

test.each([
	[125_000, 'NOK', 'nb-NO', '12,50'],
	[12_345_678, 'NOK', 'en-GB', '1234.5678'],
	[5_000_000, 'JPY', 'en-GB', '500'],
	[-1, 'EUR', 'en-GB', '-0.0001'],
	[12_340_000, 'EUR', 'en-GB', '1234.00'],
])('%i ten-thousandths of %s in %s are typed as %s', (amount, currency, locale, text) => {
	expect(typedAmount(amount, currency, locale).replace('\u2212', '-')).toBe(text)
})

test('what is offered for editing reads as the same amount', () => {
	const amounts = fc.integer({ min: -(10 ** 13), max: 10 ** 13 })
	fc.assert(
		fc.property(
			amounts,
			fc.constantFrom('NOK', 'JPY', 'KWD', 'HUF'),
			fc.constantFrom('nb-NO', 'en-GB'),
			(n, currency, locale) => {
				expect(readAmount(typedAmount(n, currency, locale), currency, locale)).toEqual({ ok: true, amount: n })
			},
		),
		{ numRuns: 500 },
	)
})
