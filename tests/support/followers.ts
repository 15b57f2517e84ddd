import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { Agent, get } from 'node:http'
import { afterAll, beforeAll, expect } from 'vitest'
import type { Db } from '../../db/client.ts'
import { frontDoor } from '../../functions/edge.ts'
import type { Platform } from '../../functions/platform/platform.ts'
import { SAFARI_IPHONE } from './agents.ts'
import { anAsk } from './platform.ts'
import { freePort, until } from './server.ts'

export interface Tap {
	/** Its own, stored beside the hit as the campaign that the page's address names, so that every tap can be found again. */
	name: string
	status: number
	outcome: 'stored' | 'late' | null
	/** From the request to the answer. */
	ms: number
	/** What an answer needed that asks no database, at the same moment: the machine's part of the wait. */
	bareMs: number
}

export interface Followers {
	/** How many have tapped until now. */
	count(): number
	/** Waits for the last answers. Safe to call twice. */
	stop(): Promise<Tap[]>
}

/** What a follower may wait for, whatever has happened to the database. */
const PATIENCE_MS = 100
/** Now and then the machine makes a few wait; no fault here is as short as this. */
const HICCUP_MS = 1000
const PUNCTUAL = 0.95

let serial = 0
let bareUrl = ''

/** Starts what the followers of this file are compared with, in a process of its own. */
export function withFollowers(): void {
	let bare: ChildProcess | undefined
	beforeAll(async () => {
		const port = await freePort()
		bare = spawn(process.execPath, ['tests/bench/servers/bare-302.ts'], { env: { PORT: String(port) } })
		await once(bare, 'spawn')
		bareUrl = `http://127.0.0.1:${port}`
		await until(() =>
			fetch(bareUrl, { redirect: 'manual' }).then(
				() => true,
				() => false,
			),
		)
	})
	afterAll(() => void bare?.kill())
}

/** Another follower taps every `everyMs`, whether or not the last one was answered. `compareWith` answers without a database. */
export function followers(url: string, publicId: string, compareWith = bareUrl, everyMs = 20): Followers {
	const agent = new Agent({ keepAlive: true })
	const taps: Promise<Tap>[] = []
	const timer = setInterval(() => taps.push(tapBeside(`${url}/go/${publicId}`, compareWith, agent)), everyMs)
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

const nextName = () => `n${++serial}`
/** A tap on our own page, whose address names a campaign. */
export const pageNaming = (origin: string, name: string) => `${origin}/maya.lamps?utm_campaign=${name}`

/** Nobody has two. */
const addressOf = (n: number) => `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`
const outcomeOf = (timing = '') => (/desc=(stored|late)/.exec(timing)?.[1] ?? null) as Tap['outcome']

async function tapBeside(url: string, compareWith: string, agent: Agent): Promise<Tap> {
	const [answered, bare] = await Promise.all([tap(url, agent), tap(compareWith, agent)])
	return { ...answered, bareMs: bare.ms }
}

/** One tap of a follower nobody has seen before. Never rejects: what gets no answer has status 0. */
function tap(url: string, agent: Agent): Promise<Omit<Tap, 'bareMs'>> {
	const name = nextName()
	const headers = {
		'user-agent': SAFARI_IPHONE,
		'accept-language': 'nb',
		referer: pageNaming(new URL(url).origin, name),
		'x-forwarded-for': addressOf(serial),
	}
	const began = performance.now()
	return new Promise((resolve) => {
		const settle = (status: number, timing?: string) =>
			resolve({ name, status, outcome: outcomeOf(timing), ms: performance.now() - began })
		get(url, { agent, headers }, (answer) => {
			answer.resume()
			settle(answer.statusCode ?? 0, answer.headers['server-timing'] as string | undefined)
		}).on('error', () => settle(0))
	})
}

/** One tap at the front door of a platform in this process. */
export async function tapInside(platform: Platform, publicId: string): Promise<Tap & { location: string | undefined }> {
	const name = nextName()
	const began = performance.now()
	const ask = anAsk(`/go/${publicId}`, {
		headers: { referer: pageNaming('https://vitrine.example', name) },
		address: addressOf(serial),
	})
	const answer = await frontDoor(ask, platform)
	const { status = 0, headers = {} } = answer ?? {}
	const outcome = outcomeOf(headers['server-timing'])
	return { name, status, outcome, ms: performance.now() - began, bareMs: 0, location: headers.location }
}

/** Every tap was sent on, and in time. */
export function expectSentOn(taps: Tap[]): void {
	expect(taps.length).toBeGreaterThan(20)
	expect(taps.filter((one) => one.status !== 302)).toEqual([])
	const ofMachine = (share: number) =>
		3 *
		nth(
			taps.map((one) => one.bareMs),
			share,
		)
	const waits = taps.map((one) => one.ms)
	expect(nth(waits, PUNCTUAL)).toBeLessThan(PATIENCE_MS + ofMachine(PUNCTUAL))
	expect(nth(waits, 1)).toBeLessThan(HICCUP_MS + ofMachine(1))
}

/** The value that this share of the values does not exceed. */
function nth(values: number[], share: number): number {
	const sorted = values.toSorted((a, b) => a - b)
	return sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)] ?? Number.NaN
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
	const { rows } = await db.$client.execute(`
		select utm ->> 'campaign' as name, count(*) as times
		from hits join campaigns on campaigns.profile_id = hits.profile_id and hit_id = hits.id group by 1`)
	return new Map(rows.map((row) => [String(row.name), Number(row.times)]))
}
