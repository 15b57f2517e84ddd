import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lineShape } from '../../../src/view/charts/line.ts'
import { nearestPoint } from '../../../src/view/charts/readout.ts'

test('a line runs from edge to edge and from zero to its highest value', () => {
	const { current, fill, previous, dots } = lineShape([0, 5, 10], [10, 0, 0])
	expect(current).toBe('M0,100L50,50L100,0')
	expect(fill).toBe('M0,100L50,50L100,0L100,100L50,100L0,100Z')
	expect(previous).toBe('M0,0L50,100L100,100')
	expect(dots).toEqual([])
})

test('both lines share places by position, also when a day had an hour less', () => {
	const { x, previous } = lineShape(Array(23).fill(1), Array(24).fill(1))
	expect([x(0), x(23)]).toEqual([0, 100])
	expect(previous.endsWith('L100,0')).toBe(true)
})

test('one point is a dot in the middle; no points are nothing', () => {
	expect(lineShape([7], []).dots).toEqual([{ x: 50, y: 0 }])
	const none = lineShape([], [])
	expect([none.current, none.previous, none.dots]).toEqual(['', '', []])
	expect(none.names).toEqual({ current: null, previous: null })
})

test('a line stops where time has not come, and a value alone is a dot', () => {
	const { current, dots } = lineShape([1, null, 2, 2, null], [])
	expect(current).toBe('M0,50ZM50,0L75,0')
	expect(dots).toEqual([{ x: 0, y: 50 }])
})

test('ten million keep their places', () => {
	expect(lineShape([0, 10_000_000], [5_000_000]).previous).toContain('M0,50')
})

test('the name of the line before keeps clear of the other name and of the plot’s edge', () => {
	const counts = fc.array(fc.nat(1000), { minLength: 1, maxLength: 90 })
	fc.assert(
		fc.property(counts, counts, (current, previous) => {
			const { names } = lineShape(current, previous)
			expect(names.current?.side).toBe('above')
			const [a, b] = [names.current, names.previous]
			if (!a || !b) return
			const bottom = b.side === 'below' ? b.y + 11 : b.y
			expect(bottom).toBeLessThanOrEqual(100)
			const isSamePlace = Math.abs(a.x - b.x) < 8 && Math.abs(a.y - b.y) < 7 && a.side === b.side && a.edge === b.edge
			expect(isSamePlace).toBe(false)
		}),
	)
})

test('a finger reads the nearest point', () => {
	const points = [{ x: 0 }, { x: 50 }, { x: 100 }]
	expect([-5, 24, 25, 26, 80, 120].map((x) => nearestPoint(points, x))).toEqual([0, 0, 0, 1, 2, 2])
})
