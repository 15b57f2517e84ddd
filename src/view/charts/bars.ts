import { scaleBand } from 'd3-scale'
import { type Axis, rounded, valueAxis } from './axis.ts'

/** One piece of a stacked bar, in percent of the plot, the origin at its top left. */
export interface Bar<K extends string> {
	key: K
	place: number
	x: number
	y: number
	width: number
	height: number
}

export interface BarShape<K extends string> {
	axis: Axis
	/** The middle of each place. */
	middles: number[]
	bars: Bar<K>[]
}

/** Stacks the series in the order of `keys`, upwards from zero; what is negative hangs below it. */
export function stackedBars<K extends string>(keys: readonly K[], series: Record<K, number[]>): BarShape<K> {
	const length = Math.max(0, ...keys.map((key) => series[key].length))
	const places = Array.from({ length }, (_, place) => place)
	const pieces = places.flatMap((place) => stack(place, keys, series))
	const axis = valueAxis(
		pieces.flatMap(({ from, to }) => [from, to]),
		false,
	)
	const band = scaleBand(places, [0, 100])
		.paddingInner(length > 40 ? 0.2 : 0.3)
		.paddingOuter(0.15)
	const width = rounded(Math.min(band.bandwidth(), 14))
	const middles = places.map((place) => rounded((band(place) ?? 0) + band.bandwidth() / 2))
	const bars = pieces.map(({ key, place, from, to }) => {
		const y = Math.min(axis.y(from), axis.y(to))
		const height = rounded(Math.abs(axis.y(from) - axis.y(to)))
		return { key, place, x: rounded((middles[place] ?? 0) - width / 2), y, width, height }
	})
	return { axis, middles, bars }
}

function stack<K extends string>(place: number, keys: readonly K[], series: Record<K, number[]>) {
	const ends = { up: 0, down: 0 }
	return keys.flatMap((key) => {
		const amount = series[key][place] ?? 0
		if (amount === 0) return []
		const way = amount > 0 ? 'up' : 'down'
		const from = ends[way]
		ends[way] += amount
		return [{ key, place, from, to: ends[way] }]
	})
}
