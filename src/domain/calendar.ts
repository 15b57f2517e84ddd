import { addLocalDays, localDate, nextLocalMidnight, startOfLocalDay } from './time.ts'

/** A stretch of time: from the first moment up to, and without, the second. UTC epoch milliseconds. */
export interface Slot {
	from: number
	to: number
}

export const STEPS = ['hour', 'day', 'week', 'month'] as const
export type Step = (typeof STEPS)[number]

const HOUR = 3_600_000

/**
 * Cuts a stretch at every local hour, midnight, Monday or first of the month. The pieces meet and cover exactly the
 * stretch, so the first and the last may be shorter than the others. Hours are counted from the start of the stretch.
 */
export function cut({ from, to }: Slot, step: Step, zone: string): Slot[] {
	const slots: Slot[] = []
	let at = from
	while (at < to) {
		const next = Math.min(nextStart(at, step, zone), to)
		slots.push({ from: at, to: next })
		at = next
	}
	return slots
}

function nextStart(at: number, step: Step, zone: string): number {
	if (step === 'hour') return at + HOUR
	if (step === 'day') return nextLocalMidnight(at, zone)
	const days = step === 'week' ? 7 - weekday(at, zone) : daysLeftInMonth(at, zone)
	return addLocalDays(startOfLocalDay(at, zone), days, zone)
}

/** 0 for Monday. */
function weekday(at: number, zone: string): number {
	return (new Date(localDate(at, zone)).getUTCDay() + 6) % 7
}

function daysLeftInMonth(at: number, zone: string): number {
	const [year = 0, month = 1, day = 1] = localDate(at, zone).split('-').map(Number)
	return new Date(Date.UTC(year, month, 0)).getUTCDate() - day + 1
}
