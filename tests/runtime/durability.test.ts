import { Agent, request } from 'node:http'
import { expect, test } from 'vitest'
import { SAFARI_IPHONE } from '../support/agents.ts'
import { freshDbFile } from '../support/db.ts'
import { startNode } from '../support/server.ts'
import { DESK, theWorld } from '../support/world.ts'

const KILLS = 20
const CONNECTIONS = 32
const HAMMER_MS = 400

/** Every tap names itself by its referrer, which is stored with the hit. */
const nameOf = (serial: number) => `n${serial}.example`

interface Tap {
	name: string
	outcome: 'stored' | 'late'
}

/** One tap; null when the server died before it answered. */
function tap(url: string, agent: Agent, name: string): Promise<Tap | null> {
	return new Promise((resolve) => {
		const headers = { 'user-agent': SAFARI_IPHONE, referer: `https://${name}/` }
		const asked = request(`${url}/go/${DESK}`, { agent, headers }, (answer) => {
			answer.resume()
			const outcome = /desc=(stored|late)/.exec(String(answer.headers['server-timing']))?.[1]
			answer.on('close', () => resolve(answer.statusCode === 302 ? { name, outcome: outcome as Tap['outcome'] } : null))
		})
		asked.on('error', () => resolve(null))
		asked.end()
	})
}

test('a tap that was answered "stored" has exactly one row, whenever the server is killed', {
	timeout: 300_000,
}, async () => {
	const file = freshDbFile()
	const answered: Tap[] = []
	let serial = 0
	for (let kill = 0; kill < KILLS; kill++) {
		const served = await startNode({ file, ...(kill === 0 ? { seed: theWorld } : {}) })
		const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })
		let isOver = false
		const hammer = async () => {
			while (!isOver) {
				const one = await tap(served.url, agent, nameOf(serial++))
				if (one) answered.push(one)
			}
		}
		const hammers = Array.from({ length: CONNECTIONS }, hammer)
		// Each round dies at another moment of the server's life.
		await new Promise((resolve) => setTimeout(resolve, HAMMER_MS * (0.5 + kill / KILLS)))
		await served.stop('SIGKILL')
		isOver = true
		await Promise.all(hammers)
		agent.destroy()
	}
	const { db, stop } = await startNode({ file })
	const rows = await db.$client.execute(
		'select text, count(hits.id) as times from words join hits on hits.referrer = words.id group by words.id',
	)
	const times = new Map(rows.rows.map((row) => [String(row.text), Number(row.times)]))
	const stored = answered.filter((one) => one.outcome === 'stored')

	expect(stored.length).toBeGreaterThan(1000)
	expect(stored.filter((one) => times.get(one.name) !== 1)).toEqual([])
	expect([...times.values()].filter((count) => count !== 1)).toEqual([])
	expect(stored.length / answered.length).toBeGreaterThanOrEqual(0.99)
	expect((await db.$client.execute('pragma integrity_check')).rows[0]?.integrity_check).toBe('ok')
	await stop()
})
