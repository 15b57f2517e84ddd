import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CURRENCIES, exact, exponentOf, formatMoney, perUnit, readAmount } from '../../src/domain/money.ts'
import en from '../../src/messages/en/money.json' with { type: 'json' }
import nb from '../../src/messages/nb/money.json' with { type: 'json' }

const MAX = Number.MAX_SAFE_INTEGER
const amounts = fc.integer({ min: -MAX, max: MAX })
const currencies = fc.constantFrom(...CURRENCIES.keys())
const locales = fc.constantFrom(
	...'en en-GB en-IN en-ZA nb nn sv da fi de de-AT de-CH fr fr-CH es es-MX it nl pl pt-BR pt-PT cs hu ro bg tr ru uk ja ko zh th vi id hi ar-EG fa he bn'.split(
		' ',
	),
)

describe('amounts as people write them', () => {
	test.each([
		['12', 'NOK', 'nb', 120_000],
		['1 234,56', 'NOK', 'nb', 12_345_600],
		['1\u00a0234,56', 'NOK', 'nb', 12_345_600],
		['1\u202f234,56', 'EUR', 'fr', 12_345_600],
		['1\u2009234,56', 'EUR', 'en', 12_345_600],
		['1,234.56', 'USD', 'nb', 12_345_600],
		['1.234,56', 'EUR', 'en', 12_345_600],
		['1.234.567', 'EUR', 'en', 12_345_670_000],
		['12,34,567.5', 'INR', 'en-IN', 12_345_675_000],
		["1'234.50", 'CHF', 'de-CH', 12_345_000],
		['1’234’567.50', 'CHF', 'en', 12_345_675_000],
		['.5', 'USD', 'en', 5000],
		['5,', 'NOK', 'nb', 50_000],
		['0,5', 'NOK', 'en', 5000],
		['0.001', 'USD', 'nb', 10],
		['1234.567', 'USD', 'nb', 12_345_670],
		['1 234.567', 'USD', 'nb', 12_345_670],
		['32252.1922', 'USD', 'en', 322_521_922],
		['1,500.781', 'USD', 'nb', 15_007_810],
		['-5', 'USD', 'en', -50_000],
		['\u22125', 'NOK', 'nb', -50_000],
		['–5', 'NOK', 'nb', -50_000],
		['5-', 'EUR', 'de', -50_000],
		['5,50-', 'EUR', 'de', -55_000],
		['(1,234.50)', 'USD', 'en', -12_345_000],
		['($5)', 'USD', 'en', -50_000],
		['+5', 'USD', 'en', 50_000],
		['-0', 'USD', 'en', 0],
		['kr 99,-', 'NOK', 'nb', 990_000],
		['99,—', 'NOK', 'nb', 990_000],
		['99,50 kr', 'NOK', 'en', 995_000],
		['1.234,50 kr.', 'DKK', 'da', 12_345_000],
		['NOK 99.50', 'NOK', 'en', 995_000],
		['nok99', 'NOK', 'nb', 990_000],
		['-$5.00', 'USD', 'en', -50_000],
		['$-5.00', 'USD', 'nb', -50_000],
		['5 €', 'EUR', 'nb', 50_000],
		['R$ 1.234,5', 'BRL', 'pt-BR', 12_345_000],
		['12,50 zł', 'PLN', 'en', 125_000],
		['￥1200', 'JPY', 'ja', 12_000_000],
		['١٬٢٣٤٫٥', 'EGP', 'ar-EG', 12_345_000],
		['900 719 925 474,0991', 'NOK', 'nb', MAX],
		['150.000', 'CLP', 'en', 1_500_000_000],
		['4.900', 'ISK', 'en', 49_000_000],
		['¥1,500', 'JPY', 'nb', 15_000_000],
		['₩12,000', 'KRW', 'nb', 120_000_000],
		['250.000 ₫', 'VND', 'en', 2_500_000_000],
		['1500円', 'JPY', 'en', 15_000_000],
		['1500円', 'JPY', 'nb-NO', 15_000_000],
		['0.125', 'JPY', 'en', 1250],
		['50p', 'GBP', 'en-GB', 5000],
		['50 p', 'GBP', 'nb-NO', 5000],
		['-99.5p', 'GBP', 'en', -9950],
		['50 øre', 'NOK', 'nb', 5000],
		['99:-', 'SEK', 'en-GB', 990_000],
		['99:-', 'NOK', 'nb-NO', 990_000],
		['1.234:-', 'JPY', 'nb-NO', 12_340_000],
		['US$ 5', 'USD', 'nb-NO', 50_000],
		['US$ 5', 'USD', 'en-GB', 50_000],
		['1.234', 'KWD', 'en', 12_340],
		['1,234', 'KWD', 'nb', 12_340],
		['0,123', 'EUR', 'en', 1230],
		['1.2340', 'EUR', 'en', 12_340],
	])('%s %s in %s', (typed, currency, locale, amount) => {
		expect(readAmount(typed, currency, locale)).toEqual({ ok: true, amount })
	})

	test.each([
		['1.234', 'EUR', 'en', 12_340_000, 12_340],
		['1.234', 'EUR', 'nb', 12_340_000, 12_340],
		['1,234', 'USD', 'en', 12_340_000, 12_340],
		['$1,234', 'USD', 'nb', 12_340_000, 12_340],
		['-123.456', 'NOK', 'nb', -1_234_560_000, -1_234_560],
		['150.000', 'IDR', 'en', 1_500_000_000, 1_500_000],
		['1,234', 'KWD', 'en', 12_340_000, 12_340],
	])('%s %s in %s is refused with both of its meanings', (typed, currency, locale, more, less) => {
		expect(readAmount(typed, currency, locale)).toEqual({
			ok: false,
			problem: 'money.ambiguous',
			readings: [more, less],
		})
		for (const messages of [en, nb]) expect(messages.ambiguous).toMatch(/\{more\}.*\{less\}/)
	})

	test('no text is read a thousandfold apart by the two languages', () => {
		const digits = fc.integer({ min: 0, max: 99_999_999 }).map(String)
		const marked = fc
			.tuple(digits, fc.constantFrom('.', ',', ' '), fc.nat(8), fc.constantFrom('', '.5', ',25'))
			.map(([text, mark, at, end]) => text.slice(0, at) + mark + text.slice(at) + end)
		fc.assert(
			fc.property(marked, currencies, (typed, currency) => {
				if (exponentOf(currency) > 2) return
				const [one, other] = ['en-GB', 'nb-NO'].map((locale) => readAmount(typed, currency, locale))
				expect(one).toEqual(other)
			}),
			{ numRuns: 2000 },
		)
	})

	test.each([
		['', 'empty'],
		[' \u00a0', 'empty'],
		['kr', 'notANumber'],
		['-', 'notANumber'],
		[',', 'notANumber'],
		['()', 'notANumber'],
		['abc', 'notANumber'],
		['1e5', 'notANumber'],
		['5k', 'notANumber'],
		['2 mill', 'notANumber'],
		['0x10', 'notANumber'],
		['NaN', 'notANumber'],
		['Infinity', 'notANumber'],
		['12 34', 'notANumber'],
		['1.23.4', 'notANumber'],
		['1,234.567.890', 'notANumber'],
		['1.234,567,890', 'notANumber'],
		['1 234.567 890', 'notANumber'],
		["1 234'567", 'notANumber'],
		['--5', 'notANumber'],
		['-5-', 'notANumber'],
		['(-5)', 'notANumber'],
		['(5', 'notANumber'],
		['5)', 'notANumber'],
		['5 6 kr', 'notANumber'],
		['½', 'notANumber'],
		['5²', 'notANumber'],
		['10 %', 'notANumber'],
		['€5', 'otherCurrency'],
		['5 SEK', 'otherCurrency'],
		['US$5', 'otherCurrency'],
		['1.23456', 'tooManyDecimals'],
		['1.00000', 'tooManyDecimals'],
		['900 719 925 474,0992', 'tooLarge'],
		['9'.repeat(400), 'tooLarge'],
	])('%j is refused', (typed, problem) => {
		expect(readAmount(typed, 'NOK', 'nb')).toEqual({ ok: false, problem: `money.${problem}` })
		expect(Object.keys(en)).toContain(problem)
		expect(Object.keys(nb)).toContain(problem)
	})
})

