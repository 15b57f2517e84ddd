import { connect } from 'node:net'
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

/**
 * One connection that taps again as soon as it is answered, until the server dies. Bare sockets, so that the followers
 * take as little as possible of the two cores that the server is measured on.
 */
function hammer(url: URL, nextSerial: () => number, answered: Tap[]): Promise<void> {
	return new Promise((resolve) => {
		const socket = connect(Number(url.port), url.hostname)
		let name = ''
		let text = ''
		const tap = () => {
			name = nameOf(nextSerial())
			text = ''
			socket.write(
				`GET /go/${DESK} HTTP/1.1\r\nhost: x\r\nuser-agent: ${SAFARI_IPHONE}\r\nreferer: https://${name}/\r\n\r\n`,
			)
		}
		socket.on('connect', tap)
		socket.on('data', (chunk) => {
			text += chunk.toString('latin1')
			if (!text.endsWith('\r\n\r\n')) return
			const outcome = /^HTTP\/1\.1 302 [\s\S]*desc=(stored|late)/.exec(text)?.[1]
			if (outcome) answered.push({ name, outcome: outcome as Tap['outcome'] })
			tap()
		})
		socket.on('error', () => {})
		socket.on('close', () => resolve())
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
		const hammers = Array.from({ length: CONNECTIONS }, () => hammer(new URL(served.url), () => serial++, answered))
		// Each round dies at another moment of the server's life.
		await new Promise((resolve) => setTimeout(resolve, HAMMER_MS * (0.5 + kill / KILLS)))
		await served.stop('SIGKILL')
		await Promise.all(hammers)
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
