import { decimalMark, MINOR_DECIMALS, plainText, withoutSigns } from './amount-signs.ts'
import { AMOUNT_DECIMALS, CURRENCIES, exponentOf } from './currencies.ts'

type Problem = 'empty' | 'notANumber' | 'otherCurrency' | 'ambiguous' | 'tooManyDecimals' | 'tooLarge'

export type AmountProblem = `money.${Problem}`

/** `amount` and `readings` in ten-thousandths of the major unit. */
export type ReadAmount =
	| { ok: true; amount: number }
	/** `readings` are the larger and the smaller amount that an ambiguous text can mean. */
	| { ok: false; problem: AmountProblem; readings?: [number, number] }

/** An amount of a billion in any way of writing, with its currency's name and a little space. */
const MOST_TYPED = 1000

/**
 * Reads an amount as people and reports write it: `1 234,56`, `1,234.56`, `1’234.50`, `kr 99,-`, `50p`, `−5`, `5-`, `(5)`.
 * One mark before three digits, as in `1.234`, is a thousands mark in a currency without decimals; in a currency with
 * three or more the locale's own mark is the decimal one; else it is ambiguous and refused. More than four decimals, or
 * another currency's sign, are refused.
 */
export function readAmount(typed: string, currency: string, locale: string): ReadAmount {
	if (typed.length > MOST_TYPED) return refuse('notANumber')
	const text = plainText(typed)
	if (!text) return refuse('empty')
	const { rest, isMinor } = withoutSigns(text, currency, locale)
	if (/[\p{L}\p{Sc}]/u.test(rest)) return refuse(namesCurrency(rest) ? 'otherCurrency' : 'notANumber')
	const number = parse(rest.replace(/[.,:]-+$/, ''))
	if (!number) return refuse('notANumber')
	const scale = isMinor ? AMOUNT_DECIMALS - MINOR_DECIMALS : AMOUNT_DECIMALS
	const asDecimal = amountOf(number, scale)
	if (!number.isAmbiguous) return asDecimal
	const asThousands = amountOf({ ...number, whole: number.whole + number.fraction, fraction: '' }, scale)
	const meaning = meaningOf(number.mark, currency, locale)
	if (meaning === 'thousands') return asThousands
	if (meaning === 'decimals' || !asThousands.ok || !asDecimal.ok) return asDecimal
	return { ...refuse('ambiguous'), readings: [asThousands.amount, asDecimal.amount] }
}

/** What one mark before three digits means. */
function meaningOf(mark: string, currency: string, locale: string): 'thousands' | 'decimals' | 'either' {
	const exponent = exponentOf(currency)
	if (exponent === 0) return 'thousands'
	return exponent >= 3 && mark === decimalMark(locale) ? 'decimals' : 'either'
}

interface Digits {
	isNegative: boolean
	whole: string
	fraction: string
	/** The last mark in the number, or nothing. */
	mark: string
	isAmbiguous: boolean
}

/** `scale` is how many decimals an amount has. */
function amountOf({ isNegative, whole, fraction }: Digits, scale: number): ReadAmount {
	if (fraction.length > scale) return refuse('tooManyDecimals')
	const amount = Number(`${whole}${fraction.padEnd(scale, '0')}`)
	if (!Number.isSafeInteger(amount)) return refuse('tooLarge')
	return { ok: true, amount: isNegative && amount > 0 ? -amount : amount }
}

function refuse(problem: Problem): Extract<ReadAmount, { ok: false }> {
	return { ok: false, problem: `money.${problem}` }
}

function namesCurrency(text: string): boolean {
	return /\p{Sc}/u.test(text) || (text.match(/\p{L}+/gu) ?? []).some((word) => CURRENCIES.has(word.toUpperCase()))
}

function parse(text: string): Digits | null {
	const [, open, before, body = '', after, close] = /^(\()? ?([+-])? ?([^()+-]*?) ?(-)? ?(\))?$/.exec(text) ?? []
	const negatives = [open && close, before === '-', after].filter(Boolean).length
	if (!open !== !close || negatives > 1 || (before && after)) return null
	const at = decimalAt(body)
	const [whole, fraction] = at < 0 ? [body, ''] : [body.slice(0, at), body.slice(at + 1)]
	if (!isWhole(whole) || !/^\d*$/.test(fraction) || !(whole || fraction)) return null
	const isAmbiguous = /^[1-9]\d{0,2}[.,]\d{3}$/.test(body)
	return { isNegative: negatives === 1, whole: whole.replace(/\D/g, ''), fraction, mark: body.charAt(at), isAmbiguous }
}

/** Where the decimal mark stands, should there be one, or -1. */
function decimalAt(body: string): number {
	const marks = body.match(/[.,]/g) ?? []
	const last = marks.at(-1)
	if (last === undefined) return -1
	const isMixed = marks.some((mark) => mark !== last)
	return !isMixed && marks.length > 1 ? -1 : body.lastIndexOf(last)
}

/** Digits, alone or in groups of three; India groups in twos above the last three. */
function isWhole(text: string): boolean {
	return /^\d*$/.test(text) || /^\d{1,3}(?=([ '.,]))(?:\1\d{2,3})*\1\d{3}$/.test(text)
}
