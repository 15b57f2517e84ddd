import { describe, expect, test } from 'vitest'
import { firstDayKept } from '../../../src/domain/clicks/retention.ts'
import { nextSize, openSweep } from '../../../src/domain/clicks/sweep.ts'

/** A table of `rows` from which deleting one takes `msEach`, on a clock that only that moves. */
function aTable(rows: number, msEach: number) {
	const clock = { now: 0 }
	const chunks: { limit: number; gone: number; ms: number }[] = []
	let left = rows
	const deleteSome = async (limit: number) => {
		const gone = Math.min(limit, left)
		left -= gone
		clock.now += gone * msEach
		chunks.push({ limit, gone, ms: gone * msEach })
		return gone
	}
	return { sweep: openSweep(() => clock.now), deleteSome, chunks, left: () => left }
}

describe('chunks of a deletion', () => {
	test.each([
		['a fast disk', 0.002],
		['a slow one', 0.04],
	])('on %s take less than 50 ms each, whatever the first guess', async (_, msEach) => {
		const { sweep, deleteSome, chunks, left } = aTable(50_000, msEach)
		expect(await sweep(deleteSome)).toBe(true)
		expect(left()).toBe(0)
		expect(Math.max(...chunks.map(({ ms }) => ms))).toBeLessThan(50)
	})

	test('become smaller at once when they take too long, and never vanish', () => {
		expect(nextSize(5000, 100)).toBe(1250)
		expect(nextSize(1250, 50)).toBe(625)
		expect(nextSize(500, 9)).toBe(1000)
		expect(nextSize(200, 5000)).toBe(100)
		expect(nextSize(5000, 0)).toBe(5000)
	})

	test('stop when time is up, and say that something is left', async () => {
		const { sweep, deleteSome, left } = aTable(10_000_000, 0.2)
		expect(await sweep(deleteSome)).toBe(false)
		expect(left()).toBeGreaterThan(0)
		const before = left()
		expect(await sweep(deleteSome)).toBe(false)
		expect(left()).toBe(before)
	})

	test('of one run are counted together, whatever they delete', async () => {
		const { sweep, deleteSome, chunks } = aTable(10_000_000, 0)
		expect(await sweep(deleteSome)).toBe(false)
		const calls = chunks.length
		expect(calls).toBeLessThan(700)
		expect(await sweep(deleteSome)).toBe(false)
		expect(chunks).toHaveLength(calls)
	})

	test('are few when there is nothing to delete', async () => {
		const { sweep, deleteSome, chunks } = aTable(0, 1)
		expect(await sweep(deleteSome)).toBe(true)
		expect(chunks).toHaveLength(1)
	})
})

test.each([
	['2026-11-22T23:59:59Z', 25, '2024-10-22'],
	['2026-03-31T00:00:00Z', 1, '2026-02-28'],
	['2028-08-31T12:00:00Z', 6, '2028-02-29'],
	['2026-01-15T12:00:00Z', 13, '2024-12-15'],
])('at %s, hits of %i months begin on %s', (now, months, day) => {
	expect(new Date(firstDayKept(Date.parse(now), months) * 86_400_000).toISOString().slice(0, 10)).toBe(day)
})
