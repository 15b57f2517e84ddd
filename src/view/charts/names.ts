import type { Values } from './line.ts'

/** Where a line's name stands, in percent of the plot: above or below a point of the line. */
export interface Spot {
	x: number
	y: number
	side: 'above' | 'below'
	/** Names near an edge begin or end at their point, so that they stay inside. */
	edge?: 'start' | 'end'
}

/** About as large as a name is on a phone, in percent of the plot. */
const NAME = { width: 32, height: 9, gap: 2 }

type Point = { x: number; y: number }
type Box = { left: number; right: number; top: number; bottom: number }
interface Lines {
	current: Values
	previous: Values
	x: (place: number) => number
	y: (value: number) => number
}

/** The name over the current line's highest point, and that of the line before where it crosses the fewest lines. */
export function nameSpots({ current, previous, x, y }: Lines): { current: Spot | null; previous: Spot | null } {
	const [now, before] = [pointsOf(current, x, y), pointsOf(previous, x, y)]
	const highest = now.reduce<Point | null>((best, point) => (best && best.y <= point.y ? best : point), null)
	if (!highest) return { current: null, previous: null }
	const spot = spotAt(highest, 'above')
	return { current: spot, previous: freest(before, now, boxOf(spot)) }
}

function pointsOf(values: Values, x: Lines['x'], y: Lines['y']): Point[] {
	return values.flatMap((value, place) => (value === null ? [] : [{ x: x(place), y: y(value) }]))
}

/** Fewest crossings first; among equals, the one furthest from the other line. */
function freest(own: Point[], other: Point[], taken: Box): Spot | null {
	let best: Spot | null = null
	let least = Number.POSITIVE_INFINITY
	for (const [place, point] of own.entries())
		for (const side of ['above', 'below'] as const) {
			const spot = spotAt(point, side)
			const box = boxOf(spot)
			if (box.bottom > 100 || overlap(box, taken)) continue
			const distance = Math.abs(point.y - (other[place]?.y ?? point.y))
			const cost = 100 * (crossings(own, box) + crossings(other, box)) - distance
			if (cost < least) [best, least] = [spot, cost]
		}
	return best
}

function spotAt({ x, y }: Point, side: Spot['side']): Spot {
	const half = NAME.width / 2
	return { x, y, side, edge: x < half ? 'start' : x > 100 - half ? 'end' : undefined }
}

function boxOf({ x, y, side, edge }: Spot): Box {
	const left = edge === 'start' ? x : edge === 'end' ? x - NAME.width : x - NAME.width / 2
	const top = side === 'above' ? y - NAME.gap - NAME.height : y + NAME.gap
	return { left, right: left + NAME.width, top, bottom: top + NAME.height }
}

const overlap = (a: Box, b: Box) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom

/** How many pieces of a line come into a box; a piece counts as the box that it is the diagonal of. */
function crossings(points: Point[], box: Box): number {
	return points.filter((point, i) => {
		const next = points[i + 1] ?? point
		const piece = {
			left: point.x,
			right: next.x + 0.01,
			top: Math.min(point.y, next.y),
			bottom: Math.max(point.y, next.y) + 0.01,
		}
		return overlap(piece, box)
	}).length
}
