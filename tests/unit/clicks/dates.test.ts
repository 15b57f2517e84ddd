import { describe, expect, test } from 'vitest'
import { datesPeriod } from '../../../src/domain/clicks/dates.ts'

const NOW = Date.parse('2026-11-22T12:07Z')
const of = (from: string, to: string, zone = 'Europe/Oslo') => datesPeriod({ from, to }, NOW, zone)
const iso = (at: number | undefined) => new Date(at ?? 0).toISOString().slice(0, 16)

describe('days of one’s own choice', () => {
	test.each([
		['some weeks', '2026-03-02', '2026-03-31', 'day', 30, '2026-03-01T23:00', '2026-03-31T22:00', '2026-01-30T23:00'],
		['one day', '2026-10-25', '2026-10-25', 'hour', 25, '2026-10-24T22:00', '2026-10-25T23:00', '2026-10-23T22:00'],
		['a year', '2025-01-01', '2025-12-31', 'week', 53, '2024-12-31T23:00', '2025-12-31T23:00', '2024-01-01T23:00'],
	])('%s', (_, from, to, step, pieces, begin, end, before) => {
		const answer = of(from, to)
		if (!('period' in answer)) throw new Error(answer.problem)
		const { period } = answer
		expect([period.step, period.slots.length]).toEqual([step, pieces])
		expect([iso(period.slots[0]?.from), iso(period.slots.at(-1)?.to)]).toEqual([begin, end])
		expect([iso(period.previous[0]?.from), iso(period.previous.at(-1)?.to)]).toEqual([before, begin])
	})

	test('that end today are compared with as much of the days before, and the future is left out', () => {
		const answer = of('2026-11-16', '2027-01-01')
		if (!('period' in answer)) throw new Error(answer.problem)
		expect(iso(answer.period.slots.at(-1)?.to)).toBe('2026-11-22T23:00')
		expect(iso(answer.period.previous.at(-1)?.to)).toBe('2026-11-15T12:15')
	})

	test.each([
		['2026-11-01', '', 'incomplete'],
		['', '2026-11-01', 'incomplete'],
		['2026-02-30', '2026-11-01', 'unreadable'],
		['<script>', '2026-11-01', 'unreadable'],
		['0001-01-01', '2026-11-01', 'unreadable'],
		['2026-11-02', '2026-11-01', 'order'],
		['2026-11-23', '2026-11-24', 'future'],
		['2021-11-01', '2026-11-22', 'tooLong'],
	])('from %j to %j is refused: %s', (from, to, problem) => {
		expect(of(from, to)).toEqual({ problem: `clicks.dates.${problem}` })
	})

	test('five years are not too long', () => {
		expect(of('2021-11-23', '2026-11-22')).toHaveProperty('period')
	})
})
