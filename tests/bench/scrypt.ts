import { scryptSync } from 'node:crypto'
import { createTestHarness } from 'wrangler'

const ROUNDS = 20

const median = (times: number[]): number => times.sort((a, b) => a - b)[times.length >> 1] ?? 0

async function timed(work: () => unknown): Promise<number> {
	const times: number[] = []
	for (let round = 0; round < ROUNDS; round++) {
		const before = performance.now()
		await work()
		times.push(performance.now() - before)
	}
	return median(times)
}

/**
 * What a sign-in's password hash costs in milliseconds, on Node and in workerd. workerd's own clock stands still while a
 * request computes, so its time is taken from outside, less that of an empty request.
 */
export async function benchScrypt(): Promise<{ node: number; workerd: number }> {
	const cost = { N: 2 ** 14, r: 8, p: 5, maxmem: 64 * 1024 * 1024 }
	const node = await timed(() => scryptSync('correct horse battery staple', 'sixteen bytes ok', 32, cost))
	const harness = createTestHarness({ workers: [{ configPath: 'tests/bench/workers/scrypt.toml' }] })
	const { url } = await harness.listen()
	const ask = (path: string) => fetch(new URL(path, url)).then((response) => response.text())
	const workerd = (await timed(() => ask('/hash'))) - (await timed(() => ask('/empty')))
	await harness.close()
	return { node, workerd }
}

if (import.meta.main) {
	const { node, workerd } = await benchScrypt()
	console.info(
		`One password hash: ${node.toFixed(0)} ms on Node, ${workerd.toFixed(0)} ms in workerd (medians of ${ROUNDS}).`,
	)
}
