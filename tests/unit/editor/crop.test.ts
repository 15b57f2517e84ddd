import fc from 'fast-check'
import { expect, test } from 'vitest'
import { centred, dragged, inside, MAX_ZOOM, sideOf, zoomed } from '../../../src/islands/editor/crop.ts'

const wide = { width: 1000, height: 400 }

test('at first the window shows the middle, as much as fits', () => {
	expect(inside(wide, centred(wide))).toEqual({ x: 500, y: 200, zoom: 1 })
	expect(sideOf(wide, centred(wide))).toBe(400)
})

test('dragging moves the picture under the window by the distance on the screen, to its edge', () => {
	expect(dragged(wide, centred(wide), 100, 0, 200)).toEqual({ x: 300, y: 200, zoom: 1 })
	expect(dragged(wide, centred(wide), 9999, 50, 200)).toEqual({ x: 200, y: 200, zoom: 1 })
})

test('zooming out at the edge moves the window back inside', () => {
	const corner = dragged(wide, zoomed(wide, centred(wide), 2), 9999, 9999, 200)
	expect(corner).toEqual({ x: 100, y: 100, zoom: 2 })
	expect(zoomed(wide, corner, 1)).toEqual({ x: 200, y: 200, zoom: 1 })
	expect(zoomed(wide, corner, 99).zoom).toBe(MAX_ZOOM)
})

test('whatever is done, the window lies inside the picture', () => {
	const side = fc.integer({ min: 1, max: 9000 })
	const move = fc.record({ dx: fc.integer(), dy: fc.integer(), zoom: fc.double({ min: -9, max: 99, noNaN: true }) })
	fc.assert(
		fc.property(fc.record({ width: side, height: side }), fc.array(move), (picture, moves) => {
			let crop = centred(picture)
			for (const { dx, dy, zoom } of moves) crop = zoomed(picture, dragged(picture, crop, dx, dy, 280), zoom)
			const half = sideOf(picture, crop) / 2
			expect(crop.x - half).toBeGreaterThanOrEqual(-1e-6)
			expect(crop.y - half).toBeGreaterThanOrEqual(-1e-6)
			expect(crop.x + half).toBeLessThanOrEqual(picture.width + 1e-6)
			expect(crop.y + half).toBeLessThanOrEqual(picture.height + 1e-6)
		}),
	)
})
