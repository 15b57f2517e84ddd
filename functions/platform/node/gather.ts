/** Turns of the event loop that must bring nobody before a commit begins; on a server with nothing to do, some microseconds. */
const QUIET_TURNS = 2
/** The longest that anybody is kept from the disk for those who still come. */
const LONGEST_MS = 2

/**
 * Waits as long as more and more come, so that they share a commit: begun at once, it would take half of those at the door, and
 * the other half would need one of its own. `waiting` tells how many there are; no more than `limit` are waited for.
 */
export async function gather(waiting: () => number, limit: number): Promise<void> {
	const end = performance.now() + LONGEST_MS
	let quiet = 0
	while (quiet < QUIET_TURNS && waiting() < limit && performance.now() < end) {
		const before = waiting()
		await new Promise((resolve) => setImmediate(resolve))
		quiet = waiting() > before ? 0 : quiet + 1
	}
}
