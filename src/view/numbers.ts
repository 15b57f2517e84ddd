import { type Language, LOCALES } from '../messages/index.ts'

const ONE_DECIMAL = { minimumFractionDigits: 1, maximumFractionDigits: 1 } as const

/** How a language writes the numbers of the creator's rooms. */
export function numbersIn(language: Language) {
	const locale = LOCALES[language]
	const whole = new Intl.NumberFormat(locale)
	const compact = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 })
	const percent = new Intl.NumberFormat(locale, {
		style: 'percent',
		minimumFractionDigits: 1,
		maximumFractionDigits: 1,
	})
	const roughly = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 })
	const points = new Intl.NumberFormat(locale, ONE_DECIMAL)
	return {
		/** Every digit. */
		count: (n: number) => whole.format(n),
		/** `1.2M`: for axes, where the digits stand elsewhere. */
		short: (n: number) => compact.format(n),
		/** 0.123 is 12.3 %, and nothing is 0 %. */
		percent: (ratio: number) => (ratio === 0 ? roughly : percent).format(ratio),
		/** 0.123 is 12 %. */
		roughly: (ratio: number) => roughly.format(ratio),
		/** 0.123 is 12.3, for percentage points. */
		points: (ratio: number) => points.format(ratio * 100),
	}
}

export type Numbers = ReturnType<typeof numbersIn>
