import fc from 'fast-check'
import { describe, expect, onTestFinished, test } from 'vitest'
import { closeDb, type Db, openDb } from '../../db/client.ts'
import { readValues } from '../../db/queries/breakdowns.ts'
import { selectTargets } from '../../db/queries/clicks.ts'
import type { App, Device, Kind } from '../../db/schema/hits.ts'
import type { Profile } from '../../db/schema/profiles.ts'
import { type Breakdown, facetBreakdown } from '../../src/domain/clicks/breakdown.ts'
import { keepCounter } from '../../src/domain/clicks/counters.ts'
import { FACETS, type Facet, type Filters, KIND_OF, measuresUnder } from '../../src/domain/clicks/facets.ts'
import type { Hit } from '../../src/domain/clicks/hit.ts'
import { ingestHits } from '../../src/domain/clicks/ingest.ts'
import { readLiveCount } from '../../src/domain/clicks/live.ts'
import { type Answer, askClicks, type Question } from '../../src/domain/clicks/question.ts'
import { clickPeriod } from '../../src/domain/clicks/report.ts'
import { sumOf } from '../../src/domain/clicks/series.ts'
import type { Range } from '../../src/domain/periods.ts'
import { freshDb, freshDbFile } from '../support/db.ts'
import { aHit } from '../support/hits.ts'
import { DESK, theWorld } from '../support/world.ts'

const NOW = Date.UTC(2026, 10, 22, 12, 7)
const HOUR = 3_600_000
const DAY = 24 * HOUR

async function ask(db: Db, profile: Profile, range: Range, given: Partial<Question> = {}, userId = profile.ownerId) {
	const ctx = { db, userId, now: NOW }
	const period = await clickPeriod(ctx, profile, range)
	const targets = await selectTargets(db, userId, profile.id)
	const question = { period, filters: {}, by: 'link', measure: 'clicks', ...given } as const
	return whole(await askClicks(ctx, profile, question, targets))
}

/** The answer with what only raw hits know. */
async function whole(answer: Answer) {
	const raw = await answer.raw?.read()
	const report = answer.report ?? raw?.report
	const breakdown = answer.breakdown ?? raw?.breakdown
	if (!report || !breakdown) throw new Error('A part of the answer is missing')
	return { report, breakdown, plan: answer.raw?.plan ?? null }
}

const hitsIn = (breakdown: Breakdown): Record<string, number> =>
	Object.fromEntries(
		breakdown.by === 'link'
			? breakdown.rows.filter((row) => row.clicks > 0).map((row) => [row.target?.publicId ?? 'gone', row.clicks])
			: breakdown.rows.map((row) => [row.key, row.hits]),
	)

