import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
	addLocalDays,
	DAY,
	fromLocalDate,
	localDate,
	nextLocalMidnight,
	startOfLocalDay,
} from '../../src/domain/time.ts'

const iso = (at: number) => new Date(at).toISOString().replace(':00.000Z', 'Z')

describe('the first moment of a day', () => {
	test.each([
		['an ordinary day', '2026-11-22', 'UTC', '2026-11-22T00:00Z'],
		['half an hour off', '2026-11-22', 'Asia/Kolkata', '2026-11-21T18:30Z'],
		['three quarters off', '2026-11-22', 'Asia/Kathmandu', '2026-11-21T18:15Z'],
		['far ahead', '2026-11-22', 'Pacific/Kiritimati', '2026-11-21T10:00Z'],
		['far behind', '2026-11-22', 'Pacific/Pago_Pago', '2026-11-22T11:00Z'],
		['clocks go forward later that day', '2026-03-29', 'Europe/Oslo', '2026-03-28T23:00Z'],
		['the day after', '2026-03-30', 'Europe/Oslo', '2026-03-29T22:00Z'],
		['clocks go back later that day', '2026-10-25', 'Europe/Oslo', '2026-10-24T22:00Z'],
		['the day after', '2026-10-26', 'Europe/Oslo', '2026-10-25T23:00Z'],
		['midnight is skipped', '2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00Z'],
		['23 o’clock comes twice the evening before', '2018-02-18', 'America/Sao_Paulo', '2018-02-18T03:00Z'],
		['the skip begins before midnight', '1919-03-31', 'America/Toronto', '1919-03-31T04:30Z'],
		['midnight comes twice', '2006-10-29', 'America/St_Johns', '2006-10-29T02:30Z'],
		['midnight to one comes twice', '2026-11-01', 'America/Havana', '2026-11-01T04:00Z'],
		['the last day on the old side of the date line', '2011-12-29', 'Pacific/Apia', '2011-12-29T10:00Z'],
		['a day that never was', '2011-12-30', 'Pacific/Apia', '2011-12-30T10:00Z'],
		['the day after it', '2011-12-31', 'Pacific/Apia', '2011-12-30T10:00Z'],
	])('%s: %s in %s', (_, date, zone, at) => {
		expect(iso(fromLocalDate(date, zone))).toBe(at)
	})

	test.each(['2026-02-30', '2026-13-01', '26-01-01', '2026-1-1', '', '2026-01-01T00:00'])('%j is no date', (date) => {
		expect(() => fromLocalDate(date, 'Europe/Oslo')).toThrow(RangeError)
	})

	test('an unknown zone is refused', () => {
		expect(() => localDate(0, 'Europe/Atlantis')).toThrow(RangeError)
	})
})

describe('days that are not 24 hours', () => {
	test.each([
		['2026-03-29T12:00Z', 'Europe/Oslo', 23],
		['2026-10-25T12:00Z', 'Europe/Oslo', 25],
		['2018-11-04T12:00Z', 'America/Sao_Paulo', 23],
		['2018-02-17T12:00Z', 'America/Sao_Paulo', 25],
		['2011-12-30T12:00Z', 'Pacific/Apia', 24],
		['2026-04-05T03:00Z', 'Australia/Lord_Howe', 24.5],
	])('%s in %s', (at, zone, hours) => {
		const moment = Date.parse(at)
		expect((nextLocalMidnight(moment, zone) - startOfLocalDay(moment, zone)) / 3_600_000).toBe(hours)
	})

	test('the day before the one that Samoa skipped ends where the one after it begins', () => {
		const end = nextLocalMidnight(Date.parse('2011-12-29T12:00Z'), 'Pacific/Apia')
		expect([iso(end), localDate(end - 1, 'Pacific/Apia'), localDate(end, 'Pacific/Apia')]).toEqual([
			'2011-12-30T10:00Z',
			'2011-12-29',
			'2011-12-31',
		])
	})

	test('in an hour that comes twice the next midnight is still ahead', () => {
		const secondEvening = Date.parse('2006-10-29T03:00Z')
		expect(localDate(secondEvening, 'America/St_Johns')).toBe('2006-10-28')
		expect(iso(nextLocalMidnight(secondEvening, 'America/St_Johns'))).toBe('2006-10-29T03:30Z')
	})
})

describe('days added', () => {
	test.each([
		['time of day is kept over a change', '2026-03-28T11:00Z', 1, 'Europe/Oslo', '2026-03-29T10:00Z'],
		['and back', '2026-03-29T10:00Z', -1, 'Europe/Oslo', '2026-03-28T11:00Z'],
		['a skipped time becomes the skip', '2026-03-28T01:30Z', 1, 'Europe/Oslo', '2026-03-29T01:00Z'],
		['a doubled time is the first', '2026-10-24T00:30Z', 1, 'Europe/Oslo', '2026-10-25T00:30Z'],
		['a start that was not 00:00 leads to 00:00', '2018-11-04T03:00Z', 1, 'America/Sao_Paulo', '2018-11-05T02:00Z'],
		['28 days in Kathmandu', '2026-11-21T18:15Z', -28, 'Asia/Kathmandu', '2026-10-24T18:15Z'],
	])('%s', (_, at, n, zone, then) => {
		expect(iso(addLocalDays(Date.parse(at), n, zone))).toBe(then)
	})
})

describe('anywhere, any time', () => {
	const zones = fc.constantFrom(
		'Europe/Oslo',
		'Asia/Kolkata',
		'Asia/Kathmandu',
		'America/Sao_Paulo',
		'Pacific/Apia',
		'America/Havana',
		'America/St_Johns',
		'Australia/Lord_Howe',
		'Africa/Casablanca',
		'Asia/Tehran',
		'America/Nuuk',
		'Africa/Cairo',
	)
	const moments = fc.integer({ min: Date.parse('1990-01-01'), max: Date.parse('2035-01-01') })

	test('a moment lies within its day, and days meet', () => {
		fc.assert(
			fc.property(moments, zones, (at, zone) => {
				const [start, end] = [startOfLocalDay(at, zone), nextLocalMidnight(at, zone)]
				expect(start).toBeLessThanOrEqual(at)
				expect(end).toBeGreaterThan(at)
				expect(end - start).toBeLessThanOrEqual(1.1 * DAY)
				expect(localDate(start, zone)).toBe(localDate(at, zone))
				expect(localDate(end, zone) > localDate(at, zone)).toBe(true)
			}),
			{ numRuns: 2000 },
		)
	})

	test('starting at a day’s start, one day on is the next midnight', () => {
		fc.assert(
			fc.property(moments, zones, (at, zone) => {
				const start = startOfLocalDay(at, zone)
				expect(addLocalDays(start, 1, zone)).toBe(nextLocalMidnight(start, zone))
			}),
			{ numRuns: 2000 },
		)
	})
})
