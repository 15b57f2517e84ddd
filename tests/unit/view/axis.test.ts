import fc from 'fast-check'
import { expect, test } from 'vitest'
import { namedPlaces, valueAxis } from '../../../src/view/charts/axis.ts'

const valuesOf = (values: number[], isWhole = true) => valueAxis(values, isWhole).ticks.map((tick) => tick.value)

test.each([
	['nothing', [], [0, 1]],
	['zeros', [0, 0], [0, 1]],
	['one', [1], [0, 1]],
	['two', [2], [0, 1, 2]],
	['five', [5], [0, 2, 4]],
	['hundreds', [620], [0, 200, 400, 600]],
	['ten million', [10_000_000], [0, 5_000_000, 10_000_000]],
])('grid lines for %s', (_, values, expected) => {
	expect(valuesOf(values)).toEqual(expected)
})

test('an axis without whole numbers has lines between them, and one with losses goes below zero', () => {
	expect(valuesOf([0.6], false)).toEqual([0, 0.2, 0.4, 0.6])
	const { y, ticks } = valueAxis([-50, 100], false)
	expect(ticks.map((tick) => tick.value)).toContain(0)
	expect([y(100), y(-50)]).toEqual([0, 100])
})

test('there are at most four lines, zero among them, and every value is inside', () => {
	fc.assert(
		fc.property(fc.array(fc.nat(20_000_000), { maxLength: 40 }), (values) => {
			const { y, ticks } = valueAxis(values, true)
			expect(ticks.length).toBeLessThanOrEqual(4)
			expect(ticks.length).toBeGreaterThan(1)
			expect(ticks[0]).toEqual({ value: 0, y: 100 })
			for (const value of [...values, ...ticks.map((tick) => tick.value)]) {
				expect(y(value)).toBeGreaterThanOrEqual(0)
				expect(y(value)).toBeLessThanOrEqual(100)
			}
		}),
	)
})

test.each([
	[0, []],
	[1, [0]],
	[3, [0, 1, 2]],
	[7, [0, 2, 4, 6]],
	[25, [0, 7, 14, 21]],
])('of %i places, those named are %j', (length, places) => {
	expect(namedPlaces(length)).toEqual(places)
})
