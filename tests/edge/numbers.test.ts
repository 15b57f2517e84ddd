import fc from 'fast-check'
import { expect, test } from 'vitest'
import { selectTargets } from '../../db/queries/clicks.ts'
import type { Bucket, Kind } from '../../db/schema/hits.ts'
import { frontDoor } from '../../functions/edge.ts'
import { ownerCookie } from '../../functions/owner-cookie.ts'
import { FACETS, type Facet, type Filters } from '../../src/domain/clicks/facets.ts'
import { ingestHits } from '../../src/domain/clicks/ingest.ts'
import { askClicks } from '../../src/domain/clicks/question.ts'
import { clickPeriod } from '../../src/domain/clicks/report.ts'
import { sumOf } from '../../src/domain/clicks/series.ts'
import { readWhy } from '../../src/domain/clicks/why.ts'
import type { Range } from '../../src/domain/periods.ts'
import { CHROME_DESKTOP, PREVIEW_BOT, SAFARI_IPHONE, TIKTOK_ANDROID, TIKTOK_PRELOADER } from '../support/agents.ts'
import { freshDb } from '../support/db.ts'
import { must } from '../support/factories.ts'
import { anAsk, testPlatform } from '../support/platform.ts'
import { BOOK, CODE, DESK, LAMP, OLD, theWorld } from '../support/world.ts'

const BEGINNING = Date.UTC(2026, 9, 20, 21, 50)
const DAY_MS = 86_400_000

const AGENTS = {
	safari: { userAgent: SAFARI_IPHONE, bucket: 'counted', channel: 'unknown', device: 'phone', app: 'none' },
	tiktok: { userAgent: TIKTOK_ANDROID, bucket: 'counted', channel: 'app:tiktok', device: 'phone', app: 'tiktok' },
	chrome: { userAgent: CHROME_DESKTOP, bucket: 'counted', channel: 'unknown', device: 'desktop', app: 'none' },
	bot: { userAgent: PREVIEW_BOT, bucket: 'bot' },
	preloader: { userAgent: TIKTOK_PRELOADER, bucket: 'preload' },
} as const

/** What a follower can do, and what it should be counted as; null is nothing at all. */
const DEEDS = {
	'a beacon of a view': { path: '/hit?k=view&p=mayalamps', method: 'POST', kind: 'view', target: null },
	'an image of a view': { path: '/hit?k=view&p=mayalamps', method: 'GET', kind: 'view', target: null },
	'a tap': { path: `/go/${DESK}`, method: 'GET', kind: 'click', target: DESK },
	'another tap': { path: `/go/${LAMP}`, method: 'GET', kind: 'click', target: LAMP },
	'a tap on a direct link': { path: `/hit?k=click&b=${BOOK}`, method: 'POST', kind: 'click', target: BOOK },
	'a tap on a coupon': { path: `/go/${CODE}`, method: 'GET', kind: 'click', target: CODE },
	'a copied code': { path: `/hit?k=copy&b=${CODE}`, method: 'POST', kind: 'copy', target: CODE },
	'a code that failed': { path: `/hit?k=fail&b=${CODE}`, method: 'POST', kind: 'fail', target: CODE },
	'a share': { path: '/hit?k=share&p=mayalamps', method: 'POST', kind: 'share', target: null },
	'a tap on a hidden link': { path: `/go/${OLD}`, method: 'GET', kind: null, target: null },
	'a tap on nothing': { path: '/go/nopenopeno', method: 'GET', kind: null, target: null },
} as const

const request = fc.record({
	gap: fc.oneof({ weight: 5, arbitrary: fc.integer({ min: 1, max: 3000 }) }, fc.integer({ min: 1, max: 3 * DAY_MS })),
	deed: fc.constantFrom(...(Object.keys(DEEDS) as (keyof typeof DEEDS)[])),
	agent: fc.constantFrom(...(Object.keys(AGENTS) as (keyof typeof AGENTS)[])),
	address: fc.constantFrom('203.0.113.7', '203.0.113.8'),
	isOwner: fc.constantFrom(false, false, true),
	tag: fc.constantFrom('', 'tt', 'undeclared'),
	isRedelivered: fc.boolean(),
})
type Request = typeof request extends fc.Arbitrary<infer R> ? R : never

interface Tallied {
	at: number
	kind: Kind
	bucket: Bucket
	facets: Partial<Record<Facet, string>>
}