describe('one facet', () => {
	test('every value has its row, and what nobody knows has an honest one', async () => {
		const db = freshDb()
		const { page, desk } = await theWorld(db)
		const click = (given: Partial<Hit>) => aHit({ profileId: page.id, blockId: desk.id, at: NOW - HOUR, ...given })
		await ingestHits(db, [
			click({ channel: 'tag:tt', app: 'tiktok', country: null, visitor: 1 }),
			click({ channel: 'host:news.example', device: 'desktop', country: 'SE', visitor: 2 }),
			click({ visitor: 3, at: NOW - 5 * DAY }),
			click({ bucket: 'bot', visitor: null, channel: 'tag:ig' }),
			click({ blockId: 0, kind: 'view', visitor: 3 }),
		])
		const by = async (facet: Facet) => hitsIn((await ask(db, page, '7d', { by: facet })).breakdown)
		expect(await by('channel')).toEqual({ 'tag:tt': 1, unknown: 2 })
		expect(await by('country')).toEqual({ none: 1, SE: 1, NO: 1 })
		expect(await by('device')).toEqual({ phone: 2, desktop: 1 })
		expect(await by('app')).toEqual({ tiktok: 1, none: 2 })
		expect(await by('hour')).toEqual({ '7-12': 2, '2-13': 1 })
		expect(await by('link')).toEqual({ [DESK]: 3 })
	})

	test('a host is shown once three visitors have come from it, and is counted as unknown until then', async () => {
		const db = freshDb()
		const { page, desk } = await theWorld(db)
		const from = (visitor: number, host: string, at = NOW - HOUR) =>
			aHit({ profileId: page.id, blockId: desk.id, at, visitor, channel: `host:${host}`, referrer: host })
		const lists = async () => {
			const filters = [{}, { country: 'NO' }, { channel: 'unknown' }, { channel: 'unknown', country: 'NO' }] as const
			const answers = await Promise.all(filters.map((some) => ask(db, page, '7d', { by: 'channel', filters: some })))
			return answers.map(({ breakdown }) => hitsIn(breakdown))
		}
		// Three of one visitor's are one visitor's, and another page's visitors are others.
		const times = [NOW - HOUR, NOW - 2 * HOUR, NOW - 3 * HOUR]
		await ingestHits(
			db,
			times.map((at) => from(1, 'news.example', at)),
		)
		await ingestHits(db, [from(2, 'news.example'), { ...from(9, 'news.example'), profileId: page.id + 1000 }])
		const [all] = Array(4).fill({ unknown: 4 })
		expect(await lists()).toEqual([all, all, all, all])
		await ingestHits(db, [from(3, 'news.example'), from(3, 'other.example', NOW - 2 * HOUR)])
		const shown = { 'host:news.example': 5, unknown: 1 }
		expect(await lists()).toEqual([shown, shown, { unknown: 1 }, { unknown: 1 }])
		const known = await db.$client.execute('select count(*) from host_visitors')
		await ingestHits(db, [from(4, 'news.example'), from(5, 'news.example')])
		expect((await db.$client.execute('select count(*) from host_visitors')).rows).toEqual(known.rows)
	})

	test('hours are those of the creator’s clock, also on the day that it goes back', async () => {
		const db = freshDb()
		const { page, desk } = await theWorld(db)
		const at = ['2026-10-25T00:30Z', '2026-10-25T01:30Z', '2026-10-24T00:30Z'].map((text) => Date.parse(text))
		await ingestHits(
			db,
			at.map((at, visitor) => aHit({ profileId: page.id, blockId: desk.id, at, visitor })),
		)
		const { breakdown } = await ask(db, page, '90d', { by: 'hour' })
		expect(hitsIn(breakdown)).toEqual({ '7-2': 2, '6-2': 1 })
	})

	test('has no more rows than a list can show, and those add up with what is left over', async () => {
		const db = freshDb()
		const { page, desk } = await theWorld(db)
		const from = (host: number, i: number) =>
			aHit({
				profileId: page.id,
				blockId: desk.id,
				at: NOW - HOUR,
				visitor: host * 10 + i,
				channel: `tag:h${host}`,
			})
		const hosts = Array.from({ length: 520 }, (_, i) => i)
		await ingestHits(db, [
			...hosts.map((host) => from(host, 0)),
			...[510, 3].flatMap((host) => [from(host, 1), from(host, 2)]),
			aHit({ profileId: page.id, blockId: 0, kind: 'view', at: NOW - HOUR, channel: 'tag:h1' }),
		])
		for (const filters of [{}, { country: 'NO' }]) {
			const { breakdown } = await ask(db, page, '7d', { by: 'channel', filters })
			if (breakdown.by === 'link') throw new Error('Another list was asked for')
			const { rows, rest, total } = breakdown
			expect([rows.length, rest, total]).toEqual([500, 20, 524])
			expect(rows.slice(0, 3).map(({ key, hits }) => [key, hits])).toEqual([
				['tag:h3', 3],
				['tag:h510', 3],
				['tag:h0', 1],
			])
			expect(rows[0]?.share).toBe(3 / 524)
		}
		const ever = { grain: 'day', from: 0, to: 100_000 } as const
		const read = await readValues(db, page.ownerId, page.id, 'channel', 'click', ever)
		expect([read.values.length, read.total]).toEqual([500, 524])
	})

	test('nobody reads another’s', async () => {
		const db = freshDb()
		const { page, desk } = await theWorld(db)
		await ingestHits(db, [aHit({ profileId: page.id, blockId: desk.id, at: NOW })])
		for (const by of FACETS)
			for (const filters of [
				{},
				{ country: 'NO' },
				{ country: 'NO', device: 'phone' },
				{ hour: '7-13' },
			] as Filters[]) {
				const { report, breakdown } = await ask(db, page, 'all', { by, filters }, 'tom')
				expect([by, report.totals.clicks, hitsIn(breakdown)]).toEqual([by, 0, {}])
			}
	})
})

