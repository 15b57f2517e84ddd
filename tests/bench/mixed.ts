import { openDb } from '../../db/client.ts'
import { crypto } from '../../functions/platform/crypto.ts'
import { startSession } from '../../src/domain/auth/session.ts'
import { SESSION_COOKIE } from '../../src/view/session.ts'
import { latencyAt } from './load.ts'
import { median } from './machine.ts'
import { ourNode, type Result } from './rates.ts'
import { LARGEST } from './seed.ts'

const RATE = 2000
const SECONDS = 4
const ROUNDS = 5
/** Until the code of a tap and of a report has run often enough to be compiled. */
const WARM_SECONDS = 4
const AT_MOST = 3

/** How much longer the slowest hundredth of taps takes while the clicks screen of the largest page and an export are read in a loop. */
export async function compareMixed(file: string): Promise<Result> {
	const cookie = await cookieOf(file, LARGEST)
	const server = await ourNode(file)
	const alone: number[] = []
	const beside: number[] = []
	await latencyBesideReading(server.url, cookie, WARM_SECONDS)
	for (let round = 0; round < ROUNDS; round++) {
		alone.push(await latencyAt(server.url, RATE, SECONDS))
		beside.push(await latencyBesideReading(server.url, cookie, SECONDS))
	}
	await server.stop()
	const [ours, limit] = [median(beside), median(alone)]
	const ratio = Number((ours / limit).toFixed(2))
	const what = `p99 of /go/{id} in ms at ${RATE}/s, beside reports and an export`
	return { what, against: 'p99 alone', ours, limit, ratio, bar: `at most ${AT_MOST}`, holds: ours <= AT_MOST * limit }
}

async function latencyBesideReading(url: string, cookie: string, seconds: number): Promise<number> {
	const reading = new AbortController()
	const readers = ['/app?range=all', '/app/data/clicks.csv'].map((path) => readOn(url + path, cookie, reading.signal))
	const p99 = await latencyAt(url, RATE, seconds)
	reading.abort()
	await Promise.all(readers)
	return p99
}

/** The cookie of a session of the creator of a page. */
export async function cookieOf(file: string, profileId: number): Promise<string> {
	const db = openDb(`file:${file}`)
	const token = await startSession({ db, now: Date.now(), crypto }, `owner${profileId}`)
	db.$client.close()
	return `${SESSION_COOKIE}=${token}`
}

async function readOn(url: string, cookie: string, signal: AbortSignal): Promise<void> {
	while (!signal.aborted) {
		const answer = await fetch(url, { headers: { cookie }, signal, redirect: 'error' }).catch((error) => {
			if (!signal.aborted) throw error
		})
		if (answer && !answer.ok) throw new Error(`${url} answered ${answer.status}`)
		await answer?.body?.pipeTo(new WritableStream(), { signal }).catch(() => {})
	}
}
