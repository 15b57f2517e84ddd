import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { SAFARI_IPHONE } from '../support/agents.ts'
import { freshDbFile, inMemory } from '../support/db.ts'
import { pageNaming, rowsByName } from '../support/followers.ts'
import { startNode } from '../support/server.ts'
import { DESK, theWorld } from '../support/world.ts'

const KILLS = 20
const CONNECTIONS = 32
const HAMMER_MS = 500

/** Every tap is another follower's. */
const addressOf = (serial: number) => `10.${(serial >> 16) & 255}.${(serial >> 8) & 255}.${serial & 255}`

const isStored = ({ outcome }: Tap) => outcome === 'stored'

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
			const serial = nextSerial()
			name = `n${serial}`
			text = ''
			const headers = {
				host: 'x',
				'user-agent': SAFARI_IPHONE,
				'accept-language': 'nb-NO',
				referer: pageNaming('http://x', name),
				'x-forwarded-for': addressOf(serial),
			}
			const lines = Object.entries(headers).map(([header, value]) => `${header}: ${value}\r\n`)
			socket.write(`GET /go/${DESK} HTTP/1.1\r\n${lines.join('')}\r\n`)
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
	const file = inMemory(freshDbFile())
	const rounds: Tap[][] = []
	let serial = 0
	for (let kill = 0; kill < KILLS; kill++) {
		const served = await startNode({ file, env: { TRUST_PROXY: '1' }, ...(kill === 0 ? { seed: theWorld } : {}) })
		const answered: Tap[] = []
		rounds.push(answered)
		const hammers = Array.from({ length: CONNECTIONS }, () => hammer(new URL(served.url), () => serial++, answered))
		// Each round dies at another moment of the server's life.
		await new Promise((resolve) => setTimeout(resolve, HAMMER_MS * (0.5 + kill / KILLS)))
		await served.stop('SIGKILL')
		await Promise.all(hammers)
	}
	const { db, stop } = await startNode({ file })
	const times = await rowsByName(db)
	const answered = rounds.flat()
	const stored = answered.filter(isStored)

	expect(stored.length).toBeGreaterThan(1000)
	expect(stored.filter((one) => times.get(one.name) !== 1)).toEqual([])
	expect([...times.values()].filter((count) => count !== 1)).toEqual([])
	console.info(`${answered.length} taps were answered, ${answered.length - stored.length} of them late.`)
	// What else the machine has to do, or its host, makes whole rounds late; the better half of them says what the server does.
	const shares = rounds.map((taps) => taps.filter(isStored).length / taps.length).sort((a, b) => b - a)
	const better = shares.slice(0, KILLS / 2)
	expect(
		better.reduce((sum, share) => sum + share) / better.length,
		`shares of the rounds: ${shares.map((share) => share.toFixed(3))}`,
	).toBeGreaterThanOrEqual(0.99)
	expect((await db.$client.execute('pragma integrity_check')).rows[0]?.integrity_check).toBe('ok')
	await stop()
})
