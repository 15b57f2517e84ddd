import { AMOUNT_DECIMALS, CURRENCIES } from './currencies.ts'

type Problem = 'empty' | 'notANumber' | 'otherCurrency' | 'tooManyDecimals' | 'tooLarge'

export type AmountProblem = `money.${Problem}`

/** `amount` in ten-thousandths of the major unit. */
export type ReadAmount = { ok: true; amount: number } | { ok: false; problem: AmountProblem }

// Bidirectional marks that Intl puts around numbers in Arabic, Hebrew and Persian.
const UNSEEN = /[\u061c\u200e\u200f\u2066-\u2069]/g
/** An amount of a billion in any way of writing, with its currency's name and a little space. */
const MOST_TYPED = 1000
const DIGIT_ZEROS = ['\u0660', '\u06f0', '\u0966', '\u09e6', '\uff10']

/**
 * Reads an amount as people and reports write it: `1 234,56`, `1,234.56`, `1’234.50`, `kr 99,-`, `−5`, `5-`, `(5)`.
 * In `1.234` the locale decides what the mark means. More than four decimals, or another currency's sign, are refused.
 */
export function readAmount(typed: string, currency: string, locale: string): ReadAmount {
	if (typed.length > MOST_TYPED) return refuse('notANumber')
	const text = plainText(typed)
	if (!text) return refuse('empty')
	const { signs, mark } = conventionOf(currency, locale)
	const rest = withoutSigns(text, signs)
	if (/[\p{L}\p{Sc}]/u.test(rest)) return refuse(namesCurrency(rest) ? 'otherCurrency' : 'notANumber')
	const number = parse(rest.replace(/[.,]-+$/, ''), mark)
	if (!number) return refuse('notANumber')
	if (number.fraction.length > AMOUNT_DECIMALS) return refuse('tooManyDecimals')
	const amount = Number(`${number.whole}${number.fraction.padEnd(AMOUNT_DECIMALS, '0')}`)
	if (!Number.isSafeInteger(amount)) return refuse('tooLarge')
	return { ok: true, amount: number.isNegative && amount > 0 ? -amount : amount }
}

function refuse(problem: Problem): ReadAmount {
	return { ok: false, problem: `money.${problem}` }
}

/** One kind of space, apostrophe, hyphen, mark and digit instead of the many in use. */
function plainText(text: string): string {
	return text
		.replace(UNSEEN, '')
		.replace(/\p{Nd}/gu, asciiDigit)
		.replace(/\s+/g, ' ')
		.replace(/[’ʼ′]/g, "'")
		.replace(/[\u2010-\u2015\u2212\ufe63\uff0d]/g, '-')
		.replaceAll('\u066b', '.')
		.replaceAll('\u066c', ',')
		.trim()
}

function asciiDigit(digit: string): string {
	const code = digit.charCodeAt(0)
	const zero = DIGIT_ZEROS.find((first) => code >= first.charCodeAt(0) && code <= first.charCodeAt(0) + 9)
	return zero ? String(code - zero.charCodeAt(0)) : digit
}

function withoutSigns(text: string, signs: RegExp[]): string {
	const rest = signs.reduce((left, sign) => left.replace(sign, ' '), text)
	return rest.replace(/ +/g, ' ').trim()
}

function namesCurrency(text: string): boolean {
	return /\p{Sc}/u.test(text) || (text.match(/\p{L}+/gu) ?? []).some((word) => CURRENCIES.has(word.toUpperCase()))
}

function parse(text: string, localMark: string) {
	const [, open, before, body = '', after, close] = /^(\()? ?([+-])? ?([^()+-]*?) ?(-)? ?(\))?$/.exec(text) ?? []
	const negatives = [open && close, before === '-', after].filter(Boolean).length
	if (!open !== !close || negatives > 1 || (before && after)) return null
	const at = decimalAt(body, localMark)
	const [whole, fraction] = at < 0 ? [body, ''] : [body.slice(0, at), body.slice(at + 1)]
	if (!isWhole(whole) || !/^\d*$/.test(fraction) || !(whole || fraction)) return null
	return { isNegative: negatives === 1, whole: whole.replace(/\D/g, ''), fraction }
}

/** Where the decimal mark stands, or -1. */
function decimalAt(body: string, localMark: string): number {
	const marks = body.match(/[.,]/g) ?? []
	const last = marks.at(-1)
	if (last === undefined) return -1
	const isMixed = marks.some((mark) => mark !== last)
	if (!isMixed && marks.length > 1) return -1
	const isAmbiguous = /^[1-9]\d{0,2}[.,]\d{3}$/.test(body)
	return isAmbiguous && last !== localMark ? -1 : body.lastIndexOf(last)
}

/** Digits, alone or in groups of three; India groups in twos above the last three. */
function isWhole(text: string): boolean {
	return /^\d*$/.test(text) || /^\d{1,3}(?=([ '.,]))(?:\1\d{2,3})*\1\d{3}$/.test(text)
}

interface Convention {
	/** The currency's code and its signs in the locale and abroad, the longest first. */
	signs: RegExp[]
	/** The locale's decimal mark. */
	mark: string
}

const conventions = new Map<string, Convention>()

function conventionOf(currency: string, locale: string): Convention {
	const key = `${locale} ${currency}`
	const kept = conventions.get(key)
	if (kept) return kept
	const made = { signs: signsOf(currency, locale), mark: plainText(partOf('decimal', locale, {})) }
	conventions.set(key, made)
	return made
}

function signsOf(currency: string, locale: string): RegExp[] {
	const displays = ['symbol', 'narrowSymbol'] as const
	const signs = displays.flatMap((currencyDisplay) =>
		[locale, 'en'].map((language) => partOf('currency', language, { style: 'currency', currency, currencyDisplay })),
	)
	return [...new Set([currency, ...signs].map((sign) => plainText(sign).replace(/\.$/, '')))]
		.sort((a, b) => b.length - a.length)
		.map((sign) => new RegExp(`${sign.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}\\.?`, 'iu'))
}

function partOf(type: 'currency' | 'decimal', locale: string, options: Intl.NumberFormatOptions): string {
	const parts = new Intl.NumberFormat(locale, { ...options, minimumFractionDigits: 1 }).formatToParts(1.5)
	return parts.find((part) => part.type === type)?.value ?? ''
}
