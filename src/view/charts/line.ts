import { area, line } from 'd3-shape'
import { type Axis, rounded, valueAxis } from './axis.ts'

/** One value per place; null where there is none. */
export type Values = (number | null)[]

/** Paths and places in percent of the plot, the origin at its top left. */
export interface LineShape {
	axis: Axis
	x: (place: number) => number
	current: string
	fill: string
	previous: string
	/** Values with no neighbour, which a line cannot show. */
	dots: { x: number; y: number }[]
	/** Where the names of the lines have room. */
	names: { current: Spot | null; previous: Spot | null }
}

export interface Spot {
	x: number
	y: number
	/** Above or below its line. */
	side: 'above' | 'below'
}

/** Two series on one axis from zero, place by place; the longer one sets the width. */
export function lineShape(current: Values, previous: Values): LineShape {
	const places = Math.max(current.length, previous.length)
	const axis = valueAxis(
		[...current, ...previous].filter((value) => value !== null),
		true,
	)
	const x = (place: number) => (places < 2 ? 50 : rounded((place / (places - 1)) * 100))
	const path = line<number | null>(
		(_, place) => x(place),
		(value) => axis.y(value ?? 0),
	).defined(isThere)
	const under = area<number | null>(
		(_, place) => x(place),
		axis.y(0),
		(value) => axis.y(value ?? 0),
	).defined(isThere)
	return {
		axis,
		x,
		current: path(current) ?? '',
		fill: under(current) ?? '',
		previous: path(previous) ?? '',
		dots: [...current.keys()]
			.filter((place) => isAlone(current, place))
			.map((place) => ({ x: x(place), y: axis.y(current[place] ?? 0) })),
		names: nameSpots(current, previous, x, axis),
	}
}

const isThere = (value: number | null) => value !== null

function isAlone(values: Values, place: number): boolean {
	return values[place] !== null && values[place - 1] == null && values[place + 1] == null
}

/** The line's name stands over its highest point; that of the line before where the two are furthest apart. */
function nameSpots(current: Values, previous: Values, x: LineShape['x'], { y }: Axis): LineShape['names'] {
	const top = highest(current, (value) => value)
	if (top === null) return { current: null, previous: null }
	const spot: Spot = { x: x(top), y: y(current[top] ?? 0), side: 'above' }
	const isNear = (place: number) => Math.abs(x(place) - spot.x) < 35
	const apart = highest(previous, (value, place) => (isNear(place) ? -1 : Math.abs(value - (current[place] ?? 0))))
	if (apart === null || isNear(apart)) return { current: spot, previous: null }
	const before = previous[apart] ?? 0
	const side = before >= (current[apart] ?? 0) || y(before) > 80 ? 'above' : 'below'
	return { current: spot, previous: { x: x(apart), y: y(before), side } }
}

/** The place with the greatest score, or null without values. */
function highest(values: Values, score: (value: number, place: number) => number): number | null {
	let best: number | null = null
	let most = Number.NEGATIVE_INFINITY
	for (const [place, value] of values.entries())
		if (value !== null && score(value, place) > most) {
			best = place
			most = score(value, place)
		}
	return best
}
