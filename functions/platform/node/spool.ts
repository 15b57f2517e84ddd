import { appendFile, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Hit } from '../../../src/domain/clicks/hit.ts'

/** About a million hits. */
const LIMIT_BYTES = 256 * 1024 * 1024
const CURRENT = 'hits.jsonl'

export interface Spool {
	/** Keeps hits on disk until the database takes them again; says how many it had to drop once the limit is reached. */
	append(hits: Hit[]): Promise<void>
	hasHits(): boolean
	/** Hands everything to `store`, `batch` hits at a time. What `store` refuses stays. */
	drain(batch: number, store: (hits: Hit[]) => Promise<void>): Promise<void>
}

/** One JSON line a hit. A line that a crash cut off is left out: its follower was told `late`. */
export async function openSpool(folder: string, onDrop: (hits: number) => void): Promise<Spool> {
	await mkdir(folder, { recursive: true })
	const current = join(folder, CURRENT)
	let bytes = (await stat(current).catch(() => null))?.size ?? 0
	let isPending = (await readdir(folder)).some((name) => name.endsWith('.jsonl'))

	async function append(hits: Hit[]): Promise<void> {
		if (hits.length === 0) return
		const text = hits.map((hit) => `${JSON.stringify(hit)}\n`).join('')
		if (bytes + text.length > LIMIT_BYTES) return onDrop(hits.length)
		bytes += text.length
		isPending = true
		await appendFile(current, text).catch(() => onDrop(hits.length))
	}

	async function drain(batch: number, store: (hits: Hit[]) => Promise<void>): Promise<void> {
		if (bytes > 0) await rename(current, join(folder, `${String(Date.now()).padStart(15, '0')}.jsonl`)).catch(() => {})
		bytes = 0
		for (const name of (await readdir(folder)).filter((one) => one !== CURRENT).sort()) {
			const hits = readLines(await readFile(join(folder, name), 'utf8'))
			for (let i = 0; i < hits.length; i += batch) await store(hits.slice(i, i + batch))
			await rm(join(folder, name))
		}
		isPending = bytes > 0
	}

	return { append, hasHits: () => isPending, drain }
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
