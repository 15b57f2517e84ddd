import type { Slot } from '../calendar.ts'
import { offsetAt, QUARTER } from '../time.ts'

/** A quarter hour of UTC from which on a zone's clocks are this many quarter hours ahead. */
export type ClockChange = [quarter: number, offset: number]

/** No hit is older, and beyond the last nobody has made rules yet; what lies outside has the nearest known offset. */
const FIRST = Date.UTC(2010, 0) / QUARTER
const LAST = Date.UTC(2040, 0) / QUARTER
/** Shorter than any time for which a zone has changed its clocks and back. */
const FORTNIGHT = 14 * 96

/**
 * Every change of a zone's clocks, oldest first, as SQL needs them to cut local days. Offsets have been whole quarter hours
 * everywhere since 1972 (IANA time zone database).
 */
export function clockChanges(zone: string): ClockChange[] {
	const known = found.get(zone)
	if (known) return known
	const [[, offset] = [0, 0], ...changes] = changesWithin(zone, FIRST, LAST)
	const all: ClockChange[] = [[0, offset], ...changes]
	found.set(zone, all)
	return all
}

/** Asking a clock a thousand times takes ten milliseconds, and its answers last as long as the process. */
const found = new Map<string, ClockChange[]>()

/** Quarter hours of UTC, the end not included, during which local clocks stay so many quarter hours ahead. */
export interface Steady {
	from: number
	to: number
	offset: number
}

/** A stretch of time, cut where the clocks of the zone change. */
export function steadyStretches({ from, to }: Slot, zone: string): Steady[] {
	const [first, last] = [Math.floor(from / QUARTER), Math.floor(to / QUARTER)]
	const changes = changesWithin(zone, first, last).filter(([quarter]) => quarter < last)
	return changes.map(([quarter, offset], i) => ({ from: quarter, to: changes[i + 1]?.[0] ?? last, offset }))
}

/** The offset at the first quarter hour, and every change after it; the last change may lie beyond the end. */
function changesWithin(zone: string, first: number, last: number): ClockChange[] {
	const offset = (quarter: number) => Math.round(offsetAt(quarter * QUARTER, zone) / QUARTER)
	const changes: ClockChange[] = [[first, offset(first)]]
	for (let quarter = first; quarter < last; quarter += FORTNIGHT) {
		const before = offset(quarter)
		const after = offset(quarter + FORTNIGHT)
		if (before !== after) changes.push([firstWith(offset, quarter, quarter + FORTNIGHT), after])
	}
	return changes
}

/** The first quarter hour after `low` whose offset is not that of `low`, by halving. */
function firstWith(offset: (quarter: number) => number, low: number, high: number): number {
	const before = offset(low)
	while (high - low > 1) {
		const middle = Math.floor((low + high) / 2)
		if (offset(middle) === before) low = middle
		else high = middle
	}
	return high
}
