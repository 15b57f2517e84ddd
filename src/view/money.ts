import { AMOUNT_DECIMALS, CURRENCIES, exponentOf } from '../domain/currencies.ts'
import { formatMoney, readAmount } from '../domain/money.ts'

/** Roughly, for the lines of an axis: `kr 1.2k`. Never for an amount that somebody is owed. */
export function axisMoney(currency: string, locale: string): (amount: number) => string {
	const format = new Intl.NumberFormat(locale, {
		style: 'currency',
		currency,
		currencyDisplay: 'narrowSymbol',
		notation: 'compact',
		minimumFractionDigits: 0,
		maximumFractionDigits: 1,
	})
	return (amount) => format.format(amount / 10 ** AMOUNT_DECIMALS)
}

/**
 * An amount as one would type it in the locale: every decimal it has, no sign of the currency, no grouping. Never three
 * decimals, which could be read as thousands.
 */
export function typedAmount(amount: number, currency: string, locale: string): string {
	const digits = String(Math.abs(amount)).padStart(AMOUNT_DECIMALS + 1, '0')
	const text = `${amount < 0 ? '-' : ''}${digits.slice(0, -AMOUNT_DECIMALS)}.${digits.slice(-AMOUNT_DECIMALS)}`
	const hasThree = /\.\d\d[1-9]0$/.test(text) || exponentOf(currency) === 3
	const decimals = {
		minimumFractionDigits: hasThree ? AMOUNT_DECIMALS : exponentOf(currency),
		maximumFractionDigits: AMOUNT_DECIMALS,
	}
	return new Intl.NumberFormat(locale, { ...decimals, useGrouping: false }).format(text as Intl.StringNumericLiteral)
}

/**
 * What a typed amount is read as: `= kr 1,234.00`, or the two meanings of an ambiguous one by `either`, a sentence with
 * `{more}` and `{less}`. Empty when it cannot be read.
 */
export function readBack(typed: string, currency: string, locale: string, either: string): string {
	if (!CURRENCIES.has(currency)) return ''
	const read = readAmount(typed, currency, locale)
	if (read.ok) return `= ${formatMoney(read.amount, currency, locale)}`
	const [more, less] = read.readings?.map((amount) => formatMoney(amount, currency, locale)) ?? []
	return more && less ? either.replace('{more}', more).replace('{less}', less) : ''
}

/** Every currency by its code and its name in the language. */
export function currencyChoices(locale: string): { code: string; name: string }[] {
	const names = new Intl.DisplayNames(locale, { type: 'currency' })
	return [...CURRENCIES.keys()].sort().map((code) => ({ code, name: `${code} – ${names.of(code)}` }))
}