describe('amounts as they are shown', () => {
	test.each([
		[12_345_000, 'NOK', 'nb', '1 234,50 kr'],
		[-12_345_000, 'NOK', 'nb', '−1 234,50 kr'],
		[12_345_000, 'USD', 'en', '$1,234.50'],
		[10_050, 'USD', 'en', '$1.01'],
		[10_049, 'USD', 'en', '$1.00'],
		[-10_050, 'USD', 'en', '-$1.01'],
		[-49, 'USD', 'en', '$0.00'],
		[50, 'USD', 'en', '$0.01'],
		[15_000, 'JPY', 'en', '¥2'],
		[-15_000, 'JPY', 'en', '-¥2'],
		[10_005, 'KWD', 'en', 'KWD 1.001'],
		[12_345, 'CLF', 'en', 'CLF 1.2345'],
		[12_345_000, 'HUF', 'en', 'HUF 1,234.50'],
		[12_345_000, 'IDR', 'en', 'IDR 1,234.50'],
		[MAX, 'USD', 'en', '$900,719,925,474.10'],
		[-MAX, 'CLF', 'en', '-CLF 900,719,925,474.0991'],
	])('%i %s in %s', (amount, currency, locale, text) => {
		expect(formatMoney(amount, currency, locale).replace(/\s/g, ' ')).toBe(text)
	})

	test.each([0.5, Number.NaN, MAX + 1])('%d is no exact amount', (amount) => {
		expect(() => formatMoney(amount, 'USD', 'en')).toThrow(RangeError)
	})

	test('what is shown is read back, rounded to the currency', () => {
		fc.assert(
			fc.property(amounts, currencies, locales, (amount, currency, locale) => {
				const read = readAmount(formatMoney(amount, currency, locale), currency, locale)
				const unit = 10 ** (4 - exponentOf(currency))
				if (!read.ok) {
					expect(Math.abs(amount)).toBeGreaterThan(MAX - unit)
					return
				}
				expect(read.amount % unit).toBe(read.amount < 0 ? -0 : 0)
				expect(Math.abs(read.amount - amount) * 2).toBeLessThanOrEqual(unit)
				if (Math.abs(read.amount - amount) * 2 === unit) expect(Math.abs(read.amount)).toBeGreaterThan(Math.abs(amount))
			}),
			{ numRuns: 3000 },
		)
	})
})

