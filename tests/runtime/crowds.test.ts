import { expect, test } from 'vitest'
import { openDb } from '../../db/client.ts'
import { CROWD_LIMITS } from '../../src/domain/clicks/crowd.ts'
import { SAFARI_IPHONE } from '../support/agents.ts'
import { freshDbFile } from '../support/db.ts'
import { type Served, startEdge, startNode, until } from '../support/server.ts'
import { DESK, theWorld } from '../support/world.ts'

const TAPS = 400
const MOST = CROWD_LIMITS.gateway.perMinute

/** Taps of one address, each by another phone. Answers with the different statuses. */
async function flood({ url }: Served, header: string): Promise<number[]> {
	const tap = async (n: number) => {
		const headers = { 'user-agent': `${SAFARI_IPHONE} v${n}`, 'accept-language': 'nb', [header]: '203.0.113.9' }
		return (await fetch(`${url}/go/${DESK}`, { redirect: 'manual', headers })).status
	}
	return [...new Set(await Promise.all(Array.from({ length: TAPS }, (_, n) => tap(n))))]
}

const COUNTS =
	'select (select count(*) from hits), (select coalesce(sum(hits), 0) from excess), (select count(*) from excess)'

/** A minute that ends meanwhile lets as many through again. */
function expectBounded([hits = 0, excess = 0, rows = 0]: number[]): void {
	expect(hits + excess).toBe(TAPS)
	expect(hits % MOST).toBe(0)
	expect(hits).toBeLessThanOrEqual(2 * MOST)
	expect(rows).toBe(1)
}

test('a flood from one address is sent on, and all but the first of it is one row: on Node, also when it stops', async () => {
	const file = freshDbFile()
	const served = await startNode({ file, seed: theWorld, env: { TRUST_PROXY: '1' } })
	expect(await flood(served, 'x-forwarded-for')).toEqual([302])
	await served.stop()
	const db = openDb(`file:${file}`)
	expectBounded(Array.from((await db.$client.execute(COUNTS)).rows[0] ?? []).map(Number))
	db.$client.close()
})

test('a flood from one address is sent on, and all but the first of it is one row: on Workers', {
	timeout: 90_000,
}, async () => {
	const served = await startEdge({ seed: theWorld, env: { ORIGIN: 'http://localhost' } })
	expect(await flood(served, 'cf-connecting-ip')).toEqual([302])
	const counts = async () => Array.from((await served.db.$client.execute(COUNTS)).rows[0] ?? []).map(Number)
	await until(async () => {
		const [hits = 0, excess = 0] = await counts()
		return hits + excess >= TAPS
	}, 60_000)
	expectBounded(await counts())
	await served.stop()
})
