import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cut } from '../../src/domain/calendar.ts'
import { periodOf, RANGES, type Range, rangeOr, stepsFor, stretchOf } from '../../src/domain/periods.ts'
import { DAY, localDate, startOfLocalDay } from '../../src/domain/time.ts'

const HOUR = 3_600_000
const iso = (at: number) => new Date(at).toISOString().replace(':00.000Z', 'Z')
const slotsOf = (range: Range, now: string, zone: string) => periodOf(range, Date.parse(now), zone, 0).slots

describe('the hours of today', () => {
	test.each([
		['an ordinary day', '2026-11-22T12:00Z', 'Europe/Oslo', 24, '2026-11-21T23:00Z'],
		['clocks go forward', '2026-03-29T12:00Z', 'Europe/Oslo', 23, '2026-03-28T23:00Z'],
		['clocks go back', '2026-10-25T12:00Z', 'Europe/Oslo', 25, '2026-10-24T22:00Z'],
		['half an hour off', '2026-11-22T12:00Z', 'Asia/Kolkata', 24, '2026-11-21T18:30Z'],
		['three quarters off', '2026-11-22T12:00Z', 'Asia/Kathmandu', 24, '2026-11-21T18:15Z'],
	])('%s', (_, now, zone, hours, first) => {
		const slots = slotsOf('today', now, zone)
		expect(slots).toHaveLength(hours)
		expect(iso(slots[0]?.from ?? 0)).toBe(first)
		expect(slots.every(({ from, to }) => to - from === HOUR)).toBe(true)
	})

	test('where clocks move by half an hour the last piece is the short one', () => {
		const slots = slotsOf('today', '2026-04-05T03:00Z', 'Australia/Lord_Howe')
		expect(slots).toHaveLength(25)
		expect(slots.map(({ from, to }) => to - from).at(-1)).toBe(HOUR / 2)
	})
})

describe('days, weeks and months', () => {
	test.each([
		['7d', 'day', 7, 7],
		['28d', 'day', 28, 28],
		['90d', 'day', 90, 90],
		['12m', 'week', 51, 0],
	] as const)('%s is shown by %s', (range, step, pieces, before) => {
		const period = periodOf(range, Date.parse('2026-11-22T12:00Z'), 'Europe/Oslo', 0)
		expect([period.step, period.slots.length, period.previous.length]).toEqual([step, pieces, before])
	})

	test('the day that Samoa skipped has no piece', () => {
		const slots = slotsOf('7d', '2012-01-01T22:00Z', 'Pacific/Apia')
		expect(slots.map(({ from }) => localDate(from, 'Pacific/Apia'))).toEqual([
			'2011-12-27',
			'2011-12-28',
			'2011-12-29',
			'2011-12-31',
			'2012-01-01',
			'2012-01-02',
		])
	})

	test('weeks begin on Monday, and the first is what is left of it', () => {
		const since = Date.parse('2026-01-14T12:00Z')
		const { step, slots } = periodOf('all', Date.parse('2026-11-22T12:00Z'), 'Asia/Kathmandu', since)
		const starts = slots.map(({ from }) => new Date(localDate(from, 'Asia/Kathmandu')).getUTCDay())
		expect(step).toBe('week')
		expect(starts[0]).toBe(3)
		expect(new Set(starts.slice(1))).toEqual(new Set([1]))
	})

	test('years are shown by month', () => {
		const { step, slots } = periodOf(
			'all',
			Date.parse('2026-11-22T12:00Z'),
			'Europe/Oslo',
			Date.parse('2024-02-29T12:00Z'),
		)
		expect(step).toBe('month')
		expect(slots.map(({ from }) => localDate(from, 'Europe/Oslo')).slice(0, 3)).toEqual([
			'2024-02-29',
			'2024-03-01',
			'2024-04-01',
		])
		expect(slots).toHaveLength(34)
	})

	test.each(['Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Europe/Oslo'])(
		'twelve months begin on a first, in %s',
		(zone) => {
			const { from } = stretchOf('12m', Date.parse('2026-11-22T12:00Z'), zone, 0)
			expect(localDate(from, zone)).toBe('2025-12-01')
		},
	)
})

describe('the range before', () => {
	test('ends where this one begins, cut at the time of day that it is now', () => {
		const { slots, previous } = periodOf('7d', Date.parse('2026-11-22T12:07Z'), 'Europe/Oslo', 0)
		expect(iso(previous[0]?.from ?? 0)).toBe('2026-11-08T23:00Z')
		expect(iso(previous.at(-1)?.to ?? 0)).toBe('2026-11-15T12:15Z')
		expect(previous).toHaveLength(slots.length)
	})

	test('in the last quarter of a day it is whole', () => {
		const { slots, previous } = periodOf('28d', Date.parse('2026-11-22T22:59Z'), 'Europe/Oslo', 0)
		expect(previous.at(-1)?.to).toBe(slots[0]?.from)
	})

	test('yesterday, by the hours that have begun', () => {
		const { previous } = periodOf('today', Date.parse('2026-11-22T02:20Z'), 'Asia/Kolkata', 0)
		expect(previous.map(({ from }) => iso(from))).toHaveLength(8)
		expect(iso(previous.at(-1)?.to ?? 0)).toBe('2026-11-21T02:30Z')
	})
})

test('a range that is not on offer is the usual one', () => {
	expect(rangeOr('90d', ['7d', '90d'], '7d')).toBe('90d')
	expect(rangeOr('12m', ['7d', '90d'], '7d')).toBe('7d')
	expect(rangeOr(null, ['7d', '90d'], '7d')).toBe('7d')
})

test('steps that would leave too many pieces are not offered', () => {
	expect(stepsFor({ from: 0, to: 90 * DAY })).toEqual(['day', 'week', 'month'])
	expect(stepsFor({ from: 0, to: 366 * DAY })).toEqual(['week', 'month'])
	expect(stepsFor({ from: 0, to: 1000 * DAY })).toEqual(['month'])
})

test('in any zone at any time the pieces meet, begin days and cover the range', () => {
	const zones = ['Europe/Oslo', 'Asia/Kolkata', 'Asia/Kathmandu', 'Pacific/Apia', 'America/Sao_Paulo', 'America/Havana']
	fc.assert(
		fc.property(
			fc.integer({ min: Date.parse('2009-01-01'), max: Date.parse('2035-01-01') }),
			fc.constantFrom(...zones),
			fc.constantFrom(...RANGES),
			fc.integer({ min: 0, max: 1000 }),
			(now, zone, range, days) => {
				const { slots, previous, step } = periodOf(range, now, zone, now - days * DAY)
				for (const part of [slots, previous])
					for (const [i, slot] of part.entries()) {
						if (i > 0) expect(slot.from).toBe(part[i - 1]?.to)
						expect(slot.to).toBeGreaterThan(slot.from)
						if (step !== 'hour') expect(slot.from).toBe(startOfLocalDay(slot.from, zone))
						expect(slot.from % 900_000).toBe(0)
					}
				expect(slots[0]?.from).toBeLessThanOrEqual(now)
				expect(slots.at(-1)?.to).toBeGreaterThan(now)
				expect(slots.length).toBeLessThanOrEqual(107)
				if (previous.length > 0) expect(previous.at(-1)?.to).toBeLessThanOrEqual(slots[0]?.from ?? 0)
			},
		),
		{ numRuns: 300 },
	)
})

test('no time has no pieces', () => {
	expect(cut({ from: 0, to: 0 }, 'day', 'UTC')).toEqual([])
})
