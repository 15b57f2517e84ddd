import { Agent, get } from 'node:http'
import { expect } from 'vitest'
import type { Db } from '../../db/client.ts'
import { SAFARI_IPHONE } from './agents.ts'
import { until } from './server.ts'

export interface Tap {
	/** Its own, stored with the hit as the referrer, so that every tap can be found again. */
	name: string
	status: number
	outcome: 'stored' | 'late' | null
	/** From the request to the answer, without the time in which the test itself stood still. */
	ms: number
}

export interface Followers {
	/** How many have tapped until now. */
	count(): number
	/** Waits for the last answers. Safe to call twice. */
	stop(): Promise<Tap[]>
}

/** What a follower may wait for, whatever has happened to the database. */
const PATIENCE_MS = 100
/** The machine of a test has other work, which now and then makes a few wait; no fault here is as short as this. */
const HICCUP_MS = 1000
const PUNCTUAL = 0.95

let serial = 0

/** Another follower taps every `everyMs`, whether or not the last one was answered. */
export function followers(url: string, publicId: string, everyMs = 20): Followers {
	const agent = new Agent({ keepAlive: true })
	const taps: Promise<Tap>[] = []
	const stalls = watchStalls()
	const timer = setInterval(() => taps.push(tap(`${url}/go/${publicId}`, agent, stalls.since)), everyMs)
	return {
		count: () => taps.length,
		async stop() {
			clearInterval(timer)
			const all = await Promise.all(taps)
			agent.destroy()
			stalls.stop()
			return all
		},
	}
}

/** One tap of a follower nobody has seen before. Never rejects: what gets no answer has status 0. */
function tap(url: string, agent: Agent, stalledSince: (began: number) => number): Promise<Tap> {
	const name = `n${++serial}.example`
	const headers = {
		'user-agent': SAFARI_IPHONE,
		referer: `https://${name}/`,
		'x-forwarded-for': `10.${(serial >> 16) & 255}.${(serial >> 8) & 255}.${serial & 255}`,
	}
	const began = performance.now()
	return new Promise((resolve) => {
		const settle = (status: number, timing = '') => {
			const outcome = (/desc=(stored|late)/.exec(timing)?.[1] ?? null) as Tap['outcome']
			resolve({ name, status, outcome, ms: performance.now() - began - stalledSince(began) })
		}
		get(url, { agent, headers }, (answer) => {
			answer.resume()
			settle(answer.statusCode ?? 0, String(answer.headers['server-timing'] ?? ''))
		}).on('error', () => settle(0))
	})
}

const CLOCK_MS = 10

/** The databases of these tests live in the test's own thread, and stop it while they write. */
function watchStalls() {
	const stalls: { from: number; to: number }[] = []
	let last = performance.now()
	const clock = setInterval(() => {
		const now = performance.now()
		if (now - last > 2 * CLOCK_MS) stalls.push({ from: last + CLOCK_MS, to: now })
		last = now
	}, CLOCK_MS)
	return {
		/** Milliseconds of stall since then. */
		since(began: number): number {
			const now = Math.max(performance.now() - last - CLOCK_MS, 0)
			return stalls.reduce((sum, { from, to }) => sum + Math.max(0, to - Math.max(from, began)), now)
		},
		stop: () => clearInterval(clock),
	}
}

/** Every tap was sent on, and in time. */
export function expectSentOn(taps: Tap[]): void {
	expect(taps.length).toBeGreaterThan(20)
	expect(taps.filter((one) => one.status !== 302)).toEqual([])
	const waits = taps.map((one) => one.ms).sort((a, b) => a - b)
	expect(waits[Math.floor(waits.length * PUNCTUAL)]).toBeLessThan(PATIENCE_MS)
	expect(waits.at(-1)).toBeLessThan(HICCUP_MS)
}

/** Once the database is well again, every tap has a row, and none has two. */
export async function expectEachOnce(taps: Tap[], db: Db, limitMs = 5000): Promise<void> {
	let rows = new Map<string, number>()
	await until(async () => {
		rows = await rowsByName(db)
		return taps.every((one) => rows.has(one.name))
	}, limitMs).catch(() => {})
	const wrong = (one: Tap) => rows.get(one.name) !== 1
	expect(taps.filter(wrong), 'taps without exactly one row').toEqual([])
}

/** How many hits there are of each name. */
export async function rowsByName(db: Db): Promise<Map<string, number>> {
	const { rows } = await db.$client.execute(
		'select text, count(*) as times from hits join words on words.id = hits.referrer group by text',
	)
	return new Map(rows.map((row) => [String(row.text), Number(row.times)]))
}
