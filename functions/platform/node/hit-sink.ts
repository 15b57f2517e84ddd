import type { Hit } from '../../../src/domain/clicks/hit.ts'
import type { Spool } from './spool.ts'

/** How long a follower waits for the disk before being sent on. */
const PATIENCE_MS = 20
const TICK_MS = 5
/** Hits that one commit takes at most, so that the queue behind it never waits long. */
const BATCH_LIMIT = 5000
/** Beyond this many hits in memory, more go to the spool on disk at once. */
const MEMORY_LIMIT = 50_000
const RETRY_MS = 250

interface Waiting {
	hit: Hit
	since: number
	/** Called at most once; absent after the follower has been answered. */
	answer: ((outcome: 'stored' | 'late') => void) | null
}

export interface HitSink {
	record(hit: Hit): Promise<'stored' | 'late'>
	/** Stores what is in flight; what cannot be stored is left in the spool for the next start. */
	close(): Promise<void>
}

/**
 * Group commit: while one batch is being written, the next one gathers. `store` must make the batch durable before it resolves,
 * and storing a hit twice must change nothing.
 */
export function openHitSink(
	store: (hits: Hit[]) => Promise<void>,
	spool: Spool,
	onTrouble: (error: unknown) => void,
): HitSink {
	const gathering: Waiting[] = []
	let writing: Waiting[] = []
	let isWriting = false
	let isClosing = false
	let retryAt = 0

	let ticker: NodeJS.Timeout | null = null
	if (spool.hasHits()) watch()

	/** The clock runs only while somebody waits or the spool holds something. */
	function watch(): void {
		ticker ??= setInterval(tick, TICK_MS).unref()
	}

	function record(hit: Hit): Promise<'stored' | 'late'> {
		watch()
		if (gathering.length >= MEMORY_LIMIT) return spool.append([hit]).then(() => 'late' as const)
		return new Promise((resolve) => {
			gathering.push({ hit, since: performance.now(), answer: resolve })
			if (!isWriting && performance.now() >= retryAt) void write()
		})
	}

	async function write(): Promise<void> {
		isWriting = true
		while (gathering.length > 0) {
			// Whoever else is at the door in this turn of the event loop shares the commit.
			await new Promise((resolve) => setImmediate(resolve))
			writing = gathering.splice(0, BATCH_LIMIT)
			try {
				await store(writing.map((one) => one.hit))
				for (const one of writing) one.answer?.('stored')
				writing = []
			} catch (error) {
				onTrouble(error)
				await setAside()
				break
			}
		}
		isWriting = false
	}

	/** What the database refused goes to disk, and the followers who still wait go on their way. */
	async function setAside(): Promise<void> {
		const hits = writing.map((one) => one.hit)
		for (const one of writing) one.answer?.('late')
		writing = []
		await spool.append(hits)
		retryAt = performance.now() + RETRY_MS
	}

	function tick(): void {
		const deadline = performance.now() - PATIENCE_MS
		letGo(writing, deadline)
		letGo(gathering, deadline)
		if (!isWriting && performance.now() >= retryAt && !isClosing) {
			if (gathering.length > 0) void write()
			else if (spool.hasHits()) void drain()
			else rest()
		}
	}

	function rest(): void {
		if (ticker) clearInterval(ticker)
		ticker = null
	}

	async function drain(): Promise<void> {
		isWriting = true
		try {
			await spool.drain(BATCH_LIMIT, store)
		} catch (error) {
			onTrouble(error)
			retryAt = performance.now() + RETRY_MS
		}
		isWriting = false
		if (gathering.length > 0) void write()
	}

	async function close(): Promise<void> {
		isClosing = true
		while (isWriting) await new Promise((resolve) => setTimeout(resolve, TICK_MS))
		await write()
		await spool.append(gathering.splice(0).map((one) => one.hit))
		rest()
	}

	return { record, close }
}

/** Answers those who have waited long enough; the oldest come first. */
function letGo(waiting: Waiting[], deadline: number): void {
	for (const one of waiting) {
		if (one.since > deadline) return
		one.answer?.('late')
		one.answer = null
	}
}
