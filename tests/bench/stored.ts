import { connect } from 'node:net'
import { join } from 'node:path'
import { openDb } from '../../db/client.ts'
import { crypto } from '../../functions/platform/crypto.ts'
import { visitorOf } from '../../src/domain/clicks/visitor.ts'
import { CONNECTIONS } from './load.ts'
import type { Server } from './machine.ts'
import { bareServer, ourNode, type Result } from './rates.ts'
import { LINKS, publicIdOf } from './seed.ts'

/** Long enough for the disk's stalls, of which each makes a tap of every connection wait, to be told from a habit. */
const SECONDS = 30
const IN_TIME_SECONDS = 10
const AT_LEAST = 0.999
/** The time that a follower waits for the disk, and what the answer itself takes. */
export const IN_TIME_MS = 55

/** Every tap that was answered `stored` has exactly one row, and nearly all were. */
export async function checkStored(file: string): Promise<Result[]> {
	const began = Date.now()
	const answered = await tapAll(await ourNode(file), SECONDS)
	const rowsOf = await countRows(file, began)
	const stored = answered.filter((tap) => tap.isStored)
	const wrong = stored.filter((tap) => rowsOf(tap) !== 1).length
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
			holds: stored.length >= AT_LEAST * answered.length,
		},
	]
}

/** Shares of all taps that were answered within `IN_TIME_MS`. */
export interface InTime {
	ours: number
	/** Of a bare server that commits a row for each: a disk or a machine that keeps commits waiting shows in both. */
	bare: number
}

export async function measureInTime(file: string, folder: string): Promise<InTime> {
	const shareOf = async (server: Server) => {
		const answered = await tapAll(server, IN_TIME_SECONDS)
		return Number((answered.filter(({ ms }) => ms <= IN_TIME_MS).length / answered.length).toFixed(4))
	}
	const bare = await shareOf(await bareServer('durable-302', { FILE: join(folder, 'in-time.db') }))
	return { ours: await shareOf(await ourNode(file)), bare }
}

/** What as many connections as a server is compared with get from it in some seconds; then it is stopped. */
async function tapAll(server: Server, seconds: number): Promise<Answered[]> {
	const answered: Answered[] = []
	const { port, hostname } = new URL(server.url)
	const end = performance.now() + seconds * 1000
	await Promise.all(Array.from({ length: CONNECTIONS }, (_, n) => follow(Number(port), hostname, n, end, answered)))
	await server.stop()
	return answered
}

/** A tap, told from all others by its link and its address, which only the hash of its visitor keeps. */
interface Answered {
	publicId: string
	address: string
	isStored: boolean
	/** From the tap to its answer. */
	ms: number
}

/** How many rows a tap has among the hits since a moment. */
async function countRows(file: string, since: number): Promise<(tap: Answered) => number> {
	const db = openDb(`file:${file}`)
	const { rows } = await db.$client.execute({
		sql: `select public_id || ' ' || visitor as tap, count(*) as times
			from hits join blocks on blocks.id = hits.block_id where hits.at >= ? group by 1`,
		args: [since],
	})
	const targets = await db.$client.execute('select public_id as id, profile_id as profile from blocks')
	const salts = await db.$client.execute('select salt from salts')
	db.$client.close()
	const times = new Map(rows.map((row) => [String(row.tap), Number(row.times)]))
	const profiles = new Map(targets.rows.map((row) => [String(row.id), Number(row.profile)]))
	const visitors = (profile: number, address: string) =>
		salts.rows.map(({ salt }) => visitorOf(crypto, String(salt), profile, address, USER_AGENT))
	return ({ publicId, address }) =>
		visitors(profiles.get(publicId) ?? 0, address).reduce(
			(sum, visitor) => sum + (times.get(`${publicId} ${visitor}`) ?? 0),
			0,
		)
}

const USER_AGENT = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15'

/** One connection that taps as soon as it is answered, each time from an address of its own. */
function follow(port: number, host: string, n: number, end: number, answered: Answered[]): Promise<void> {
	return new Promise((resolve, reject) => {
		const socket = connect(port, host)
		let [text, publicId, address, serial, tappedAt] = ['', '', '', 0, 0]
		const tap = () => {
			publicId = publicIdOf(serial++ % LINKS)
			address = `10.${n}.${(serial >> 8) & 255}.${serial & 255}`
			text = ''
			tappedAt = performance.now()
			socket.write(
				`GET /go/${publicId} HTTP/1.1\r\nhost: x\r\nuser-agent: ${USER_AGENT}\r\naccept-language: nb\r\nx-forwarded-for: ${address}\r\n\r\n`,
			)
		}
		socket.on('connect', tap)
		socket.on('error', reject)
		socket.on('close', () => resolve())
		socket.on('data', (chunk) => {
			text += chunk.toString('latin1')
			if (!text.endsWith('\r\n\r\n')) return
			const now = performance.now()
			answered.push({ publicId, address, isStored: text.includes('desc=stored'), ms: now - tappedAt })
			if (now < end) tap()
			else socket.end()
		})
	})
}
