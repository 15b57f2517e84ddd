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
	/** From the request to the answer. */
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
/** A test's own machine may stall for a moment; no fault of a database is as short as this. */
const STALL_MS = 1000
const STALLS = 0.02

let serial = 0

/** Another follower taps every `everyMs`, whether or not the last one was answered. */
export function followers(url: string, publicId: string, everyMs = 20): Followers {
	const agent = new Agent({ keepAlive: true })
	const taps: Promise<Tap>[] = []
	const timer = setInterval(() => taps.push(tap(`${url}/go/${publicId}`, agent)), everyMs)
	return {
		count: () => taps.length,
		async stop() {
			clearInterval(timer)
			const all = await Promise.all(taps)
			agent.destroy()
			return all
		},
	}
}

/** One tap of a follower nobody has seen before. Never rejects: what gets no answer has status 0. */
export function tap(url: string, agent?: Agent): Promise<Tap> {
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
			resolve({ name, status, outcome, ms: performance.now() - began })
		}
		get(url, { agent, headers }, (answer) => {
			answer.resume()
			settle(answer.statusCode ?? 0, String(answer.headers['server-timing'] ?? ''))
		}).on('error', () => settle(0))
	})
}

/** Every tap was sent on, and in time. */
export function expectSentOn(taps: Tap[]): void {
	expect(taps.length).toBeGreaterThan(20)
	expect(taps.filter((one) => one.status !== 302)).toEqual([])
	const slow = taps.filter((one) => one.ms > PATIENCE_MS)
	expect(slow.length / taps.length, `${slow.length} of ${taps.length} waited too long`).toBeLessThan(STALLS)
	expect(Math.max(...taps.map((one) => one.ms))).toBeLessThan(STALL_MS)
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