/** What was sent, put down by hand: the test's own idea of counting. */
function tallyOf(requests: Request[]): Tallied[] {
	const last = new Map<string, number>()
	let at = BEGINNING
	return requests.flatMap((one): Tallied[] => {
		at += one.gap
		const [{ kind, target }, agent] = [DEEDS[one.deed], AGENTS[one.agent]]
		if (kind === null) return []
		const isPerson = agent.bucket === 'counted'
		if (!isPerson) return [{ at, kind, bucket: agent.bucket, facets: target ? { link: target } : {} }]
		const facets = {
			...(target ? { link: target } : {}),
			channel: one.tag === 'tt' ? 'tag:tt' : agent.channel,
			country: 'NO',
			device: agent.device,
			app: agent.app,
		}
		if (one.isOwner) return [{ at, kind, bucket: 'owner' as const, facets }]
		const thumb = `${one.address} ${one.agent} ${kind} ${target} ${Math.floor(at / DAY_MS)}`
		const isRepeat = at - (last.get(thumb) ?? 0) < 2000
		last.set(thumb, at)
		return [{ at, kind, bucket: isRepeat ? ('repeat' as const) : ('counted' as const), facets }]
	})
}

/** Sends the requests through the front door, each at its time, and stores what it made of them. */
async function send(requests: Request[]) {
	const db = freshDb()
	const world = await theWorld(db)
	const { platform, hits, clock, settled } = testPlatform(db)
	clock.now = BEGINNING
	for (const one of requests) {
		clock.now += one.gap
		const cookie = one.isOwner ? `vitrine_owner=${ownerCookie([world.page.id], platform)}` : undefined
		const { path, method } = DEEDS[one.deed]
		const tagged = one.tag && `${path.includes('?') ? '&' : '?'}s=${one.tag}`
		const headers = { 'user-agent': AGENTS[one.agent].userAgent, cookie }
		await frontDoor(anAsk(path + tagged, { method, headers, address: one.address }), platform)
	}
	await settled()
	const again = hits.filter((_, i) => requests[i]?.isRedelivered)
	await ingestHits(db, hits.toReversed())
	await ingestHits(db, again)
	return { db, page: world.page, now: clock.now, hits }
}

const inRange = (tally: Tallied[], from: number, to: number) => tally.filter(({ at }) => at >= from && at < to)
const countBy = <T>(all: T[], keyOf: (one: T) => string | undefined) =>
	Object.fromEntries(
		[...Map.groupBy(all, keyOf)].flatMap(([key, group]) => (key === undefined ? [] : [[key, group.length]])),
	)

test('whatever followers do, every number on the screen is the tally of the requests that were sent', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.array(request, { minLength: 1, maxLength: 60 }),
			fc.constantFrom<Range>('today', '7d', '28d', 'all'),
			fc.constantFrom(...FACETS),
			fc.constantFrom<Filters>({}, {}, { link: DESK }, { channel: 'tag:tt' }, { app: 'none', device: 'phone' }),
			async (requests, range, by, filters) => {
				const tally = tallyOf(requests)
				const { db, page, now } = await send(requests)
				const ctx = { db, userId: page.ownerId, now }
				const period = await clickPeriod(ctx, page, range)
				const targets = await selectTargets(db, page.ownerId, page.id)
				const [from, to] = [must(period.slots[0]).from, must(period.slots.at(-1)).to]
				const sent = inRange(tally, from, to)

				const why = await readWhy(ctx, page, { from, to }, 'all', null)
				const allHits = Object.values(why.total).reduce((sum, n) => sum + n, 0)
				expect(allHits).toBe(sent.length)
				expect(why.total).toMatchObject(countBy(sent, ({ bucket }) => bucket))
				for (const { slot, hits } of why.rows)
					expect(hits).toMatchObject(countBy(inRange(sent, slot.from, slot.to), ({ bucket }) => bucket))

				const question = { period, filters, by, measure: 'clicks' } as const
				const answer = await askClicks(ctx, page, question, targets)
				const raw = await answer.raw?.read()
				const report = must(answer.report ?? raw?.report)
				const breakdown = must(answer.breakdown ?? raw?.breakdown)
				const passing = sent.filter(({ facets }) =>
					Object.entries(filters).every(([facet, value]) => facets[facet as Facet] === value),
				)
				const clicks = passing.filter(({ kind, bucket }) => kind === 'click' && bucket === 'counted')
				expect([report.totals.clicks, sumOf(report.series.clicks), breakdown.total]).toEqual(
					Array(3).fill(clicks.length),
				)
				const counts = breakdown.rows.map((row) => ('hits' in row ? row.hits : row.clicks))
				expect(counts.reduce((sum, n) => sum + n, 0)).toBe(clicks.length)
				if (by !== 'link' && by !== 'hour')
					expect(Object.fromEntries(breakdown.rows.map((row) => ('hits' in row ? [row.key, row.hits] : [])))).toEqual(
						countBy(clicks, ({ facets }) => facets[by]),
					)
				if (Object.keys(filters).length === 0)
					for (const bucket of ['counted', 'bot', 'preload', 'repeat', 'owner'] as const)
						expect(report.hits[bucket]).toMatchObject(
							countBy(
								sent.filter((one) => one.bucket === bucket),
								({ kind }) => kind,
							),
						)
			},
		),
		{ numRuns: 60 },
	)
}, 120_000)
