import { setTimeout as sleep } from 'node:timers/promises'

/** What a test may make the database do wrong. An absent field does nothing. */
export interface Faults {
	/** Milliseconds that every pipeline waits before it is run. */
	delayMs?: number
	/** The HTTP status that every pipeline gets instead of being run. */
	status?: number
	/** Every n-th pipeline that commits a write loses its answer: the rows are there, the connection is cut. */
	dropAfterCommitEvery?: number
}

export class FaultInjector {
	#faults: Faults
	#commits = 0

	constructor(faults: Faults = {}) {
		this.#faults = faults
	}

	/** Replaces all faults and begins to count commits anew. */
	set(faults: Faults) {
		this.#faults = faults
		this.#commits = 0
	}

	/** To be awaited before a pipeline. Returns the status to refuse it with, or null. */
	async before(): Promise<number | null> {
		if (this.#faults.delayMs) await sleep(this.#faults.delayMs)
		return this.#faults.status ?? null
	}

	/** To be asked once after each pipeline that committed a write. */
	dropsAnswer(): boolean {
		this.#commits++
		const every = this.#faults.dropAfterCommitEvery
		return every !== undefined && this.#commits % every === 0
	}
}
