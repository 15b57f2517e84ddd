import { DomainError } from '../errors.ts'
import { fromLocalDate, localDate, nextLocalMidnight } from '../time.ts'
import type { Period } from './validity.ts'

/** Days as a form holds them: `YYYY-MM-DD` or empty, the last one included. */
export interface Days {
	validFrom: string
	validUntil: string
}

/** The moments of a coupon's days in an IANA zone: it works from the first one's start to the last one's end. */
export function periodOf({ validFrom, validUntil }: Days, timeZone: string): Period {
	const from = validFrom ? fromLocalDate(validFrom, timeZone) : null
	const until = validUntil ? nextLocalMidnight(fromLocalDate(validUntil, timeZone), timeZone) : null
	if (from !== null && until !== null && until <= from)
		throw new DomainError('invalid', 'coupon.until.beforeFrom', 'validUntil')
	return { validFrom: from, validUntil: until }
}

export function dayFields({ validFrom, validUntil }: Period, timeZone: string): Days {
	return {
		validFrom: validFrom === null ? '' : localDate(validFrom, timeZone),
		validUntil: validUntil === null ? '' : localDate(validUntil - 1, timeZone),
	}
}
