/** Deletes at most so many rows, in one call of the database, and says how many there were. */
export type Deletion = (limit: number) => Promise<number>

/** Repeats a deletion until nothing is left. False when time is up before; then the rest is for the next run. */
export type Sweep = (deleteSome: Deletion) => Promise<boolean>

/** What a chunk should take, half of what a follower's commit may wait for it. */
const TARGET_MS = 25
const FIRST = 500
const SMALLEST = 100
const LARGEST = 5000
/** One run of the clock's work ends in time for its next, and leaves room among the calls that a Worker may make for what is not swept. */
const RUN_MS = 60_000
const CALLS = 600

/**
 * Makes a broom for one run: rows leave in chunks that adapt to the time that the last one took, so that the write lock
 * is never held for long, and hits that arrive are stored between two chunks. `clock` reads milliseconds.
 */
export function openSweep(clock: () => number): Sweep {
	const end = clock() + RUN_MS
	let calls = 0
	let size = FIRST
	return async (deleteSome) => {
		while (calls < CALLS && clock() < end) {
			const limit = size
			const started = clock()
			const gone = await deleteSome(limit)
			calls++
			// A chunk that was not full says nothing about full ones.
			if (gone < limit) return true
			size = nextSize(limit, clock() - started)
		}
		return false
	}
}

/** The size of the next chunk after a full one of this size: at most double, at least a quarter. */
export function nextSize(size: number, tookMs: number): number {
	const factor = Math.min(2, Math.max(0.25, TARGET_MS / Math.max(1, tookMs)))
	return Math.min(LARGEST, Math.max(SMALLEST, Math.floor(size * factor)))
}
