import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Db } from '../../db/client.ts'
import type { Profile } from '../../db/schema/profiles.ts'
import { crypto } from '../../functions/platform/crypto.ts'
import { keepCounter } from '../../src/domain/clicks/counters.ts'
import { type Hit, REPEAT_MS } from '../../src/domain/clicks/hit.ts'
import { ingestHits } from '../../src/domain/clicks/ingest.ts'
import { readClickReport } from '../../src/domain/clicks/report.ts'
import { sumOf } from '../../src/domain/clicks/series.ts'
import { hitId } from '../../src/domain/ids.ts'
import type { Range } from '../../src/domain/periods.ts'
import { localDate } from '../../src/domain/time.ts'
import { freshDb } from '../support/db.ts'
import { aProfile, aUser } from '../support/factories.ts'
import { theWorld } from '../support/world.ts'

const NOW = Date.UTC(2026, 10, 22, 12, 7)
const HOUR = 3_600_000
let nobody = 1000

function aHit(given: Partial<Hit> & Pick<Hit, 'profileId' | 'at'>): Hit {
	const facts = {
		channel: 'unknown',
		country: 'NO',
		device: 'phone',
		app: 'tiktok',
		referrer: null,
		campaign: null,
	} as const
	const id = hitId(given.at, crypto.randomBytes(7))
	return { id, blockId: 0, kind: 'click', bucket: 'counted', visitor: nobody++, ...facts, ...given }
}

function report(db: Db, profile: Profile, range: Range, now = NOW, userId = profile.ownerId) {
	return readClickReport({ db, userId, now }, profile, range)
}

test('a page that nobody visited has zeros, every link, and no rate', async () => {
	const db = freshDb()
	const { page } = await theWorld(db)
	const { totals, totalsBefore, list, series } = await report(db, page, '7d')
	expect(totals).toEqual({ clicks: 0, views: 0, visitors: 0, copies: 0, fails: 0, shares: 0, rate: null })
	expect(totalsBefore).toEqual(totals)
	expect(series.clicks).toEqual([0, 0, 0, 0, 0, 0, 0])
	expect(list.map((row) => row.target?.title)).toEqual([
		'deskdeskab',
		'lamplampab',
		'oldoldolda',
		'bookbookab',
		'KRISTA20',
	])
	expect((await report(db, page, 'all')).totalsBefore).toBeNull()
})

test('views, daily visitors, clicks and their rate, with the time before', async () => {
	const db = freshDb()
	const { page, desk, code } = await theWorld(db)
	const profileId = page.id
	await ingestHits(db, [
		aHit({ profileId, at: NOW, kind: 'view', visitor: 1 }),
		aHit({ profileId, at: NOW, kind: 'view', visitor: 2 }),
		aHit({ profileId, at: NOW + 1, blockId: desk.id, visitor: 1 }),
		aHit({ profileId, at: NOW + 2, blockId: code.id, kind: 'copy', visitor: 1 }),
		aHit({ profileId, at: NOW - 24 * HOUR, blockId: code.id }),
		aHit({ profileId, at: NOW - 8 * 24 * HOUR, blockId: desk.id }),
		aHit({ profileId, at: NOW - 7 * 24 * HOUR + HOUR, blockId: desk.id }),
	])
	const { totals, totalsBefore, list, series } = await report(db, page, '7d')
	expect(totals).toEqual({ clicks: 2, views: 2, visitors: 3, copies: 1, fails: 0, shares: 0, rate: 1 })
	expect(totalsBefore).toMatchObject({ clicks: 1, views: 0, visitors: 1, rate: null })
	expect(series.clicks).toEqual([0, 0, 0, 0, 0, 1, 1])
	expect(list.slice(0, 2).map(({ target, clicks, copies, share }) => [target?.title, clicks, copies, share])).toEqual([
		['KRISTA20', 1, 1, 0.5],
		['deskdeskab', 1, 0, 0.5],
	])
})

test('hours that have not begun have no number', async () => {
	const db = freshDb()
	const { page } = await theWorld(db)
	const { series } = await report(db, page, 'today')
	expect(series.clicks).toHaveLength(24)
	expect(series.clicks.filter((value) => value === null)).toHaveLength(10)
})

test('nobody reads another’s clicks', async () => {
	const db = freshDb()
	const { page, desk } = await theWorld(db)
	await ingestHits(db, [
		aHit({ profileId: page.id, at: NOW, blockId: desk.id }),
		aHit({ profileId: page.id, at: NOW, kind: 'view', bucket: 'bot', visitor: null }),
	])
	for (const range of ['today', 'all'] as const) {
		const { totals, list, hits } = await report(db, page, range, NOW, 'tom')
		expect([totals.clicks, totals.visitors, list.length, hits.bot.view]).toEqual([0, 0, 0, 0])
	}
})

test('a deleted link keeps its row while it has clicks, and what is gone altogether has one too', async () => {
	const db = freshDb()
	const { page, desk, lamp } = await theWorld(db)
	await db.$client.execute(`update blocks set deleted_at = ${NOW} where id in (${desk.id}, ${lamp.id})`)
	await ingestHits(db, [
		aHit({ profileId: page.id, at: NOW, blockId: desk.id }),
		aHit({ profileId: page.id, at: NOW, blockId: 9999 }),
	])
	const { totals, list } = await report(db, page, '28d')
	expect(totals.clicks).toBe(2)
	expect(list.slice(0, 2).map((row) => row.target?.title)).toEqual(['deskdeskab', undefined])
	expect(list.map((row) => row.target?.title)).not.toContain('lamplampab')
})

