import type { Slot, Step } from '../../domain/calendar.ts'

/** The names of the pieces of a chart: short under the axis, full in its table and read-out. */
export interface TimeNames {
	short: string[]
	full: string[]
}

const SHORT: Record<Step, Intl.DateTimeFormatOptions> = {
	hour: { hour: '2-digit', minute: '2-digit' },
	day: { day: 'numeric', month: 'short' },
	week: { day: 'numeric', month: 'short' },
	month: { month: 'short', year: '2-digit' },
}

const FULL: Record<Step, Intl.DateTimeFormatOptions> = {
	hour: { hour: '2-digit', minute: '2-digit' },
	day: { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' },
	week: { day: 'numeric', month: 'short', year: 'numeric' },
	month: { month: 'long', year: 'numeric' },
}

/** The place that a zone is named after: Oslo for Europe/Oslo. */
export const placeOf = (zone: string): string => (zone.split('/').at(-1) ?? '').replaceAll('_', ' ')

/** Names pieces as clocks and calendars in the zone do. An hour that comes twice says which one it is. */
export function timeNames(slots: Slot[], step: Step, zone: string, locale: string): TimeNames {
	const format = (options: Intl.DateTimeFormatOptions) =>
		new Intl.DateTimeFormat(locale, { ...options, timeZone: zone })
	const [short, full] = [format(SHORT[step]), format(FULL[step])]
	const exact = format({ ...FULL[step], timeZoneName: 'short' })
	const nameOf = ({ from, to }: Slot) => (step === 'week' ? full.formatRange(from, to - 1) : full.format(from))
	const names = slots.map(nameOf)
	const isTwice = (name: string) => names.indexOf(name) !== names.lastIndexOf(name)
	return {
		short: slots.map(({ from }) => short.format(from)),
		full: names.map((name, i) => (isTwice(name) ? exact.format(slots[i]?.from) : name)),
	}
}

/** From the first day to the last, as one writes it: `15–21 Nov 2026`. */
export function stretchName({ from, to }: Slot, zone: string, locale: string): string {
	const format = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: zone })
	return format.formatRange(from, to - 1)
}