describe('raw hits', () => {
	test('answer only for the days that are complete, and say from when', async () => {
		const db = freshDb()
		const { page, desk } = await theWorld(db)
		const days = [0, 1, 2, 3, 4, 5].map((ago) => aHit({ profileId: page.id, blockId: desk.id, at: NOW - ago * DAY }))
		await ingestHits(db, days)
		const from = Math.floor((NOW - 3 * DAY) / DAY)
		await db.$client.execute(`update counters set raw_from = ${from} where profile_id = ${page.id}`)
		const { report, plan } = await ask(db, page, '7d', { filters: { country: 'NO', device: 'phone' } })
		expect(plan?.limit).toBe('kept')
		expect(report.totals.clicks).toBe(3)
		expect(new Date(plan?.from ?? 0).toISOString()).toBe('2026-11-19T23:00:00.000Z')
		expect(report.totalsBefore).toBeNull()
	})

	test('a piece with more hits than a statement reads is read in several', async () => {
		const db = freshDb()
		const { page, desk } = await theWorld(db)
		const many = Array.from({ length: 52_000 }, (_, i) =>
			aHit({
				profileId: page.id,
				blockId: desk.id,
				at: NOW - HOUR + i,
				visitor: i,
				country: i % 4 === 0 ? 'SE' : 'NO',
			}),
		)
		await ingestHits(db, many)
		const ctx = { db, userId: page.ownerId, now: NOW }
		const question = { filters: { country: 'SE' }, by: 'device', measure: 'clicks' } as const
		const { report, raw } = await askClicks(ctx, page, { ...question, period: await clickPeriod(ctx, page, '7d') }, [])
		const progress: number[] = []
		const read = await raw?.read((behind) => progress.push(behind))
		expect(raw?.plan.hits).toBe(52_000)
		expect(progress).toEqual([0, 25_000, 50_000, 52_000])
		expect([report?.totals.clicks, read?.breakdown.total]).toEqual([13_000, 13_000])
	}, 60_000)
})

const CHANNELS = ['unknown', 'tag:tt', 'app:tiktok', 'host:a.example']
const COUNTRIES = ['NO', 'SE', null]
const shapes = fc.array(
	fc.record({
		ago: fc.integer({ min: 0, max: 60 * DAY }),
		target: fc.integer({ min: 0, max: 3 }),
		kind: fc.constantFrom<Kind>('view', 'click', 'click', 'copy', 'fail', 'share'),
		bucket: fc.constantFrom<Hit['bucket']>('counted', 'counted', 'counted', 'bot', 'owner'),
		channel: fc.constantFrom(...CHANNELS),
		country: fc.constantFrom(...COUNTRIES),
		device: fc.constantFrom<Device>('phone', 'desktop'),
		app: fc.constantFrom<App>('none', 'tiktok'),
	}),
	{ maxLength: 80 },
)
/** Which facets are filtered by, whose values to take for it, by what to list, and which measure. */
const asked = fc.record({
	facets: fc.subarray([...FACETS], { maxLength: 3 }),
	like: fc.nat(),
	by: fc.constantFrom(...FACETS),
	measure: fc.nat(),
})

/** A hit as filters and lists see it, told without the code under test. */
function seen(hit: Hit, publicIds: Map<number, string>, zone: string): Record<Facet, string> {
	const parts = new Intl.DateTimeFormat('en-GB', {
		timeZone: zone,
		weekday: 'short',
		hour: 'numeric',
		hourCycle: 'h23',
	})
	const text = Object.fromEntries(parts.formatToParts(hit.at).map(({ type, value }) => [type, value]))
	const weekday = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(text.weekday ?? '') + 1
	return {
		link: publicIds.get(hit.blockId) ?? 'gone',
		channel: hit.channel,
		country: hit.country ?? 'none',
		device: hit.device,
		app: hit.app,
		hour: `${weekday}-${Number(text.hour)}`,
	}
}

