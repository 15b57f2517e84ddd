import { AMOUNT_DECIMALS, exponentOf } from './currencies.ts'

export { type AmountProblem, type ReadAmount, readAmount } from './amount-text.ts'
export { CURRENCIES, exponentOf } from './currencies.ts'

/** `amount` counts ten-thousandths of the major unit, whatever the currency: 12.50 NOK is 125,000 and so is 12.50 JPY. */
export interface Money {
	amount: number
	/** ISO 4217. */
	currency: string
}

/** Throws a TypeError for two currencies and a RangeError for a sum that is not exact. */
export function addMoney(a: Money, b: Money): Money {
	if (a.currency !== b.currency) throw new TypeError(`${a.currency} and ${b.currency} do not add up`)
	return { amount: exact(a.amount + b.amount), currency: a.currency }
}

/** Earnings per click and the like, in ten-thousandths, half away from zero; null when there is nothing to divide by. */
export function perUnit(amount: number, count: number): number | null {
	return count > 0 ? Number(divided(BigInt(exact(amount)), BigInt(count))) : null
}

/** Rounded once, half away from zero, to the currency's own decimals, in the locale's way of writing. */
export function formatMoney(amount: number, currency: string, locale: string): string {
	const exponent = exponentOf(currency)
	const minor = divided(BigInt(exact(amount)), 10n ** BigInt(AMOUNT_DECIMALS - exponent))
	return formatFor(locale, currency, exponent).format(decimalText(minor, exponent))
}

function exact(amount: number): number {
	if (!Number.isSafeInteger(amount)) throw new RangeError(`Not an exact amount: ${amount}`)
	return amount
}

function divided(dividend: bigint, divisor: bigint): bigint {
	const half = divisor / 2n + (divisor % 2n)
	const size = dividend < 0n ? -dividend : dividend
	const quotient = size / divisor + (size % divisor >= half ? 1n : 0n)
	return dividend < 0n ? -quotient : quotient
}

/** `-1234n` with 2 decimals is `-12.34`: text, because Intl reads a number as a binary float. */
function decimalText(minor: bigint, exponent: number): Intl.StringNumericLiteral {
	const digits = `${minor < 0n ? -minor : minor}`.padStart(exponent + 1, '0')
	const point = digits.length - exponent
	const text = exponent > 0 ? `${digits.slice(0, point)}.${digits.slice(point)}` : digits
	return `${minor < 0n ? '-' : ''}${text}` as Intl.StringNumericLiteral
}

const formats = new Map<string, Intl.NumberFormat>()

function formatFor(locale: string, currency: string, exponent: number): Intl.NumberFormat {
	const key = `${locale} ${currency}`
	const kept = formats.get(key)
	if (kept) return kept
	const decimals = { minimumFractionDigits: exponent, maximumFractionDigits: exponent }
	const made = new Intl.NumberFormat(locale, { style: 'currency', currency, ...decimals })
	formats.set(key, made)
	return made
}
