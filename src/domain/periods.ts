import { cut, type Slot, type Step } from './calendar.ts'
import { addLocalDays, DAY, fromLocalDate, localDate, nextLocalMidnight, QUARTER, startOfLocalDay } from './time.ts'

export const RANGES = ['today', '7d', '28d', '90d', '12m', 'all'] as const
export type Range = (typeof RANGES)[number]

/** What a chart shows: the pieces of a range, and those of the range before it, position by position. */
export interface Period {
	range: Range | 'custom'
	step: Step
	slots: Slot[]
	/** Ends at the time of day that it is now, so that both are equally long. Empty for ranges with nothing before. */
	previous: Slot[]
	/** Pieces that begin after this moment have not happened yet. */
	now: number
}

const DAYS: Partial<Record<Range, number>> = { today: 1, '7d': 7, '28d': 28, '90d': 90 }

/** From the beginning of the first piece to the end of the last. */
export const wholeOf = (slots: Slot[]): Slot => ({ from: slots[0]?.from ?? 0, to: slots.at(-1)?.to ?? 0 })

/** `wanted` when it is one of the ranges on offer. */
export function rangeOr<R extends Range>(wanted: string | null, offered: readonly R[], otherwise: R): R {
	return offered.find((range) => range === wanted) ?? otherwise
}

/** The days of a range up to and with today; `since` is where all time begins. */
export function stretchOf(range: Range, now: number, zone: string, since: number): Slot {
	return { from: firstDay(range, now, zone, since), to: nextLocalMidnight(now, zone) }
}

/** The steps that leave a stretch readable: at most 92 days, 106 weeks, any number of months. The finest comes first. */
export function stepsFor({ from, to }: Slot): Step[] {
	const days = (to - from) / DAY
	const fine: Step[] = days > 93 ? [] : ['day']
	return [...fine, ...(days > 742 ? [] : (['week'] as const)), 'month']
}

/** A range cut for the clicks: hours of today, else the finest readable step. */
export function periodOf(range: Range, now: number, zone: string, since: number): Period {
	const whole = stretchOf(range, now, zone, since)
	const step = range === 'today' ? 'hour' : (stepsFor(whole)[0] ?? 'month')
	const days = DAYS[range]
	const previous = days ? cut(stretchBefore(whole.from, days, now, zone), step, zone) : []
	return { range, step, slots: cut(whole, step, zone), previous, now }
}

function firstDay(range: Range, now: number, zone: string, since: number): number {
	const days = DAYS[range]
	if (days) return addLocalDays(startOfLocalDay(now, zone), 1 - days, zone)
	if (range === 'all') return startOfLocalDay(Math.min(since, now), zone)
	const [year, month] = localDate(now, zone).split('-').map(Number) as [number, number]
	return startOfMonth(year, month - 11, zone)
}

/** Months below 1 are those of the year before. */
function startOfMonth(year: number, month: number, zone: string): number {
	return fromLocalDate(new Date(Date.UTC(year, month - 1)).toISOString().slice(0, 10), zone)
}

/** As many days earlier, up to the end of the quarter hour that it is now. */
export function stretchBefore(from: number, days: number, now: number, zone: string): Slot {
	const soFar = (Math.floor(addLocalDays(now, -days, zone) / QUARTER) + 1) * QUARTER
	return { from: addLocalDays(from, -days, zone), to: Math.min(soFar, from) }
}
