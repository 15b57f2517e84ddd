import { expect, test } from 'vitest'
import { periodOf } from '../../../src/domain/periods.ts'
import { stretchName, timeNames } from '../../../src/view/charts/times.ts'

const plain = (text: string | undefined) => text?.replace(/[\u2009\u202f\u00a0]/g, ' ')
const namesOf = (range: 'today' | '7d' | 'all', now: string, zone: string, since = 0) => {
	const { slots, step } = periodOf(range, Date.parse(now), zone, since)
	return timeNames(slots, step, zone, 'en-GB')
}

test('the hour that comes twice says which one it is', () => {
	const { full } = namesOf('today', '2026-10-25T12:00Z', 'Europe/Oslo')
	expect(full.slice(1, 5)).toEqual(['01:00', '02:00 CEST', '02:00 CET', '03:00'])
})

test('days, weeks and months are named in the zone', () => {
	expect(namesOf('7d', '2026-11-22T20:00Z', 'Asia/Kathmandu').short.at(-1)).toBe('23 Nov')
	const weeks = namesOf('all', '2026-11-22T12:00Z', 'Europe/Oslo', Date.parse('2026-03-01'))
	expect(plain(weeks.full.at(-1))).toBe('16 – 22 Nov 2026')
	const months = namesOf('all', '2026-11-22T12:00Z', 'Europe/Oslo', Date.parse('2023-03-01'))
	expect(months.full.at(-1)).toBe('November 2026')
})

test('a stretch is named from its first to its last day', () => {
	const day = { from: Date.parse('2026-11-21T18:15Z'), to: Date.parse('2026-11-22T18:15Z') }
	expect(stretchName(day, 'Asia/Kathmandu', 'nb-NO')).toBe('22. nov. 2026')
})
