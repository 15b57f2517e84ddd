import { area, line } from 'd3-shape'
import { type Axis, rounded, valueAxis } from './axis.ts'
import { nameSpots } from './names.ts'

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
	names: ReturnType<typeof nameSpots>
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
		names: nameSpots({ current, previous, x, y: axis.y }),
	}
}

const isThere = (value: number | null) => value !== null

function isAlone(values: Values, place: number): boolean {
	return values[place] !== null && values[place - 1] == null && values[place + 1] == null
}
