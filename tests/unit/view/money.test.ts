import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readAmount } from '../../../src/domain/money.ts'
import { readBack, typedAmount } from '../../../src/view/money.ts'

test.each([
	[125_000, 'NOK', 'nb-NO', '12,50'],
	[12_345_678, 'NOK', 'en-GB', '1234.5678'],
	[5_000_000, 'JPY', 'en-GB', '500'],
	[-1, 'EUR', 'en-GB', '-0.0001'],
	[12_340_000, 'EUR', 'en-GB', '1234.00'],
	[12_345, 'EUR', 'en-GB', '1.2345'],
	[77_810, 'USD', 'en-GB', '7.7810'],
	[12_340, 'KWD', 'en-GB', '1.2340'],
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

test.each([
	['1234,5', 'NOK', 'nb-NO', '= 1 234,50 kr'],
	['150.000', 'CLP', 'en-GB', '= CLP 150,000'],
	['1.234', 'EUR', 'en-GB', '€1,234.00 or €1.23?'],
	['', 'NOK', 'nb-NO', ''],
	['kr', 'NOK', 'nb-NO', ''],
	['5', 'nothing', 'nb-NO', ''],
])('%j %s in %s is read back as %j', (typed, currency, locale, text) => {
	expect(readBack(typed, currency, locale, '{more} or {less}?').replace(/\s/g, ' ')).toBe(text)
})
