import fc from 'fast-check'
import { expect, test } from 'vitest'
import { stackedBars } from '../../../src/view/charts/bars.ts'

test('pieces stand on each other in order, and what is nothing is not drawn', () => {
	const { bars } = stackedBars(['paid', 'pending'], { paid: [30, 0], pending: [10, 20] })
	expect(bars.map(({ key, place, y, height }) => [key, place, y, height])).toEqual([
		['paid', 0, 25, 75],
		['pending', 0, 0, 25],
		['pending', 1, 50, 50],
	])
})

test('a correction hangs below zero', () => {
	const { bars, axis } = stackedBars(['paid', 'pending'], { paid: [-50], pending: [50] })
	expect(axis.y(0)).toBe(50)
	expect(bars.map(({ y, height }) => [y, height])).toEqual([
		[50, 50],
		[0, 50],
	])
})

test('one bar is in the middle and no wider than a finger; none is none', () => {
	const [bar] = stackedBars(['paid'], { paid: [1] }).bars
	expect([bar?.x, bar?.width]).toEqual([43, 14])
	expect(stackedBars(['paid'], { paid: [] }).bars).toEqual([])
})

test('bars stay inside the plot and apart from each other', () => {
	const amounts = fc.array(fc.integer({ min: -1_000_000_000, max: 10_000_000_000_000 }), {
		minLength: 1,
		maxLength: 92,
	})
	fc.assert(
		fc.property(amounts, (paid) => {
			const { bars, middles } = stackedBars(['paid'], { paid })
			expect(middles).toHaveLength(paid.length)
			for (const [i, { x, y, width, height }] of bars.entries()) {
				expect(x).toBeGreaterThanOrEqual(0)
				expect(x + width).toBeLessThanOrEqual(100.02)
				expect(y).toBeGreaterThanOrEqual(0)
				expect(y + height).toBeLessThanOrEqual(100.02)
				const next = bars[i + 1]
				if (next) expect(x + width).toBeLessThan(next.x)
			}
		}),
	)
})
