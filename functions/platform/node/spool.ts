import { appendFile, mkdir, readdir, readFile, rename, rm, stat, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import type { Hit } from '../../../src/domain/clicks/hit.ts'

/** About a million hits. */
const LIMIT_BYTES = 256 * 1024 * 1024
/** What is read back into memory at a time. */
const FILE_BYTES = 4 * 1024 * 1024
const CURRENT = 'hits.jsonl'
const ASIDE = /^aside-(\d+)\.jsonl$/

export interface Spool {
	/** Keeps hits on disk until the database takes them again. What no longer fits is dropped, and said so. */
	append(hits: Hit[]): Promise<void>
	hasHits(): boolean
	/** Hands everything to `store`, `batch` hits at a time. What `store` refuses stays for the next time. */
	drain(batch: number, store: (hits: Hit[]) => Promise<void>): Promise<void>
}

/** Lines that will be written together. */
interface Gathering {
	texts: string[]
	bytes: number
	hits: number
	written: Promise<void>
}

/** One JSON line a hit. A line that a crash cut off is left out: its follower was told `late`. */
export async function openSpool(
	folder: string,
	onDrop: (hits: number) => void,
	limitBytes = LIMIT_BYTES,
): Promise<Spool> {
	await mkdir(folder, { recursive: true })
	const current = join(folder, CURRENT)
	const sizeOf = (path: string) => stat(path).then(({ size }) => size)
	let currentBytes = await sizeOf(current).catch(() => 0)
	let bytes = currentBytes
	for (const name of await asideIn(folder)) bytes += await sizeOf(join(folder, name))
	/** Numbered on from what is there, not by the clock, which may have been set back. */
	let serial = Math.max(0, ...(await asideIn(folder)).map(serialOf))
	/** Appending and setting aside take turns, so that lines are never torn. */
	let turn: Promise<unknown> = Promise.resolve()

	function inTurn<T>(work: () => Promise<T>): Promise<T> {
		const done = turn.then(work)
		turn = done.catch(() => {})
		return done
	}

	let gathering: Gathering | null = null

	async function append(hits: Hit[]): Promise<void> {
		if (hits.length === 0) return
		const text = hits.map((hit) => `${JSON.stringify(hit)}\n`).join('')
		const size = Buffer.byteLength(text)
		if (bytes + size > limitBytes) return onDrop(hits.length)
		bytes += size
		if (gathering === null || gathering.bytes + size > FILE_BYTES) gathering = begin()
		gathering.texts.push(text)
		gathering.bytes += size
		gathering.hits += hits.length
		await gathering.written
	}

	/** Lines that come before their turn does are written at once: one by one, a flood would wait in memory for its writes. */
	function begin(): Gathering {
		const lines: Gathering = { texts: [], bytes: 0, hits: 0, written: inTurn(() => flush(lines)) }
		return lines
	}

	async function flush(lines: Gathering): Promise<void> {
		if (gathering === lines) gathering = null
		await write(lines.texts.join(''), lines.bytes).catch(() => {
			bytes -= lines.bytes
			onDrop(lines.hits)
		})
	}

	async function write(text: string, size: number): Promise<void> {
		if (currentBytes > FILE_BYTES) await setAside()
		try {
			await appendFile(current, text)
			currentBytes += size
		} catch (error) {
			// A full disk takes half a line, and the next line must not continue it.
			await truncate(current, currentBytes).catch(() => {})
			throw error
		}
	}

	async function setAside(): Promise<void> {
		const isMoved = await rename(current, join(folder, `aside-${++serial}.jsonl`)).then(
			() => true,
			() => false,
		)
		if (isMoved) currentBytes = 0
	}

	async function drain(batch: number, store: (hits: Hit[]) => Promise<void>): Promise<void> {
		await inTurn(setAside)
		for (const name of await asideIn(folder)) {
			const path = join(folder, name)
			const hits = readLines(await readFile(path, 'utf8'))
			for (let i = 0; i < hits.length; i += batch) await store(hits.slice(i, i + batch))
			const size = await sizeOf(path)
			await rm(path)
			bytes -= size
		}
	}

	// What a crash left begins no new line.
	await setAside()
	return { append, hasHits: () => bytes > 0, drain }
}

const serialOf = (name: string) => Number(ASIDE.exec(name)?.[1])

/** Oldest first. */
async function asideIn(folder: string): Promise<string[]> {
	const names = (await readdir(folder)).filter((name) => ASIDE.test(name))
	return names.sort((a, b) => serialOf(a) - serialOf(b))
}

function readLines(text: string): Hit[] {
	return text.split('\n').flatMap((line) => {
		try {
			return line === '' ? [] : [JSON.parse(line) as Hit]
		} catch {
			return []
		}
	})
}
