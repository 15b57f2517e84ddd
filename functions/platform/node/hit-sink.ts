import type { Hit } from '../../../src/domain/clicks/hit.ts'
import { gather } from './gather.ts'
import type { Spool } from './spool.ts'

/** How long a follower waits for the disk before being sent on: disks stall (functions/decisions/0006). */
const PATIENCE_MS = 50
const TICK_MS = 5
/** The most that one tick counts of a follower's wait. What is beyond is a stop of this thread, in which no disk could be heard. */
const TICK_COUNTS_MS = 2 * TICK_MS
/** How long hits that nobody waits for gather, so that many share a commit. */
const LINGER_MS = 50
/** So many of them do not wait for more. */
const ENOUGH = 1000
/** Hits that one commit takes at most, when the disk has stalled; it takes some forty milliseconds of the core. */
const BATCH_LIMIT = 4000
/** Hits of the spool that one commit takes: whoever comes meanwhile is still in time with the next. */
const SPOOL_BATCH = 500
/** Beyond this many hits in memory, more go to the spool on disk at once. */
const MEMORY_LIMIT = 50_000
const RETRY_MS = 250

interface Waiting {
	hit: Hit
	/** The ticks' time, in ms, at which the wait began. */
	since: number
	/** Called at most once; null after the follower has been answered. */
	answer: ((outcome: 'stored' | 'late') => void) | null
}

export interface HitSink {
	/** Settles when the hit is on disk, or when the follower has waited long enough; it is stored all the same. */
	record(hit: Hit): Promise<'stored' | 'late'>
	/** For a hit that nobody waits for. */
	note(hit: Hit): void
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
	const waiting: Waiting[] = []
	const noted: Hit[] = []
	let writing: Waiting[] = []
	let isWriting = false
	let isClosing = false
	let writeAt = Number.POSITIVE_INFINITY
	let retryAt = 0

	let ticker: NodeJS.Timeout | null = null
	let tickAt = 0
	/** Ms in which followers waited and this thread ran. */
	let ticked = 0
	if (spool.hasHits()) watch()

	/** The clock runs only while something is on its way. */
	function watch(): void {
		if (ticker) return
		tickAt = performance.now()
		ticker = setInterval(tick, TICK_MS).unref()
	}

	const isFull = () => waiting.length + noted.length >= MEMORY_LIMIT

	function record(hit: Hit): Promise<'stored' | 'late'> {
		watch()
		if (isFull()) {
			void spool.append([hit])
			return Promise.resolve('late')
		}
		return new Promise((resolve) => {
			waiting.push({ hit, since: ticked, answer: resolve })
			if (!isWriting && performance.now() >= retryAt) void write()
		})
	}

	function note(hit: Hit): void {
		watch()
		if (isFull()) return void spool.append([hit])
		noted.push(hit)
		if (noted.length === 1) writeAt = performance.now() + LINGER_MS
	}

	const isDue = () => waiting.length > 0 || noted.length >= ENOUGH || performance.now() >= writeAt

	/** One batch at a time is on its way to the database, from memory or from the spool. */
	async function alone(work: () => Promise<void>): Promise<void> {
		isWriting = true
		await work()
		isWriting = false
	}

	const write = () => alone(commitDue)

	async function commitDue(): Promise<void> {
		while (isDue() && performance.now() >= retryAt) await commit()
	}

	async function commit(): Promise<void> {
		await gather(() => waiting.length, BATCH_LIMIT)
		writing = waiting.splice(0, BATCH_LIMIT)
		const others = noted.splice(0, BATCH_LIMIT - writing.length)
		writeAt = noted.length > 0 ? performance.now() + LINGER_MS : Number.POSITIVE_INFINITY
		try {
			await store([...writing.map((one) => one.hit), ...others])
			for (const one of writing) one.answer?.('stored')
			writing = []
		} catch (error) {
			onTrouble(error)
			await setAside(others)
		}
	}

	/** What the database refused goes to disk, and the followers who still wait go on their way. */
	async function setAside(others: Hit[]): Promise<void> {
		const hits = [...writing.map((one) => one.hit), ...others]
		for (const one of writing) one.answer?.('late')
		writing = []
		await spool.append(hits)
		retryAt = performance.now() + RETRY_MS
	}

	function tick(): void {
		const now = performance.now()
		ticked += Math.min(now - tickAt, TICK_COUNTS_MS)
		tickAt = now
		for (const some of [writing, waiting]) letGo(some, ticked - PATIENCE_MS)
		if (isWriting || isClosing || now < retryAt) return
		if (isDue()) void write()
		else if (spool.hasHits()) void alone(drain)
		else if (noted.length === 0) rest()
	}

	function rest(): void {
		if (ticker) clearInterval(ticker)
		ticker = null
	}

	/** Followers who come meanwhile wait for one batch of the spool at most. */
	async function drain(): Promise<void> {
		try {
			await spool.drain(SPOOL_BATCH, async (hits) => {
				// What was stored of a file stays in it, and is stored again at the next start without a change.
				if (isClosing) throw new Error('The spool is left for the next start')
				await store(hits)
				await commitDue()
			})
		} catch (error) {
			if (!isClosing) onTrouble(error)
			retryAt = performance.now() + RETRY_MS
		}
	}

	async function close(): Promise<void> {
		isClosing = true
		while (isWriting) await new Promise((resolve) => setTimeout(resolve, TICK_MS))
		while (waiting.length + noted.length > 0 && performance.now() >= retryAt) await commit()
		await spool.append([...waiting.splice(0).map((one) => one.hit), ...noted.splice(0)])
		rest()
	}

	return { record, note, close }
}

/** Answers those who have waited long enough; the oldest come first. */
function letGo(waiting: Waiting[], deadline: number): void {
	for (const one of waiting) {
		if (one.since > deadline) return
		one.answer?.('late')
		one.answer = null
	}
}
