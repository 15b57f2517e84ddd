import type { ClickReport, Measure, Totals } from '../../domain/clicks/series.ts'
import type { Translate } from '../../messages/index.ts'
import type { Numbers } from '../numbers.ts'

const HEADLINES = ['clicks', 'views', 'visitors'] as const

/** One number: what it counts, and how it differs from the time before. */
export interface Figure<Id extends Measure | 'rate' = Measure | 'rate'> {
	id: Id
	value: string
	change: Change | null
}

export type Headline = (typeof HEADLINES)[number] | 'rate'

export interface Change {
	way: 'more' | 'less' | 'same'
	/** How much, in a word or two. */
	text: string
	/** What it was before. */
	before: string
}

/** Clicks first: they are what the page is for. The rate needs views. */
export function figuresOf(
	{ totals, totalsBefore }: ClickReport,
	measures: Measure[],
	numbers: Numbers,
	t: Translate,
): { headlines: Figure<Headline>[]; others: Figure[] } {
	const figureOf = <Id extends Measure>(id: Id) => ({
		id,
		value: numbers.count(totals[id]),
		change: totalsBefore && countChange(totals[id], totalsBefore[id], numbers, t),
	})
	const rate = {
		id: 'rate',
		value: rateText(totals, numbers),
		change: rateChange(totals, totalsBefore, numbers, t),
	} as const
	const headlines = HEADLINES.filter((id) => measures.includes(id)).map(figureOf)
	return {
		headlines: measures.includes('views') ? [...headlines, rate] : headlines,
		others: measures.filter((id) => !HEADLINES.some((one) => one === id)).map(figureOf),
	}
}
const rateText = ({ rate }: Totals, numbers: Numbers) => (rate === null ? '–' : numbers.percent(rate))

/** Relative to before; without anything before there is no relation, only the zero. */
function countChange(now: number, before: number, numbers: Numbers, t: Translate): Change {
	const was = t('clicks.from', { before: numbers.count(before) })
	if (now === before) return { way: 'same', text: t('clicks.same'), before: was }
	const way = now > before ? 'more' : 'less'
	const percent = numbers.roughly(Math.abs(now - before) / before)
	return { way, text: before === 0 ? '' : t(`clicks.${way}`, { percent }), before: was }
}

/** In percentage points, because a percentage of a percentage misleads. */
function rateChange(totals: Totals, before: Totals | null, numbers: Numbers, t: Translate): Change | null {
	if (totals.rate === null || before === null || before.rate === null) return null
	const was = t('clicks.from', { before: rateText(before, numbers) })
	const points = numbers.points(Math.abs(totals.rate - before.rate))
	if (points === numbers.points(0)) return { way: 'same', text: t('clicks.same'), before: was }
	const way = totals.rate > before.rate ? 'more' : 'less'
	return { way, text: t(`clicks.${way}Points`, { points }), before: was }
}
