import { describe, expect, test } from 'vitest'
import type { z } from 'zod'
import type { Db } from '../../db/client.ts'
import type { Status } from '../../db/schema/conversions.ts'
import type { Profile } from '../../db/schema/profiles.ts'
import { crypto } from '../../functions/platform/crypto.ts'
import {
	deleteConversion,
	editConversion,
	enterConversion,
	type Reported,
	recordConversion,
	restoreConversion,
} from '../../src/domain/conversions/commands.ts'
import { NewEntry } from '../../src/domain/conversions/schemas.ts'
import type { Ctx } from '../../src/domain/ctx.ts'
import { readEarningsReport } from '../../src/domain/earnings/report.ts'
import type { Range } from '../../src/domain/periods.ts'
import { localDate } from '../../src/domain/time.ts'
import { freshDb } from '../support/db.ts'
import { DESK, theWorld } from '../support/world.ts'

const NOW = Date.UTC(2026, 10, 22, 12, 7)
const FORM = 'formformab'

const as = (db: Db, userId: string): Ctx => ({ db, userId, now: NOW, crypto })
const rows = async (db: Db, query: string) => (await db.$client.execute(query)).rows.map((row) => Array.from(row))
const anEntry = (given: Partial<z.input<typeof NewEntry>> = {}) =>
	NewEntry.parse({
		externalId: FORM,
		date: '2026-11-20',
		merchant: 'Shop',
		amount: '12.50',
		currency: 'NOK',
		status: 'pending',
		...given,
	})
const report = (db: Db, page: Profile, range: Range = '28d', userId = 'maya', step: string | null = null) =>
	readEarningsReport({ db, userId, now: NOW }, page, range, step, 50)

async function mayasWorld() {
	const db = freshDb()
	return { db, maya: as(db, 'maya'), tom: as(db, 'tom'), world: await theWorld(db) }
}

describe('an entry by hand', () => {
	test('is kept to the ten-thousandth, on its local day, under one source', async () => {
		const { db, maya, world } = await mayasWorld()
		const entry = await enterConversion(maya, anEntry({ amount: '1 234,5678', target: DESK }), 'nb-NO')
		expect(entry).toMatchObject({ amount: 12_345_678, blockId: world.desk.id, merchant: 'Shop', event: 'sale' })
		expect(localDate(entry.occurredAt, 'Europe/Oslo')).toBe('2026-11-20')
		await enterConversion(maya, anEntry({ externalId: 'otherother' }), 'en-GB')
		expect(await rows(db, 'select door, network from sources')).toEqual([['hand', '']])
	})

	test('sent twice is one entry, also when both arrive at once', async () => {
		const { db, maya } = await mayasWorld()
		const sent = await Promise.all([1, 2, 3].map(() => enterConversion(maya, anEntry(), 'en-GB')))
		expect(new Set(sent.map((entry) => entry.publicId)).size).toBe(1)
		expect(await rows(db, 'select count(*) from conversions')).toEqual([[1]])
		expect(await rows(db, 'select count(*) from conversion_revisions')).toEqual([[0]])
	})

	test('takes the shop from the link when none is typed', async () => {
		const { maya } = await mayasWorld()
		expect((await enterConversion(maya, anEntry({ merchant: '', target: DESK }), 'en-GB')).merchant).toBe('Shop')
	})

	test.each([
		['no shop and no link', { merchant: '' }, 'merchant', 'earnings.merchant.missing'],
		['a link that is not there', { target: 'nolinkhere' }, 'target', 'earnings.target.missing'],
		['words for an amount', { amount: 'a lot' }, 'amount', 'money.notANumber'],
		['another currency in the amount', { amount: '€ 5' }, 'amount', 'money.otherCurrency'],
		['nothing', { amount: '0' }, 'amount', 'earnings.amount.zero'],
		['more than a billion', { amount: '1000000001' }, 'amount', 'money.tooLarge'],
		['a day to come', { date: '2026-11-23' }, 'date', 'earnings.date.future'],
		['a year that lost a digit', { date: '0202-06-05' }, 'date', 'earnings.date.tooOld'],
	])('with %s is refused at its field', async (_, given, field, message) => {
		const { db, maya } = await mayasWorld()
		await expect(enterConversion(maya, anEntry(given), 'en-GB')).rejects.toMatchObject({ field, message })
		expect(await rows(db, 'select count(*) from conversions')).toEqual([[0]])
	})

	test('cannot be credited to somebody else’s link', async () => {
		const { tom } = await mayasWorld()
		await expect(enterConversion(tom, anEntry({ target: DESK }), 'en-GB')).rejects.toMatchObject({ field: 'target' })
	})
})