describe('days are the creator’s own', () => {
	test.each([
		['Asia/Kolkata', '2026-11-21T18:29:59Z', '2026-11-21T18:30:00Z', '2026-11-21'],
		['Asia/Kathmandu', '2026-11-21T18:14:59Z', '2026-11-21T18:15:00Z', '2026-11-21'],
		['Europe/Oslo', '2026-03-28T22:59:59Z', '2026-03-28T23:00:00Z', '2026-03-28'],
		['Europe/Oslo', '2026-03-29T21:59:59Z', '2026-03-29T22:00:00Z', '2026-03-29'],
		['Europe/Oslo', '2026-10-25T22:59:59Z', '2026-10-25T23:00:00Z', '2026-10-25'],
		['Pacific/Apia', '2011-12-30T09:59:59Z', '2011-12-30T10:00:00Z', '2011-12-29'],
	])('%s: %s is the day before %s', async (timeZone, last, first, date) => {
		const db = freshDb()
		const user = await aUser(db, { id: 'ana' })
		const page = await aProfile(db, { ownerId: user.id, handle: 'ana', timeZone })
		const [before, after] = [Date.parse(last), Date.parse(first)]
		await ingestHits(db, [aHit({ profileId: page.id, at: before }), aHit({ profileId: page.id, at: after })])
		const { period, series } = await report(db, page, '7d', after + HOUR)
		expect(series.clicks.slice(-2)).toEqual([1, 1])
		expect(localDate(period.slots.at(-2)?.from ?? 0, timeZone)).toBe(date)
	})

	test('on the day that clocks go back, both hours between two and three have their own clicks', async () => {
		const db = freshDb()
		const { page } = await theWorld(db)
		const at = ['2026-10-25T00:30Z', '2026-10-25T01:30Z', '2026-10-25T01:45Z'].map((text) => Date.parse(text))
		await ingestHits(
			db,
			at.map((at) => aHit({ profileId: page.id, at })),
		)
		const { series } = await report(db, page, 'today', Date.parse('2026-10-25T22:50Z'))
		expect(series.clicks).toEqual([0, 0, 1, 2, ...Array(21).fill(0)])
	})
})

test('whatever is sent, chart, list, total and the tally of what was sent are the same', async () => {
	const traffic = fc.array(
		fc.record({
			ago: fc.integer({ min: -HOUR, max: 800 * 24 * HOUR }),
			target: fc.integer({ min: 0, max: 6 }),
			kind: fc.constantFrom('view', 'click', 'copy'),
			bucket: fc.constantFrom('counted', 'counted', 'bot', 'preload', 'owner'),
			visitor: fc.integer({ min: 1, max: 4 }),
			isDouble: fc.boolean(),
		}),
		{ maxLength: 60 },
	)
	await fc.assert(
		fc.asyncProperty(
			traffic,
			fc.constantFrom('today', '7d', '28d', '90d', 'all'),
			fc.constantFrom('Europe/Oslo', 'Asia/Kathmandu', 'America/St_Johns'),
			async (shapes, range, timeZone) => {
				const db = freshDb()
				const { page, ...world } = await theWorld(db)
				const ids = [world.desk.id, world.lamp.id, world.old.id, world.code.id, 9001, 9002, 9003]
				const sent = shapes.flatMap(({ ago, target, kind, bucket, visitor, isDouble }) => {
					const isPerson = bucket === 'counted' || bucket === 'owner'
					const hit = aHit({
						profileId: page.id,
						at: NOW - ago,
						kind,
						bucket,
						blockId: kind === 'view' ? 0 : (ids[target] ?? 0),
						visitor: isPerson ? visitor + 10 * target + 100 * Math.floor((NOW - ago) / (24 * HOUR)) : null,
					})
					return isDouble
						? [hit, { ...hit, id: hitId(hit.at, crypto.randomBytes(7)), at: hit.at + REPEAT_MS - 1 }]
						: [hit]
				})
				await ingestHits(db, sent.slice(0, 20))
				await keepCounter(db, { profileId: page.id, ownerId: page.ownerId, timeZone })
				await ingestHits(db, sent.slice(20))
				const { period, series, totals, list, hits } = await report(db, { ...page, timeZone }, range)
				const within = sent.filter(
					({ at }) => at >= (period.slots[0]?.from ?? 0) && at < (period.slots.at(-1)?.to ?? 0),
				)
				const all = Object.values(hits).flatMap((kinds) => Object.values(kinds))
				expect(all.reduce((sum, n) => sum + n, 0)).toBe(within.length)
				for (const bucket of ['bot', 'preload'] as const)
					expect(Object.values(hits[bucket]).reduce((sum, n) => sum + n, 0)).toBe(
						within.filter((hit) => hit.bucket === bucket).length,
					)
				expect(sumOf(series.clicks)).toBe(totals.clicks)
				expect(hits.counted.click).toBe(totals.clicks)
				expect(hits.counted.view).toBe(totals.views)
				expect(list.reduce((sum, row) => sum + row.clicks, 0)).toBe(totals.clicks)
				expect(list.reduce((sum, row) => sum + row.copies, 0)).toBe(hits.counted.copy)
				for (const row of list) expect(sumOf(row.series)).toBe(row.clicks)
			},
		),
		{ numRuns: 40 },
	)
}, 60_000)
