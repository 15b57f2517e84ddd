import { AMOUNT_DECIMALS, exponentOf } from './currencies.ts'
import { withPoint } from './decimal.ts'
import { remembered } from './remembered.ts'

export { type AmountProblem, type ReadAmount, readAmount } from './amount-text.ts'
export { CURRENCIES, exponentOf } from './currencies.ts'

// An amount counts ten-thousandths of the major unit, whatever the currency: 12.50 NOK is 125,000 and so is 12.50 JPY.

/** Earnings per click and the like, in ten-thousandths, half away from zero; null when there is nothing to divide by. */
export function perUnit(amount: number, count: number): number | null {
	return count > 0 ? Number(divided(BigInt(exact(amount)), BigInt(count))) : null
}

/** Rounded once, half away from zero, to the currency's own decimals, in the locale's way of writing. */
export function formatMoney(amount: number, currency: string, locale: string): string {
	const exponent = exponentOf(currency)
	const minor = divided(BigInt(exact(amount)), 10n ** BigInt(AMOUNT_DECIMALS - exponent))
	// As text, because Intl reads a number as a binary float.
	return formatFor({ locale, currency, exponent }).format(withPoint(minor, exponent) as Intl.StringNumericLiteral)
}

/** The same amount; a RangeError when it is too large to be exact. */
export function exact(amount: number): number {
	if (!Number.isSafeInteger(amount)) throw new RangeError(`Not an exact amount: ${amount}`)
	return amount
}

function divided(dividend: bigint, divisor: bigint): bigint {
	const half = divisor / 2n + (divisor % 2n)
	const size = dividend < 0n ? -dividend : dividend
	const quotient = size / divisor + (size % divisor >= half ? 1n : 0n)
	return dividend < 0n ? -quotient : quotient
}

const formatFor = remembered(
	500,
	({ locale, currency }: { locale: string; currency: string; exponent: number }) => `${locale} ${currency}`,
	({ locale, currency, exponent }) => {
		const decimals = { minimumFractionDigits: exponent, maximumFractionDigits: exponent }
		return new Intl.NumberFormat(locale, { style: 'currency', currency, ...decimals })
	},
)
