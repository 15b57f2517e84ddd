import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import autocannon from 'autocannon'
import { median, serve } from './machine.ts'

/**
 * `node tests/bench/threads.ts`: where commits should run. Taps at a fixed rate, each waiting for its commit, and pages beside
 * them, at servers that differ in nothing but the thread that commits. Prints the 50th and 99th percentile in ms.
 */
const TAPS = 1500
const PAGES = 500
const ROUNDS = 5
const SECONDS = 5

async function latency(url: string, overallRate: number) {
	const { latency } = await autocannon({ url, connections: 16, overallRate, duration: SECONDS })
	return latency
}

mkdirSync('tests/bench/data', { recursive: true })
const folder = mkdtempSync('tests/bench/data/threads-')
const rows: Record<string, number[]> = {}
for (let round = 0; round < ROUNDS; round++) {
	for (const where of ['inline', 'thread']) {
		const env = { FILE: join(folder, `${where}.db`), PORT: '4703', ...(where === 'inline' ? { INLINE: '1' } : {}) }
		const server = await serve('tests/bench/servers/durable-302.ts', env)
		const [taps, pages] = await Promise.all([latency(server.url, TAPS), latency(`${server.url}/page`, PAGES)])
		await server.stop()
		for (const [what, value] of Object.entries({
			taps50: taps.p50,
			taps99: taps.p99,
			pages50: pages.p50,
			pages99: pages.p99,
		})) {
			rows[`${where} ${what}`] = [...(rows[`${where} ${what}`] ?? []), value]
		}
	}
}
rmSync(folder, { recursive: true })
console.table(
	Object.entries(rows).map(([what, values]) => ({ what, median: median(values), rounds: values.join(' ') })),
)
process.exit()
