import type { ClickReport, Measure, Totals } from '../domain/clicks/series.ts'
import { MEASURES } from '../domain/clicks/series.ts'
import type { Translate } from '../messages/index.ts'
import type { Numbers } from './numbers.ts'

/** One headline number: what it counts, and how it differs from the time before. */
export interface Figure {
	id: Measure | 'rate'
	value: string
	change: Change | null
}

export interface Change {
	way: 'more' | 'less' | 'same'
	/** How much, in a word or two. */
	text: string
	/** What it was before. */
	before: string
}

/** Clicks first: they are what the page is for. */
export function figuresOf({ totals, totalsBefore }: ClickReport, numbers: Numbers, t: Translate): Figure[] {
	const counts = MEASURES.map((id) => ({
		id,
		value: numbers.count(totals[id]),
		change: totalsBefore && countChange(totals[id], totalsBefore[id], numbers, t),
	}))
	const rate = {
		id: 'rate',
		value: rateText(totals, numbers),
		change: rateChange(totals, totalsBefore, numbers, t),
	} as const
	return [...counts, rate]
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
