import { scaleLinear } from 'd3-scale'

/** A place on an axis: its value, and how far from the top of the plot it stands, in percent. */
export interface Tick {
	value: number
	y: number
}

export interface Axis {
	/** From the top of the plot, in percent. */
	y: (value: number) => number
	/** Grid lines with zero among them; at most four. */
	ticks: Tick[]
}

const MOST_TICKS = 4

/** An axis that holds every value and zero. Counts get no lines between whole numbers; without values it ends at one. */
export function valueAxis(values: number[], isWhole: boolean): Axis {
	const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)]
	for (let wanted = MOST_TICKS; ; wanted--) {
		const scale = scaleLinear([low, low === high ? 1 : high], [100, 0]).nice(wanted)
		const values = scale.ticks(wanted).filter((value) => !isWhole || Number.isInteger(value))
		if (values.length <= MOST_TICKS || wanted === 1)
			return {
				y: (value) => rounded(scale(value)),
				ticks: values.map((value) => ({ value, y: rounded(scale(value)) })),
			}
	}
}

/** Which of `length` places along the time axis carry their name, so that the names stay apart on a phone. */
export function namedPlaces(length: number): number[] {
	const step = Math.max(1, Math.ceil(length / MOST_TICKS))
	return Array.from({ length }, (_, place) => place).filter((place) => place % step === 0)
}

/** Hundredths of a percent are finer than any screen. */
export const rounded = (n: number): number => Math.round(n * 100) / 100