describe('sums', () => {
	test('of rows agree with the statement, because rounding comes last', () => {
		expect(formatMoney(exact(3333 + 3333 + 3333), 'NOK', 'en')).toMatch(/1\.00$/)
	})

	test('too large to be exact are refused', () => {
		expect(exact(MAX)).toBe(MAX)
		expect(() => exact(MAX + 1)).toThrow(RangeError)
	})
})

describe('per click', () => {
	test.each([
		[10_000, 3, 3333],
		[20_000, 3, 6667],
		[1, 2, 1],
		[-1, 2, -1],
		[3, 2, 2],
		[-3, 2, -2],
		[1, 3, 0],
		[0, 5, 0],
		[MAX, 1, MAX],
		[5, 0, null],
		[5, -1, null],
	])('%i over %i', (amount, count, each) => {
		expect(perUnit(amount, count)).toBe(each)
	})
})

describe('decimals', () => {
	test.each([
		['NOK', 2],
		['HUF', 2],
		['IDR', 2],
		['MGA', 2],
		['ISK', 0],
		['JPY', 0],
		['KWD', 3],
		['IQD', 3],
		['CLF', 4],
		['UYW', 4],
		['HRK', 2],
	])('%s has %i', (currency, decimals) => {
		expect(exponentOf(currency)).toBe(decimals)
		expect(CURRENCIES.has(currency)).toBe(currency !== 'HRK')
	})

	test('every code is listed once', () => {
		expect(CURRENCIES.size).toBeGreaterThan(160)
		for (const code of CURRENCIES.keys()) expect(code).toMatch(/^[A-Z]{3}$/)
	})
})
