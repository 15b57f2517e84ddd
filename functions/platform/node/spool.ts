import { appendFile, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Hit } from '../../../src/domain/clicks/hit.ts'

/** About a million hits. */
const LIMIT_BYTES = 256 * 1024 * 1024
const CURRENT = 'hits.jsonl'

export interface Spool {
	/** Keeps hits on disk until the database takes them again. What no longer fits is dropped, and said so. */
	append(hits: Hit[]): Promise<void>
	hasHits(): boolean
	/** Hands everything to `store`, `batch` hits at a time. What `store` refuses stays for the next time. */
	drain(batch: number, store: (hits: Hit[]) => Promise<void>): Promise<void>
}

/** One JSON line a hit. A line that a crash cut off is left out: its follower was told `late`. */
export async function openSpool(
	folder: string,
	onDrop: (hits: number) => void,
	limitBytes = LIMIT_BYTES,
): Promise<Spool> {
	await mkdir(folder, { recursive: true })
	const current = join(folder, CURRENT)
	const files = async () => (await readdir(folder)).filter((name) => name.endsWith('.jsonl')).sort()
	let bytes = 0
	for (const name of await files()) bytes += (await stat(join(folder, name))).size
	/** Appending and setting aside take turns, so that lines are never torn. */
	let turn: Promise<unknown> = Promise.resolve()
	let serial = Date.now()

	function inTurn<T>(work: () => Promise<T>): Promise<T> {
		const done = turn.then(work)
		turn = done.catch(() => {})
		return done
	}

	async function append(hits: Hit[]): Promise<void> {
		if (hits.length === 0) return
		const text = hits.map((hit) => `${JSON.stringify(hit)}\n`).join('')
		const size = Buffer.byteLength(text)
		if (bytes + size > limitBytes) return onDrop(hits.length)
		bytes += size
		await inTurn(() => appendFile(current, text)).catch(() => {
			bytes -= size
			onDrop(hits.length)
		})
	}

	async function drain(batch: number, store: (hits: Hit[]) => Promise<void>): Promise<void> {
		await inTurn(() => rename(current, join(folder, `aside-${++serial}.jsonl`)).catch(() => {}))
		for (const name of (await files()).filter((one) => one !== CURRENT)) {
			const text = await readFile(join(folder, name), 'utf8')
			const hits = readLines(text)
			for (let i = 0; i < hits.length; i += batch) await store(hits.slice(i, i + batch))
			await rm(join(folder, name))
			bytes -= Buffer.byteLength(text)
		}
	}

	return { append, hasHits: () => bytes > 0, drain }
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
