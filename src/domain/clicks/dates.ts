import { cut } from '../calendar.ts'
import { type Period, stepsFor, stretchBefore } from '../periods.ts'
import { addLocalDays, DAY, fromLocalDate, localDate, nextLocalMidnight } from '../time.ts'

/** Five years, leap days included. */
export const MOST_DAYS = 1827

export type DatesProblem =
	| 'clicks.dates.incomplete'
	| 'clicks.dates.unreadable'
	| 'clicks.dates.order'
	| 'clicks.dates.future'
	| 'clicks.dates.tooLong'

/** What was typed as first and last day, both of them shown; or why it cannot be. Days after today are left out. */
export function datesPeriod(
	{ from, to }: { from: string; to: string },
	now: number,
	zone: string,
): { period: Period } | { problem: DatesProblem } {
	if (from === '' || to === '') return { problem: 'clicks.dates.incomplete' }
	const [first, last] = [startOf(from, zone), startOf(to, zone)]
	if (first === null || last === null) return { problem: 'clicks.dates.unreadable' }
	if (last < first) return { problem: 'clicks.dates.order' }
	if (first > now) return { problem: 'clicks.dates.future' }
	const whole = { from: first, to: nextLocalMidnight(Math.min(last, now), zone) }
	const days = daysIn(whole, zone)
	if (days > MOST_DAYS) return { problem: 'clicks.dates.tooLong' }
	const step = days === 1 ? 'hour' : (stepsFor(whole)[0] ?? 'month')
	const isOver = whole.to <= now
	const before = isOver ? { from: addLocalDays(first, -days, zone), to: first } : stretchBefore(first, days, now, zone)
	return {
		period: { range: 'custom', step, slots: cut(whole, step, zone), previous: cut(before, step, zone), now },
	}
}

function startOf(date: string, zone: string): number | null {
	if (!/^[12]\d{3}-\d\d-\d\d$/.test(date)) return null
	try {
		return fromLocalDate(date, zone)
	} catch {
		return null
	}
}

/** Calendar days from the first to the last, both counted. */
function daysIn({ from, to }: { from: number; to: number }, zone: string): number {
	return Math.round((Date.parse(localDate(to - 1, zone)) - Date.parse(localDate(from, zone))) / DAY) + 1
}