describe('a sale that a source reports', () => {
	const sale = (profileId: number, given: Partial<Reported> = {}): Reported => ({
		profileId,
		source: { door: 'report', network: 'awin', name: 'main' },
		externalId: 'T-1',
		event: 'sale',
		blockId: null,
		hitId: null,
		merchant: 'Shop',
		status: 'pending',
		amount: 50_000,
		saleAmount: null,
		currency: 'EUR',
		occurredAt: NOW - 1000,
		note: '',
		...given,
	})

	test('said again changes nothing; said otherwise keeps what it said before', async () => {
		const { db, maya, world } = await mayasWorld()
		const first = await recordConversion(maya, sale(world.page.id))
		await recordConversion(maya, sale(world.page.id))
		const second = await recordConversion(maya, sale(world.page.id, { status: 'approved', saleAmount: 700_000 }))
		await recordConversion(maya, sale(world.page.id, { status: 'declined', amount: 0, saleAmount: 700_000 }))
		expect(second).toMatchObject({ publicId: first.publicId, status: 'approved' })
		expect(await rows(db, 'select status, amount, sale_amount from conversion_revisions order by id')).toEqual([
			['pending', 50_000, null],
			['approved', 50_000, 700_000],
		])
	})

	test('is another sale under another id, event or source', async () => {
		const { db, maya, world } = await mayasWorld()
		const others: Partial<Reported>[] = [
			{},
			{ externalId: 'T-2' },
			{ event: 'bonus' },
			{ source: { door: 'postback', network: 'awin', name: 'main' } },
		]
		for (const other of others) await recordConversion(maya, sale(world.page.id, other))
		expect(await rows(db, 'select count(*) from conversions')).toEqual([[4]])
	})

	test('keeps the link and the note that the creator gave it, and stays deleted', async () => {
		const { maya, world } = await mayasWorld()
		const { publicId } = await recordConversion(maya, sale(world.page.id))
		const { externalId: _, ...typed } = anEntry({ currency: 'EUR', amount: '5', target: DESK, note: 'live on Friday' })
		await editConversion(maya, { publicId, ...typed }, 'en-GB')
		await deleteConversion(maya, { publicId })
		const again = await recordConversion(maya, sale(world.page.id, { status: 'approved' }))
		expect(again).toMatchObject({ blockId: world.desk.id, note: 'live on Friday', status: 'approved', deletedAt: NOW })
	})

	test('keeps the merchant and the sale that a later report leaves out, and the revision says what it was', async () => {
		const { db, maya, world } = await mayasWorld()
		const said = (given: Partial<Reported>) => recordConversion(maya, sale(world.page.id, given))
		await said({ saleAmount: 700_000 })
		const left = await said({ merchant: '' })
		expect(left).toMatchObject({ merchant: 'Shop', saleAmount: 700_000 })
		expect(await rows(db, 'select count(*) from conversion_revisions')).toEqual([[0]])
		expect(await said({ status: 'approved', merchant: 'Other' })).toMatchObject({
			merchant: 'Other',
			saleAmount: 700_000,
		})
		expect(await said({ status: 'approved', currency: 'SEK' })).toMatchObject({ saleAmount: null, currency: 'SEK' })
		expect(await rows(db, 'select status, sale_amount, currency from conversion_revisions order by id')).toEqual([
			['pending', 700_000, 'EUR'],
			['approved', 700_000, 'EUR'],
		])
	})

	test('has no sale amount in a currency that the creator took away, and keeps it in the same', async () => {
		const { db, maya, world } = await mayasWorld()
		const { publicId } = await recordConversion(maya, sale(world.page.id, { saleAmount: 700_000 }))
		const { externalId: _, ...typed } = anEntry({ currency: 'EUR', amount: '5' })
		expect(await editConversion(maya, { publicId, ...typed }, 'en-GB')).toMatchObject({ saleAmount: 700_000 })
		const changed = await editConversion(maya, { publicId, ...typed, currency: 'NOK' }, 'en-GB')
		expect(changed).toMatchObject({ saleAmount: null, currency: 'NOK' })
		expect(await rows(db, 'select sale_amount, currency from conversion_revisions order by id')).toEqual([
			[700_000, 'EUR'],
		])
	})

	test.each([
		['before any day that a form takes', Date.UTC(1999, 11, 30), 'earnings.date.tooOld'],
		['after today, wherever that is', NOW + 86_400_001, 'earnings.date.future'],
	])('is refused %s', async (_, occurredAt, message) => {
		const { maya, world } = await mayasWorld()
		const refused = recordConversion(maya, sale(world.page.id, { occurredAt }))
		await expect(refused).rejects.toMatchObject({ field: 'occurredAt', message })
	})

	test('is refused when sums of its like would not be exact', async () => {
		const { maya, world } = await mayasWorld()
		const refused = recordConversion(maya, sale(world.page.id, { amount: -10_000_000_000_001 }))
		await expect(refused).rejects.toMatchObject({ field: 'amount', message: 'money.tooLarge' })
	})

	test('is refused for a profile of somebody else', async () => {
		const { db, tom, world } = await mayasWorld()
		await expect(recordConversion(tom, sale(world.page.id))).rejects.toMatchObject({ code: 'missing' })
		expect(await rows(db, 'select count(*) from sources')).toEqual([[0]])
	})
})

