import { connect } from 'node:net'
import { openDb } from '../../db/client.ts'
import { CONNECTIONS } from './load.ts'
import { ourNode, type Result } from './rates.ts'
import { publicIdOf } from './seed.ts'

const SECONDS = 10
const AT_LEAST = 0.999

/** Every tap that was answered `stored` has exactly one row, and nearly all were. */
export async function checkStored(file: string): Promise<Result[]> {
	const server = await ourNode(file)
	const answered: { name: string; isStored: boolean }[] = []
	const { port, hostname } = new URL(server.url)
	await Promise.all(Array.from({ length: CONNECTIONS }, (_, n) => follow(Number(port), hostname, n, answered)))
	await server.stop()
	const db = openDb(`file:${file}`)
	const { rows } = await db.$client.execute(
		"select text, count(*) as times from hits join words on words.id = referrer where text like '%.stored.example' group by text",
	)
	db.$client.close()
	const times = new Map(rows.map((row) => [String(row.text), Number(row.times)]))
	const stored = answered.filter((tap) => tap.isStored)
	const wrong = stored.filter((tap) => times.get(tap.name) !== 1).length
	const share = Number((stored.length / answered.length).toFixed(4))
	return [
		{
			what: 'taps answered "stored" without exactly one row',
			against: '',
			ours: wrong,
			limit: stored.length,
			ratio: 0,
			bar: '0',
			holds: wrong === 0 && stored.length > 0,
		},
		{
			what: 'taps answered "stored"',
			against: 'all taps',
			ours: stored.length,
			limit: answered.length,
			ratio: share,
			bar: `at least ${AT_LEAST}`,
			holds: share >= AT_LEAST,
		},
	]
}

/** One connection that taps as soon as it is answered; each tap names itself by its referrer. */
function follow(port: number, host: string, n: number, answered: { name: string; isStored: boolean }[]): Promise<void> {
	const end = performance.now() + SECONDS * 1000
	return new Promise((resolve, reject) => {
		const socket = connect(port, host)
		let [text, name, serial] = ['', '', 0]
		const tap = () => {
			name = `n${n}x${serial++}.stored.example`
			text = ''
			socket.write(
				`GET /go/${publicIdOf(serial % 1000)} HTTP/1.1\r\nhost: x\r\nuser-agent: Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15\r\naccept-language: nb\r\nreferer: https://${name}/\r\nx-forwarded-for: 10.${n}.${(serial >> 8) & 255}.${serial & 255}\r\n\r\n`,
			)
		}
		socket.on('connect', tap)
		socket.on('error', reject)
		socket.on('close', () => resolve())
		socket.on('data', (chunk) => {
			text += chunk.toString('latin1')
			if (!text.endsWith('\r\n\r\n')) return
			answered.push({ name, isStored: text.includes('desc=stored') })
			if (performance.now() < end) tap()
			else socket.end()
		})
	})
}
