import type { Conversion } from '../../../db/schema/conversions.ts'
import { DomainError } from '../errors.ts'
import { formatMoney, type ReadAmount, readAmount } from '../money.ts'
import { DAY, fromLocalDate, localDate } from '../time.ts'
import type { Typed } from './schemas.ts'

/** What an entry says, apart from what it is credited to. */
export type Stated = Pick<Conversion, 'status' | 'amount' | 'currency' | 'occurredAt' | 'note'>

type RefusedAmount = Extract<ReadAmount, { ok: false }>

/** A billion of the major unit: more is a slip, and sums of such amounts stay exact. */
export const MOST_AMOUNT = 1_000_000_000 * 10_000

/** Reads the typed amount as the locale writes it and the date as a day in the zone. Refuses at the field. */
export function readTyped(typed: Typed, zone: string, locale: string, now: number): Stated {
	const { status, currency, note = '' } = typed
	return { status, currency, note, amount: amountOf(typed, locale), occurredAt: occurredAt(typed.date, zone, now) }
}

function amountOf({ amount, currency }: Typed, locale: string): number {
	const read = readAmount(amount, currency, locale)
	if (!read.ok) throw refusalOf(read, currency, locale)
	if (Math.abs(read.amount) > MOST_AMOUNT) throw new DomainError('invalid', 'money.tooLarge', 'amount')
	if (read.amount === 0) throw new DomainError('invalid', 'earnings.amount.zero', 'amount')
	return read.amount
}

function refusalOf({ problem, readings }: RefusedAmount, currency: string, locale: string): DomainError {
	const [more = '', less = ''] = readings?.map((amount) => formatMoney(amount, currency, locale)) ?? []
	return new DomainError('invalid', problem, 'amount', { more, less })
}

/** Networks of this kind are hardly older; a day of before is a slip, and a chart that began there could not be read. */
export const FIRST_DATE = '2000-01-01'

/** Why a moment can be no sale's: before the first day or after today, wherever on earth those days are. Null when it can. */
export function unlikelyDay(at: number, now: number): 'earnings.date.tooOld' | 'earnings.date.future' | null {
	if (!(at >= Date.parse(FIRST_DATE) - DAY)) return 'earnings.date.tooOld'
	return at > now + DAY ? 'earnings.date.future' : null
}

/** The middle of the day, so that a later move to a neighbouring zone leaves the entry on its date. */
function occurredAt(date: string, zone: string, now: number): number {
	if (date < FIRST_DATE) throw new DomainError('invalid', 'earnings.date.tooOld', 'date')
	if (date > localDate(now, zone)) throw new DomainError('invalid', 'earnings.date.future', 'date')
	return fromLocalDate(date, zone) + DAY / 2
}