describe('an entry that changes', () => {
	test('keeps its former status and amount, and nothing when only the note changed', async () => {
		const { db, maya } = await mayasWorld()
		const { publicId } = await enterConversion(maya, anEntry(), 'en-GB')
		const { externalId: _, ...typed } = anEntry({ note: 'for the lamp' })
		await editConversion(maya, { publicId, ...typed }, 'en-GB')
		expect(await rows(db, 'select count(*) from conversion_revisions')).toEqual([[0]])
		const changed = await editConversion(maya, { publicId, ...typed, status: 'paid', amount: '13' }, 'en-GB')
		expect(changed).toMatchObject({ status: 'paid', amount: 130_000, note: 'for the lamp' })
		expect(await rows(db, 'select status, amount, revised_at from conversion_revisions')).toEqual([
			['pending', 125_000, NOW],
		])
	})

	test('is nobody else’s to change, delete or bring back', async () => {
		const { db, maya, tom } = await mayasWorld()
		const { publicId } = await enterConversion(maya, anEntry(), 'en-GB')
		const { externalId: _, ...typed } = anEntry({ status: 'paid' })
		const attempts = [
			editConversion(tom, { publicId, ...typed }, 'en-GB'),
			deleteConversion(tom, { publicId }),
			restoreConversion(tom, { publicId }),
		]
		for (const attempt of attempts) await expect(attempt).rejects.toMatchObject({ code: 'missing' })
		expect(await rows(db, 'select status, deleted_at from conversions')).toEqual([['pending', null]])
		expect(await rows(db, 'select count(*) from conversion_revisions')).toEqual([[0]])
	})

	test('leaves the sums when deleted and comes back when that is undone', async () => {
		const { db, maya, world } = await mayasWorld()
		const { publicId } = await enterConversion(maya, anEntry(), 'en-GB')
		await deleteConversion(maya, { publicId })
		const gone = await report(db, world.page)
		expect([gone.currencies, gone.latest]).toEqual([[], []])
		await restoreConversion(maya, { publicId })
		expect((await report(db, world.page)).latest).toHaveLength(1)
	})
})

