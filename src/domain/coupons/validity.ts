import { startOfLocalDay } from '../time.ts'

export type Validity = 'upcoming' | 'valid' | 'endsToday' | 'expired'

/** UTC epoch milliseconds; `validUntil` is the first moment at which the code no longer works. */
export interface Period {
	validFrom: number | null
	validUntil: number | null
}

/** `endsToday` is the last calendar day, in the given IANA zone, on which the code works. */
export function validity({ validFrom, validUntil }: Period, now: number, timeZone: string): Validity {
	if (validUntil !== null && now >= validUntil) return 'expired'
	if (validFrom !== null && now < validFrom) return 'upcoming'
	if (validUntil !== null && now >= startOfLastDay(validUntil, timeZone)) return 'endsToday'
	return 'valid'
}

/** The next moment at which `validity` answers differently, null when it never will. It bounds what a cache may keep. */
export function nextChange(coupon: Period, now: number, timeZone: string): number | null {
	const { validFrom, validUntil } = coupon
	const lastDay = validUntil === null ? null : startOfLastDay(validUntil, timeZone)
	const current = validity(coupon, now, timeZone)
	const changes = [validFrom, lastDay, validUntil]
		.filter((at) => at !== null)
		.filter((at) => at > now && validity(coupon, at, timeZone) !== current)
	return changes.length > 0 ? Math.min(...changes) : null
}

function startOfLastDay(validUntil: number, timeZone: string): number {
	return startOfLocalDay(validUntil - 1, timeZone)
}
