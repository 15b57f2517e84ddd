const SAY_EVERY_MS = 1000

export interface Drops {
	/** Hits that this process has had to give up. */
	total(): number
	add(hits: number, error?: unknown): void
}

/** Counts what is lost, and says so, but not so often that the log becomes the next thing to fill the disk. */
export function countDrops(why: string): Drops {
	let dropped = 0
	let saidAt = Number.NEGATIVE_INFINITY
	return {
		total: () => dropped,
		add(hits, error) {
			dropped += hits
			if (performance.now() - saidAt < SAY_EVERY_MS) return
			saidAt = performance.now()
			console.error(`${why}: ${dropped} hits were dropped since the start.`, ...(error === undefined ? [] : [error]))
		},
	}
}
