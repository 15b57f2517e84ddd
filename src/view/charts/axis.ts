import { type ScaleLinear, scaleLinear } from 'd3-scale'

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
	const scale = scaleLinear([low, low === high ? 1 : high], [100, 0])
	const y = (value: number) => rounded(scale(value))
	return { y, ticks: lines(scale, isWhole).map((value) => ({ value, y: y(value) })) }
}

/** As many round values as fit; the highest value may stand above the last line. */
function lines(scale: ScaleLinear<number, number>, isWhole: boolean): number[] {
	for (let wanted = MOST_TICKS; ; wanted--) {
		const values = scale.ticks(wanted).filter((value) => !isWhole || Number.isInteger(value))
		if (values.length <= MOST_TICKS || wanted === 1) return values
	}
}

/** Which of `length` places along the time axis carry their name, so that the names stay apart on a phone. */
export function namedPlaces(length: number): number[] {
	const step = Math.max(1, Math.ceil(length / MOST_TICKS))
	return Array.from({ length }, (_, place) => place).filter((place) => place % step === 0)
}

/** Hundredths of a percent are finer than any screen. */
export const rounded = (n: number): number => Math.round(n * 100) / 100
