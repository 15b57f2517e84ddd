import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Doubt, SAID } from '../../proxy-doubt.ts'

const fileIn = (folder: string) => join(folder, 'proxy-doubts.json')

/**
 * Says each doubt once in the log, and keeps it for `npm run vitrine -- check` in a small file, without any address.
 * A new start begins without doubts, since the setting may have been mended.
 */
export async function openDoubts(folder: string, now: () => number): Promise<(doubt: Doubt) => void> {
	const path = fileIn(folder)
	await rm(path, { force: true })
	const seen: Partial<Record<Doubt, number>> = {}
	return (doubt) => {
		if (seen[doubt] !== undefined) return
		seen[doubt] = now()
		console.warn(SAID[doubt])
		void writeFile(path, JSON.stringify(seen), { mode: 0o600 }).catch((error) =>
			console.warn(`The doubt could not be kept in ${path}.`, error),
		)
	}
}

/** The sentences that the server has said since its last start, oldest first. */
export async function readDoubts(folder: string): Promise<string[]> {
	const text = await readFile(fileIn(folder), 'utf8').catch(() => '{}')
	const seen: [string, number][] = Object.entries(JSON.parse(text))
	return seen
		.sort(([, a], [, b]) => a - b)
		.flatMap(([doubt, at]) => (doubt in SAID ? `${new Date(at).toISOString()}: ${SAID[doubt as Doubt]}` : []))
}
