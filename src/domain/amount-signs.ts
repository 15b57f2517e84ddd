// Bidirectional marks that Intl puts around numbers in Arabic, Hebrew and Persian.
const UNSEEN = /[\u061c\u200e\u200f\u2066-\u2069]/g
const DIGIT_ZEROS = ['\u0660', '\u06f0', '\u0966', '\u09e6', '\uff10']

/** One kind of space, apostrophe, hyphen, mark and digit instead of the many in use. */
export function plainText(text: string): string {
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

/** Signs that people write and `Intl` does not know. */
const MORE_SIGNS: Record<string, string[]> = { JPY: ['円'], CNY: ['元'], TWD: ['元'], KRW: ['원'] }

/** How a hundredth of the major unit is written. */
const MINOR_SIGNS: Record<string, string[]> = {
	GBP: ['p'],
	USD: ['¢'],
	CAD: ['¢'],
	AUD: ['¢'],
	EUR: ['ct', '¢'],
	NOK: ['øre'],
	DKK: ['øre'],
	SEK: ['öre'],
}
export const MINOR_DECIMALS = 2

interface Convention {
	/** The currency's code and its signs in the locale and abroad, the longest first. */
	signs: RegExp[]
	/** Signs of the minor unit, which stand behind the number. */
	minor: RegExp[]
}

const conventions = new Map<string, Convention>()

/** What is left of plain text without the currency's signs, and whether it counted hundredths, as `50p` does. */
export function withoutSigns(text: string, currency: string, locale: string): { rest: string; isMinor: boolean } {
	const { signs, minor } = conventionOf(currency, locale)
	const isMinor = minor.some((sign) => sign.test(text))
	const rest = (isMinor ? minor : signs).reduce((left, sign) => left.replace(sign, ' '), text)
	return { rest: rest.replace(/ +/g, ' ').trim(), isMinor }
}

/** The locale's decimal mark, as plain text. */
export const decimalMark = (locale: string): string => plainText(partOf('decimal', locale, {}))

function conventionOf(currency: string, locale: string): Convention {
	const key = `${locale} ${currency}`
	const kept = conventions.get(key)
	if (kept) return kept
	const minor = (MINOR_SIGNS[currency] ?? []).map((sign) => new RegExp(`(?<=\\d) ?${sign}$`, 'iu'))
	const made = { signs: signsOf(currency, locale), minor }
	conventions.set(key, made)
	return made
}

function signsOf(currency: string, locale: string): RegExp[] {
	const displays = ['symbol', 'narrowSymbol'] as const
	const signs = displays.flatMap((currencyDisplay) =>
		[locale, 'en', 'en-GB'].map((language) =>
			partOf('currency', language, { style: 'currency', currency, currencyDisplay }),
		),
	)
	return [
		...new Set([currency, ...signs, ...(MORE_SIGNS[currency] ?? [])].map((sign) => plainText(sign).replace(/\.$/, ''))),
	]
		.sort((a, b) => b.length - a.length)
		.map((sign) => new RegExp(`${sign.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}\\.?`, 'iu'))
}

function partOf(type: 'currency' | 'decimal', locale: string, options: Intl.NumberFormatOptions): string {
	const parts = new Intl.NumberFormat(locale, { ...options, minimumFractionDigits: 1 }).formatToParts(1.5)
	return parts.find((part) => part.type === type)?.value ?? ''
}
