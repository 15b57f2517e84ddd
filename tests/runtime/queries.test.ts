import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { startHranaServer } from '../../db/hrana/server.ts'
import { hits } from '../../db/schema/index.ts'
import { crypto } from '../../functions/platform/crypto.ts'
import { startSession } from '../../src/domain/auth/session.ts'
import { SESSION_COOKIE } from '../../src/view/session.ts'
import { SAFARI_IPHONE } from '../support/agents.ts'
import { type CountingProxy, type Spent, startCountingProxy } from '../support/counting-proxy.ts'
import { freshDbFile } from '../support/db.ts'
import { startEdge, until } from '../support/server.ts'
import { DESK, theWorld } from '../support/world.ts'

/**
 * What each route asks of the database. `WRITE_QUERIES=1` puts down a route that is new and one that asks less than it
 * did; the file is then committed. A route that asks more has to be put down by hand.
 */
const SNAPSHOT = 'tests/runtime/queries.json'
const isWriting = process.env.WRITE_QUERIES === '1'

const FOLLOWERS = [
	'/',
	'/login',
	'/signup',
	'/maya.lamps',
	`/go/${DESK}`,
	'/hit?k=view&p=mayalamps',
	'/qr/maya.lamps.svg',
	'/healthz',
]
/** Each of the two that are hits is asked for twice. */
const HITS = 4
const ROOMS = [
	'',
	'?by=country',
	'?country=NO&device=phone',
	'/why',
	'/live',
	'/earnings',
	'/page',
	'/share',
	'/theme',
	'/account',
	'/tokens',
	'/more',
	'/data',
].map((room) => `/app${room}`)

test('no route asks the database more than it did', async () => {
	const { spent, known } = { spent: await measure(), known: JSON.parse(readFileSync(SNAPSHOT, 'utf8')) }
	const isMore = ([route, now]: [string, Spent]) =>
		now.roundTrips > known[route].roundTrips || now.statements > known[route].statements
	const isNew = ([route]: [string, Spent]) => !known[route]
	expect(
		Object.entries(spent).filter((one) => !isNew(one) && isMore(one)),
		`more than ${SNAPSHOT} says`,
	).toEqual([])
	if (isWriting) writeFileSync(SNAPSHOT, `${JSON.stringify(spent, null, '\t')}\n`)
	else expect(spent, 'run again with WRITE_QUERIES=1').toEqual(known)
}, 60_000)

async function measure(): Promise<Record<string, Spent>> {
	const file = freshDbFile()
	const database = await startHranaServer({ file })
	const proxy = await startCountingProxy(database.url)
	const served = await startEdge({ file, seed: theWorld, env: { DATABASE_URL: proxy.url } })
	const token = await startSession({ db: served.db, now: Date.now(), crypto }, 'maya')
	const spent: Record<string, Spent> = {}
	for (const path of FOLLOWERS) {
		spent[`${path}, first`] = await spentOn(proxy, served.url + path)
		spent[`${path}, again`] = await spentOn(proxy, served.url + path)
	}
	// The queue brings the followers' hits when it likes; no room may be charged for them.
	await until(async () => (await served.db.$count(hits)) === HITS, 20_000)
	for (const path of ROOMS) spent[path] = await spentOn(proxy, served.url + path, `${SESSION_COOKIE}=${token}`)
	await database.close()
	return spent
}

async function spentOn(proxy: CountingProxy, url: string, cookie = ''): Promise<Spent> {
	await settled(proxy)
	// A preload: it is redirected and shown everything as a follower is, and leaves no visitor behind.
	const headers = { 'user-agent': SAFARI_IPHONE, 'sec-purpose': 'prefetch', cookie }
	const answer = await fetch(url, { headers, redirect: 'manual' })
	await answer.arrayBuffer()
	// A room that sends the creator away asks for little, and says nothing about itself.
	if (cookie) expect(answer.status, url).toBe(200)
	else expect(answer.status, url).toBeLessThan(400)
	return proxy.take()
}

/** Waits until the queue's consumer has written what came before. */
async function settled(proxy: CountingProxy): Promise<void> {
	let last = proxy.take()
	do {
		last = proxy.take()
		await new Promise((resolve) => setTimeout(resolve, 50))
	} while (last.roundTrips > 0)
}