describe('earnings', () => {
	let made = 0
	const enter = (ctx: Ctx, given: Partial<z.input<typeof NewEntry>>) => {
		const externalId = `formforma${'abcdefghijklmnopqrstuvwxyz'[made++]}`
		return enterConversion(ctx, anEntry({ externalId, ...given }), 'en-GB')
	}

	test('are apart by currency and status, and the chart adds up to the headline', async () => {
		const { db, maya, world } = await mayasWorld()
		const amounts: [Status, string, string][] = [
			['paid', '10', 'NOK'],
			['approved', '0.0001', 'NOK'],
			['pending', '5', 'NOK'],
			['declined', '7', 'NOK'],
			['paid', '3', 'EUR'],
			['approved', '-1', 'EUR'],
		]
		for (const [i, [status, amount, currency]] of amounts.entries())
			await enter(maya, { status, amount, currency, date: `2026-11-${10 + i}` })
		const { currencies, step } = await report(db, world.page)
		expect(step).toBe('week')
		expect(currencies.map(({ currency, earned, sales }) => [currency, earned, sales])).toEqual([
			['NOK', 100_001, 3],
			['EUR', 20_000, 2],
		])
		for (const { series, amounts } of currencies)
			for (const [status, pieces] of Object.entries(series))
				expect(pieces.reduce((sum, amount) => sum + amount, 0)).toBe(amounts[status as Status])
	})

	test('are nobody else’s to read', async () => {
		const { db, maya, world } = await mayasWorld()
		await enter(maya, {})
		const { currencies, latest, isNew } = await report(db, world.page, 'all', 'tom')
		expect([currencies, latest, isNew]).toEqual([[], [], true])
	})

	test('per link have an EPC from twenty clicks on, and what is unattributed stands last', async () => {
		const { db, maya, world } = await mayasWorld()
		const counter = (blockId: number, clicks: number) =>
			db.$client.execute(
				`insert into rollups values (${world.page.id}, 1, 0, ${Math.floor(NOW / 900_000)}, ${blockId}, 1, 0, ${clicks})`,
			)
		await counter(world.desk.id, 20)
		await counter(world.lamp.id, 19)
		await enter(maya, { status: 'paid', amount: '30', target: DESK })
		await enter(maya, { status: 'approved', amount: '1', target: DESK })
		await enter(maya, { status: 'pending', amount: '9', target: DESK })
		await enter(maya, { status: 'paid', amount: '40', target: 'lamplampab' })
		await enter(maya, { status: 'paid', amount: '99' })
		const [nok] = (await report(db, world.page)).currencies
		expect(
			nok?.credits.map(({ target, isUnattributed, earned, clicks, epc, sales }) => [
				target?.title ?? isUnattributed,
				earned,
				clicks,
				epc,
				sales,
			]),
		).toEqual([
			['lamplampab', 400_000, 19, null, 1],
			['deskdeskab', 310_000, 20, 15_500, 3],
			[true, 990_000, 0, null, 1],
		])
	})

	test('are cut by day, week or month where that can be read', async () => {
		const { db, maya, world } = await mayasWorld()
		await enter(maya, { date: '2026-01-05', amount: '1' })
		expect((await report(db, world.page, '12m', 'maya', 'month')).currencies[0]?.series.pending).toEqual([
			0, 10_000, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
		])
		expect((await report(db, world.page, '12m', 'maya', 'day')).step).toBe('week')
		expect((await report(db, world.page, '28d', 'maya', 'day')).slots).toHaveLength(28)
		expect((await report(db, world.page, 'all')).currencies[0]?.earned).toBe(0)
		expect((await report(db, world.page, 'all')).currencies[0]?.amounts.pending).toBe(10_000)
	})
})

describe('a page that is full', () => {
	const sale = (world: { page: Profile }, given: Partial<Reported> = {}): Reported => ({
		profileId: world.page.id,
		source: { door: 'api', network: '', name: 'shop' },
		externalId: 'a',
		event: 'sale',
		blockId: null,
		hitId: null,
		merchant: '',
		status: 'pending',
		amount: 10_000,
		saleAmount: null,
		currency: 'NOK',
		occurredAt: NOW,
		note: '',
		...given,
	})
	const full = { code: 'invalid', message: 'earnings.full' }

	test('takes corrections of its sales and no new ones', async () => {
		const { db, maya, tom, world } = await mayasWorld()
		const limits = { sources: 9, conversions: 2 }
		const record = (given: Partial<Reported> = {}, who = maya) => recordConversion(who, sale(world, given), limits)
		await record()
		await record({ status: 'paid' })
		await record({ externalId: 'b', source: { door: 'api', network: '', name: 'other' } })
		await expect(record({ externalId: 'c' })).rejects.toMatchObject(full)
		expect((await record({ status: 'declined' })).status).toBe('declined')
		expect(await rows(db, 'select name, entries from sources order by name')).toEqual([
			['other', 1],
			['shop', 1],
		])
		const toms = { profileId: world.toms.id, externalId: 'c' }
		expect((await record(toms, tom)).amount).toBe(10_000)
		await expect(record(toms)).rejects.toMatchObject({ code: 'missing' })
	})

	test('takes no further source either', async () => {
		const { db, maya, world } = await mayasWorld()
		const limits = { sources: 2, conversions: 9 }
		const from = (name: string) =>
			recordConversion(maya, sale(world, { externalId: name, source: { door: 'api', network: '', name } }), limits)
		await from('one')
		await from('two')
		await expect(from('three')).rejects.toMatchObject(full)
		expect((await from('two')).externalId).toBe('two')
		expect(await rows(db, 'select count(*) from sources')).toEqual([[2]])
	})
})
