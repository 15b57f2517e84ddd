/** Chance that falls the same way every time. Good enough for a demonstration, and for nothing else. */
export interface Chance {
	/** 0 up to, not including, 1. */
	next(): number
	/** True `share` of the time. */
	isTrue(share: number): boolean
	/** From `low` up to, not including, `high`. */
	between(low: number, high: number): number
	/** How often something happens that happens `mean` times on average. */
	times(mean: number): number
	/** The position of one of the weights, the heavier the likelier. */
	pick(weights: readonly number[]): number
	bytes(length: number): Uint8Array
}

/** The generator "mulberry32" (Tommy Ettinger, public domain). */
export function chanceOf(seed: number): Chance {
	let state = seed >>> 0
	const next = () => {
		state = (state + 0x6d2b79f5) >>> 0
		let mixed = Math.imul(state ^ (state >>> 15), state | 1)
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
	}
	return {
		next,
		isTrue: (share) => next() < share,
		between: (low, high) => low + next() * (high - low),
		times: (mean) => poisson(mean, next),
		pick: (weights) => pick(weights, next),
		bytes: (length) => Uint8Array.from({ length }, () => Math.floor(next() * 256)),
	}
}

/** Knuth's way, for means up to a few hundred. */
function poisson(mean: number, next: () => number): number {
	const limit = Math.exp(-mean)
	let product = next()
	let count = 0
	while (product > limit) {
		product *= next()
		count++
	}
	return count
}

function pick(weights: readonly number[], next: () => number): number {
	let rest = next() * weights.reduce((sum, weight) => sum + weight, 0)
	for (const [position, weight] of weights.entries()) {
		rest -= weight
		if (rest < 0) return position
	}
	return weights.length - 1
}
