import { closeDb, openDb } from '../../db/client.ts'
import { migrateDb } from '../../db/migrate.ts'
import { openCrowds } from '../../functions/platform/crowd.ts'
import { crypto } from '../../functions/platform/crypto.ts'
import { gatherExcess } from '../../functions/platform/excess.ts'
import { record } from '../../functions/record.ts'
import { CROWD_LIMITS, MOST_ON_ALL_PAGES } from '../../src/domain/clicks/crowd.ts'
import type { Hit } from '../../src/domain/clicks/hit.ts'
import { ingestHits } from '../../src/domain/clicks/ingest.ts'
import { SAFARI_IPHONE } from '../support/agents.ts'
import { anAsk, testPlatform } from '../support/platform.ts'
import { beyondPlans } from './prices.ts'

/** What one machine sends with ease. */
const PER_SECOND = 300
/** 100 in 10 seconds. */
const RULE_PER_SECOND = 10
const HOUR_S = 3600
/** What the queue hands over: after so many seconds, or when there are so many. */
const [BATCH_S, BATCH] = [2, 100]
/** As the Workers build gathers. */
const EXCESS_S = 25

export interface Abuse {
	/** Of a day, in US dollars: what depends on how hits are kept. */
	kept: number
	hits: number
	rowsWritten: number
	messages: number
	gigabytes: number
}

/**
 * What one address costs in a day that sends hits to so many pages without a pause, each with a browser, a website and a campaign
 * of its own: an hour of it through the real code in one isolate, times 24. Every hour is the most expensive one, as every
 * hour is the first of its day.
 */
export async function measureAbuse(folder: string, pages: number, perSecond: number): Promise<Abuse> {
	const db = openDb(`file:${folder}/abuse-${pages}-${perSecond}.db`)
	await migrateDb(db)
	const number = async (query: string) => Number((await db.$client.execute(query)).rows[0]?.[0])
	const [rows, size] = [await number('select total_changes()'), await number('pragma page_count')]
	const { platform, clock } = testPlatform(db)
	const [crowds, excess] = [openCrowds(crypto.randomBytes), gatherExcess(crypto.randomBytes)]
	let queue: Hit[] = []
	let [serial, messages, hits] = [0, 0, 0]
	const hostile = {
		...platform,
		isBeyond: crowds.isBeyond,
		noteExcess: excess.add,
		recordHit: async (hit: Hit | Promise<Hit>) => {
			queue.push(await hit)
			return 'late' as const
		},
		noteHit: (hit: Hit) => void queue.push(hit),
	}
	async function consume(): Promise<void> {
		messages += queue.length
		for (let n = 0; n < queue.length; n += BATCH) await ingestHits(db, queue.slice(n, n + BATCH))
		queue = []
	}
	clock.now = Date.UTC(2026, 9, 14, 12)
	for (let second = 0; second < HOUR_S; second++, clock.now += 1000) {
		for (; serial < (second + 1) * perSecond; serial++) {
			const { kind, blockId } =
				serial % 2 ? ({ kind: 'view', blockId: 0 } as const) : ({ kind: 'click', blockId: 1 + (serial % 200) } as const)
			await record(askOf(serial), hostile, { kind, profileId: 1 + (serial % pages), blockId, tag: null })
		}
		if (second % BATCH_S === 0) {
			hits += queue.length
			await consume()
		}
		if (second % EXCESS_S === 0) queue.push(...excess.take())
	}
	await consume()
	const rowsWritten = 24 * ((await number('select total_changes()')) - rows)
	const gigabytes = (24 * ((await number('pragma page_count')) - size) * (await number('pragma page_size'))) / 1e9
	await closeDb(db)
	const { queueOperations = 0, rowsWritten: ofRows = 0 } = beyondPlans({
		queueOperations: 3 * 24 * messages,
		rowsWritten,
	})
	return { kept: queueOperations + ofRows, hits: 24 * hits, rowsWritten, messages: 24 * messages, gigabytes }
}

function askOf(serial: number) {
	const headers = {
		'user-agent': `${SAFARI_IPHONE} v${serial}`,
		referer: serial % 3 ? `https://pills-${serial}.example/` : `https://vitrine.example/x?utm_campaign=${serial}`,
	}
	return anAsk('/hit', { headers, address: '203.0.113.66' })
}

/** A day of requests that are answered by the Worker, however little it does for them. */
export function requestsCost(perSecond: number, cpuMs: number): number {
	const requests = perSecond * 86_400
	const { requests: ofRequests = 0, cpuMs: ofCpu = 0 } = beyondPlans({ requests, cpuMs: requests * cpuMs })
	return ofRequests + ofCpu
}

/** As fast as it can, and as fast as everything is still kept hit by hit, of which each then has a batch to itself. */
export const ATTACKS: [what: string, pages: number, perSecond: number][] = [
	['one page, 300 hits a second', 1, PER_SECOND],
	['one page, as many as are kept', 1, CROWD_LIMITS.gateway.perHour / HOUR_S],
	['1,000 pages, 300 hits a second', 1000, PER_SECOND],
	['1,000 pages, as many as are kept', 1000, MOST_ON_ALL_PAGES / HOUR_S],
]

export async function printAbuse(folder: string, cpuMs: number): Promise<void> {
	console.info(`
| one address, for a day | messages | rows written | US dollars |
|---|---|---|---|`)
	for (const [what, pages, perSecond] of ATTACKS) {
		const { kept, messages, rowsWritten, gigabytes } = await measureAbuse(folder, pages, perSecond)
		console.info(
			`| ${what} | ${messages} | ${(rowsWritten / 1e6).toFixed(2)} million, ${(1000 * gigabytes).toFixed(0)} MB | ${kept.toFixed(2)} |`,
		)
	}
	const [all, few] = [PER_SECOND, RULE_PER_SECOND].map((perSecond) => requestsCost(perSecond, cpuMs).toFixed(2))
	console.info(
		`\nThe requests themselves, whatever is made of them: ${all} dollars at ${PER_SECOND} a second, ${few} behind a rate limiting rule of Cloudflare's that lets ${RULE_PER_SECOND} a second through.`,
	)
}