test('however filters combine, chart, total and list are what a plain recount of what was sent gives', async () => {
	await fc.assert(
		fc.asyncProperty(
			shapes,
			fc.array(asked, { minLength: 6, maxLength: 6 }),
			fc.constantFrom<Range>('today', '7d', '28d', '90d'),
			fc.constantFrom('Europe/Oslo', 'Asia/Kathmandu', 'America/St_Johns'),
			async (shapes, questions, range, timeZone) => {
				const db = freshDb()
				const { page, ...world } = await theWorld(db)
				await keepCounter(db, { profileId: page.id, ownerId: page.ownerId, timeZone })
				const ids = [world.desk.id, world.lamp.id, world.code.id, 9001]
				const sent = shapes.map(({ ago, target, ...facts }, i) => {
					const visitor = facts.bucket === 'counted' ? i : null
					const blockId = facts.kind === 'view' || facts.kind === 'share' ? 0 : (ids[target] ?? 0)
					return aHit({ profileId: page.id, at: NOW - ago, blockId, visitor, ...facts })
				})
				await ingestHits(db, sent)
				// The host has sent enough visitors before to be shown, whoever comes now.
				await db.$client.execute(`
					insert into host_visitors (profile_id, channel, visitor)
					select ${page.id}, id, column1 from words join (values (-1), (-2), (-3)) where text = 'host:a.example'`)
				const publicIds = new Map([world.desk, world.lamp, world.code].map(({ id, publicId }) => [id, publicId]))
				for (const { facets, like, by, measure: chance } of questions) {
					const liked = sent[like % sent.length]
					const said = liked && seen(liked, publicIds, timeZone)
					const filters: Filters = Object.fromEntries(
						facets.flatMap((facet) => (said && said[facet] !== 'gone' ? [[facet, said[facet]]] : [])),
					)
					const measures = measuresUnder(filters).filter((measure) => measure !== 'visitors')
					const measure = measures[chance % measures.length] ?? 'clicks'
					const kind = by === 'link' ? 'click' : KIND_OF[measure]
					const { report, breakdown } = await ask(db, { ...page, timeZone }, range, { filters, by, measure })
					const { slots } = report.period
					const within = sent.filter((hit) => {
						const told = seen(hit, publicIds, timeZone)
						return (
							hit.bucket === 'counted' &&
							hit.at >= (slots[0]?.from ?? 0) &&
							hit.at < (slots.at(-1)?.to ?? 0) &&
							Object.entries(filters).every(([facet, value]) => told[facet as Facet] === value)
						)
					})
					const tally = within.filter((hit) => hit.kind === KIND_OF[measure]).length
					expect([report.totals[measure], sumOf(report.series[measure])]).toEqual([tally, tally])
					const listed = Map.groupBy(
						within.filter((hit) => hit.kind === kind),
						(hit) => seen(hit, publicIds, timeZone)[by],
					)
					expect(hitsIn(breakdown)).toEqual(Object.fromEntries([...listed].map(([key, all]) => [key, all.length])))
					expect(Object.values(hitsIn(breakdown)).reduce((sum, n) => sum + n, 0)).toBe(breakdown.total)
				}
			},
		),
		{ numRuns: 25 },
	)
}, 120_000)

test('nothing has no rows and no share', () => {
	expect(facetBreakdown('country', 'click', [])).toEqual({ by: 'country', kind: 'click', rows: [], rest: 0, total: 0 })
})

test('hits that are in another database than their profile answer alike', async () => {
	const db = openDb(`file:${freshDbFile()}`, undefined, undefined, [{ from: 1, url: `file:${freshDbFile()}` }])
	onTestFinished(() => closeDb(db))
	const { page, desk } = await theWorld(db)
	await ingestHits(db, [aHit({ profileId: page.id, blockId: desk.id, at: NOW - HOUR })])
	for (const by of FACETS)
		for (const filters of [{}, { country: 'NO' }, { hour: '7-12' }, { country: 'NO', device: 'phone' }] as Filters[]) {
			const { report, breakdown } = await ask(db, page, '7d', { by, filters })
			expect([by, report.totals.clicks, breakdown.total]).toEqual([by, 1, 1])
		}
	expect(await readLiveCount({ db, userId: 'maya', now: NOW - HOUR + 1 }, page.id)).toMatchObject({ people: 1 })
})

test('the last half hour is counted to the minute, people once', async () => {
	const db = freshDb()
	const { page, desk } = await theWorld(db)
	const minute = 60_000
	await ingestHits(db, [
		aHit({ profileId: page.id, at: NOW - 29 * minute, kind: 'view', blockId: 0, visitor: 1 }),
		aHit({ profileId: page.id, at: NOW - 20 * minute, blockId: desk.id, visitor: 1 }),
		aHit({ profileId: page.id, at: NOW, blockId: desk.id, visitor: 2 }),
		aHit({ profileId: page.id, at: NOW - 31 * minute, blockId: desk.id, visitor: 3 }),
		aHit({ profileId: page.id, at: NOW, bucket: 'bot', visitor: null }),
	])
	const live = (userId: string) => readLiveCount({ db, userId, now: NOW }, page.id)
	expect(await live('maya')).toEqual({ people: 2, clicks: 2, isMore: false })
	expect(await live('tom')).toEqual({ people: 0, clicks: 0, isMore: false })
})
