import { describe, expect, test } from 'vitest'
import { claimKey, saveAnswer } from '../../db/queries/idempotency.ts'
import { crypto } from '../../functions/platform/crypto.ts'
import { routes } from '../../src/api/index.ts'
import { openApi } from '../../src/api/openapi.ts'
import { Problem } from '../../src/api/problem.ts'
import { serve } from '../../src/api/serve.ts'
import { ingestHits } from '../../src/domain/clicks/ingest.ts'
import { translator } from '../../src/messages/index.ts'
import { freshDb } from '../support/db.ts'
import { NOON } from '../support/factories.ts'
import { aHit } from '../support/hits.ts'
import { testPlatform } from '../support/platform.ts'
import { expectComplaint } from '../support/quiet.ts'
import { BOOK, CODE, DESK, LAMP, OLD, theWorld } from '../support/world.ts'

const ORIGIN = 'https://vitrine.example'
const t = translator('en')

async function open() {
	const db = freshDb()
	const world = await theWorld(db)
	const { platform, clock } = testPlatform(db)
	const purged: string[] = []
	const as =
		(userId: string, mayChange = true) =>
		async () => ({
			mayChange,
			ctx: { db, userId, now: platform.now(), crypto: platform.crypto },
			origin: ORIGIN,
			ownOrigins: [ORIGIN],
			t,
			purge: async ({ handleKeys = [], publicIds = [] }: { handleKeys?: string[]; publicIds?: string[] }) =>
				void purged.push(...handleKeys, ...publicIds),
		})
	async function call(
		method: string,
		path: string,
		given: { body?: unknown; key?: string; who?: string; mayChange?: boolean } = {},
	) {
		const headers: Record<string, string> = {
			'content-type': 'application/json',
			...(given.key ? { 'idempotency-key': given.key } : {}),
		}
		const init = { method, headers, ...(given.body === undefined ? {} : { body: JSON.stringify(given.body) }) }
		const request = new Request(`${ORIGIN}/api/v1${path}`, init)
		const response = await serve(
			routes,
			request,
			new URL(request.url).pathname.slice('/api/v1'.length),
			as(given.who ?? 'maya', given.mayChange),
			t,
		)
		const text = await response.text()
		return { status: response.status, headers: response.headers, json: text === '' ? null : JSON.parse(text) }
	}
	return { db, world, call, purged, clock }
}

test('a token that only reads may call nothing that changes something', async () => {
	const { call, db } = await open()
	const dump = async () => JSON.stringify((await db.$client.execute('select * from blocks')).rows)
	const before = await dump()
	for (const { method, path } of routes) {
		const { status, json } = await call(method, path.replace('{id}', DESK), {
			body: method === 'GET' ? undefined : {},
			mayChange: false,
		})
		expect([path, method === 'GET' ? status !== 403 : json.code]).toEqual([path, method === 'GET' ? true : 'forbidden'])
	}
	expect(await dump()).toBe(before)
})

test('a body is read to its limit and no further, whatever its length is said to be', async () => {
	let pulled = 0
	const endless = new ReadableStream<Uint8Array>({
		pull(controller) {
			pulled++
			controller.enqueue(new Uint8Array(10_000).fill(32))
		},
	})
	const send = (body: BodyInit, headers = {}) =>
		serve(
			routes,
			new Request(`${ORIGIN}/api/v1/links`, {
				method: 'POST',
				headers: { 'content-type': 'application/json', ...headers },
				body,
				duplex: 'half',
			} as RequestInit),
			'/links',
			async () => ({
				ctx: { db: freshDb(), userId: 'maya', now: NOON, crypto },
				origin: ORIGIN,
				ownOrigins: [ORIGIN],
				mayChange: true,
				t,
				purge: async () => {},
			}),
			t,
		)
	expect((await send(endless)).status).toBe(413)
	expect(pulled).toBeLessThan(15)
	expect((await send('{}', { 'content-length': '2100000' })).status).toBe(413)
	expect((await send(`{"url":"https://shop.example/${'x'.repeat(99_000)}"}`)).status).toBe(422)
})

describe('reading', () => {
	test('one profile per creator', async () => {
		const { call } = await open()
		const { json } = await call('GET', '/profiles')
		expect(json).toMatchObject({
			data: [{ handle: 'maya.lamps', url: `${ORIGIN}/maya.lamps`, isHidden: false }],
			next: null,
		})
		expect((await call('GET', '/profiles/maya.lamps')).json).toEqual(json.data[0])
		expect((await call('GET', '/profiles/tom')).status).toBe(404)
	})

	test('links come in the order of the page, a page at a time, each once', async () => {
		const { call } = await open()
		const ids: string[] = []
		let cursor = ''
		for (let pages = 0; pages < 10; pages++) {
			const { json } = await call('GET', `/links?limit=3${cursor}`)
			ids.push(...json.data.map((link: { id: string }) => link.id))
			if (json.next === null) break
			cursor = `&cursor=${encodeURIComponent(json.next)}`
		}
		expect(ids).toEqual([DESK, LAMP, OLD, BOOK])
	})

	test('a direct shop has no counted redirect', async () => {
		const { call } = await open()
		expect((await call('GET', `/links/${BOOK}`)).json).toMatchObject({ goUrl: null, version: 1 })
		expect((await call('GET', `/links/${DESK}`)).json).toMatchObject({ goUrl: `${ORIGIN}/go/${DESK}` })
	})

	test('the series adds up to the total, and the buckets to the hits', async () => {
		const { call, db, world } = await open()
		const shape = { profileId: world.page.id, blockId: world.desk.id }
		await ingestHits(db, [
			aHit(shape),
			aHit({ ...shape, visitor: 43 }),
			aHit({ ...shape, bucket: 'bot', visitor: null }),
			aHit({ ...shape, kind: 'view', blockId: 0 }),
		])
		const totals = (await call('GET', '/clicks/totals?range=7d')).json
		expect(totals).toMatchObject({
			clicks: 2,
			views: 1,
			visitors: 2,
			rate: 2,
			hits: { counted: 3, bot: 1, preload: 0, repeat: 0, owner: 0 },
		})
		expect(totals.links[0]).toMatchObject({ id: DESK, clicks: 2 })
		const breakdown = async (query: string) => (await call('GET', `/clicks/breakdown?range=7d${query}`)).json
		expect(await breakdown('&by=country')).toMatchObject({ total: 2, filters: {}, rows: [{ key: 'NO', hits: 2 }] })
		expect(await breakdown(`&by=device&link=${DESK}&country=NO&app=hax`)).toMatchObject({
			total: 2,
			filters: { link: DESK, country: 'NO' },
			rows: [{ key: 'phone', hits: 2 }],
		})
		expect((await breakdown('&country=SE&device=phone')).total).toBe(0)
		const series = (await call('GET', '/clicks/series?range=7d')).json
		expect(series.points).toHaveLength(7)
		expect(series.points.reduce((sum: number, point: { value: number }) => sum + point.value, 0)).toBe(2)
	})
})

describe('writing', () => {
	test('a URL makes a link, whose page is purged', async () => {
		const { call, purged } = await open()
		const { status, json } = await call('POST', '/links', {
			body: { url: 'https://www.awin1.com/cread.php?awinmid=1&ued=https%3A%2F%2Fwww.zalando.no%2Fx' },
		})
		expect(status).toBe(201)
		expect(json).toMatchObject({ kind: 'affiliate', merchant: 'Zalando', isHidden: false, version: 1 })
		expect(purged).toEqual(['mayalamps', json.id])
	})

	test('what a change leaves out stays, and an old version is refused', async () => {
		const { call } = await open()
		const first = await call('PATCH', `/links/${DESK}`, { body: { title: 'A better desk', isHidden: true } })
		expect(first.json).toMatchObject({ title: 'A better desk', merchant: 'Shop', isHidden: true, version: 2 })
		const stale = await call('PATCH', `/links/${DESK}`, { body: { title: 'Another', version: 1 } })
		expect(stale.status).toBe(409)
		expect(stale.json).toMatchObject({ code: 'conflict', status: 409 })
	})

	test('a coupon lives through its whole life', async () => {
		const { call } = await open()
		const made = await call('POST', '/coupons', {
			body: { code: 'DANA15', merchant: 'Dana', offer: '15 %', validUntil: '2026-12-24' },
		})
		expect(made.json).toMatchObject({ code: 'DANA15', validFrom: '', validUntil: '2026-12-24', apply: 'none' })
		expect((await call('PATCH', `/coupons/${made.json.id}`, { body: { offer: '20 %' } })).json).toMatchObject({
			offer: '20 %',
			validUntil: '2026-12-24',
		})
		expect((await call('DELETE', `/coupons/${made.json.id}`)).status).toBe(204)
		expect((await call('GET', `/coupons/${made.json.id}`)).status).toBe(404)
	})

	test('a conversion said again is revised, not doubled', async () => {
		const { call, db } = await open()
		const sale = {
			source: 'shop',
			externalId: 'A-1',
			link: DESK,
			status: 'pending',
			amount: '12.5',
			currency: 'NOK',
			occurredAt: '2026-10-01T10:00:00Z',
		}
		const first = await call('POST', '/conversions', { body: sale })
		expect([first.status, first.json]).toMatchObject([
			201,
			{ amount: '12.5', link: DESK, door: 'api', saleAmount: null },
		])
		const second = await call('POST', '/conversions', { body: { ...sale, status: 'approved', amount: '11.0001' } })
		expect(second.json).toMatchObject({ id: first.json.id, status: 'approved', amount: '11.0001' })
		expect((await call('GET', '/conversions')).json.data).toHaveLength(1)
		expect(
			(await db.$client.execute('select status, amount from conversion_revisions')).rows.map((row) => Array.from(row)),
		).toEqual([['pending', 125_000]])
	})

	test('a report about a sale that you deleted is stored, and answered with what it is: deleted', async () => {
		const { call } = await open()
		const about = { externalId: 'A-2', currency: 'NOK', occurredAt: '2026-10-01T10:00:00Z' }
		const first = await call('POST', '/conversions', { body: { ...about, status: 'pending', amount: '1' } })
		expect(first.json.deletedAt).toBeNull()
		await call('DELETE', `/conversions/${first.json.id}`)
		const later = await call('POST', '/conversions', { body: { ...about, status: 'approved', amount: '2' } })
		expect([later.status, later.json]).toMatchObject([
			200,
			{ id: first.json.id, status: 'approved', amount: '2', deletedAt: '2026-10-14T12:00:00.000Z' },
		])
		expect((await call('GET', `/conversions/${first.json.id}`)).status).toBe(404)
		expect((await call('GET', '/conversions')).json.data).toEqual([])
	})
})

describe('what is not yours does not exist', () => {
	test.each([
		['GET', `/links/${DESK}`, undefined],
		['PATCH', `/links/${DESK}`, { title: 'Mine now' }],
		['DELETE', `/links/${DESK}`, undefined],
		['GET', `/coupons/${CODE}`, undefined],
		['DELETE', `/coupons/${CODE}`, undefined],
		['PATCH', '/profiles/maya.lamps', { name: 'Tom' }],
	])('%s %s', async (method, path, body) => {
		const { call } = await open()
		expect((await call(method, path, { body, who: 'tom' })).status).toBe(404)
		expect((await call('GET', `/links/${DESK}`)).json).toMatchObject({ title: DESK, version: 1 })
	})

	test('nor can a sale be credited to somebody else’s link', async () => {
		const { call } = await open()
		const body = {
			externalId: 'x',
			link: DESK,
			status: 'paid',
			amount: '1',
			currency: 'EUR',
			occurredAt: '2026-10-01T10:00:00Z',
		}
		expect((await call('POST', '/conversions', { body, who: 'tom' })).status).toBe(422)
	})
})

describe('refusals are problems that say what to do', () => {
	test.each([
		{ name: 'an unknown path', method: 'GET', path: '/nothing', status: 404, code: 'missing' },
		{ name: 'a method that does not fit', method: 'DELETE', path: '/links', status: 405, code: 'method' },
		{
			name: 'a URL that cannot be one',
			method: 'POST',
			path: '/links',
			body: { url: 'javascript:alert(1)' },
			status: 422,
			code: 'invalid',
			at: '/url',
		},
		{
			name: 'a title that is too long',
			method: 'PATCH',
			path: `/links/${DESK}`,
			body: { title: 'x'.repeat(81) },
			status: 422,
			code: 'invalid',
			at: '/title',
		},
		{
			name: 'a field that does not exist',
			method: 'PATCH',
			path: `/links/${DESK}`,
			body: { titel: 'x' },
			status: 422,
			code: 'invalid',
		},
		{ name: 'a query that does not exist', method: 'GET', path: '/links?page=2', status: 422, code: 'invalid' },
		{ name: 'a cursor from elsewhere', method: 'GET', path: '/links?cursor=abc', status: 422, code: 'invalid' },
		{
			name: 'an amount that is no number',
			method: 'POST',
			path: '/conversions',
			body: { externalId: 'x', status: 'paid', amount: '1,5', currency: 'EUR', occurredAt: '2026-10-01T10:00:00Z' },
			status: 422,
			code: 'invalid',
			at: '/amount',
		},
		...['0202-10-01T10:00:00Z', '2027-10-01T10:00:00Z'].map((occurredAt) => ({
			name: `a sale of ${occurredAt}`,
			method: 'POST',
			path: '/conversions',
			body: { externalId: 'x', status: 'paid', amount: '1', currency: 'EUR', occurredAt },
			status: 422,
			code: 'invalid',
			at: '/occurredAt',
		})),
	])('$name', async ({ method, path, body, status, code, at }) => {
		const { call } = await open()
		const answer = await call(method, path, { body })
		expect(answer.headers.get('content-type')).toBe('application/problem+json')
		expect(answer.json).toMatchObject({ status, code, detail: expect.stringMatching(/\w+/) })
		expect(answer.status).toBe(status)
		if (at) expect(answer.json.errors).toMatchObject([{ at }])
	})

	test('a stranger learns nothing but that a token is needed', async () => {
		const refuse = () => Promise.reject(new Problem(401, 'unauthenticated', t('api.unauthenticated')))
		const answer = await serve(routes, new Request(`${ORIGIN}/api/v1/links/${DESK}`), `/links/${DESK}`, refuse, t)
		expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Bearer'])
	})
})

describe('Idempotency-Key', () => {
	const body = { url: 'https://shop.example/new' }

	test('a repeated request gets the first answer and makes nothing', async () => {
		const { call } = await open()
		const first = await call('POST', '/links', { body, key: 'k1' })
		const again = await call('POST', '/links', { body, key: 'k1' })
		expect(again.json).toEqual(first.json)
		expect([again.status, again.headers.get('idempotent-replayed')]).toEqual([201, 'true'])
		expect((await call('GET', '/links')).json.data).toHaveLength(5)
	})

	test('twenty at once make one', async () => {
		const { call } = await open()
		const answers = await Promise.all(Array.from({ length: 20 }, () => call('POST', '/links', { body, key: 'k2' })))
		expect(new Set(answers.map(({ status }) => status))).not.toContain(500)
		expect(new Set(answers.filter(({ status }) => status === 201).map(({ json }) => json.id)).size).toBe(1)
		expect((await call('GET', '/links')).json.data).toHaveLength(5)
	})

	test('another request under the same key is refused, and another creator’s key is another key', async () => {
		const { call } = await open()
		await call('POST', '/links', { body, key: 'k3' })
		expect(
			(await call('POST', '/links', { body: { url: 'https://shop.example/other' }, key: 'k3' })).json,
		).toMatchObject({ status: 422, code: 'replayed' })
		expect((await call('POST', '/links', { body, key: 'k3', who: 'tom' })).status).toBe(201)
	})

	test('what took effect is answered and not done again, also when its answer could not be kept', async () => {
		const { call, db } = await open()
		await db.$client.execute(`
			create trigger full before update on idempotent_answers begin select raise(abort, 'the disk is full'); end`)
		expect((await call('POST', '/links', { body, key: 'k5' })).status).toBe(201)
		expectComplaint(/could not be kept/)
		expect((await call('POST', '/links', { body, key: 'k5' })).status).toBe(409)
		expect((await call('GET', '/links')).json.data).toHaveLength(5)
	})

	test('a call that was cut off can be made again after a minute, by the same request only', async () => {
		const { call, db, clock } = await open()
		const requestHash = crypto.sha256(`POST /links\n${JSON.stringify(body)}`)
		await claimKey(db, { userId: 'maya', key: 'k6', requestHash, createdAt: NOON }, 0)
		clock.now = NOON + 60_000
		expect((await call('POST', '/links', { body, key: 'k6' })).status).toBe(409)
		clock.now = NOON + 60_001
		expect((await call('POST', '/links', { body: { ...body, title: 'x' }, key: 'k6' })).status).toBe(422)
		const made = await call('POST', '/links', { body, key: 'k6' })
		expect(made.status).toBe(201)
		expect((await call('POST', '/links', { body, key: 'k6' })).json).toEqual(made.json)
		await saveAnswer(db, { userId: 'maya', key: 'k6', createdAt: NOON }, { status: 500, body: 'late' })
		clock.now = NOON + 3_600_000
		expect((await call('POST', '/links', { body, key: 'k6' })).json).toEqual(made.json)
	})

	test('what was refused can be put right under the same key', async () => {
		const { call } = await open()
		expect((await call('POST', '/links', { body: { url: 'nope' }, key: 'k4' })).status).toBe(422)
		expect((await call('POST', '/links', { body, key: 'k4' })).status).toBe(201)
	})
})

test('the OpenAPI document names every operation once, with what it takes and answers', () => {
	const document = openApi(routes, ORIGIN) as {
		openapi: string
		paths: Record<
			string,
			Record<string, { operationId: string; requestBody?: unknown; responses: Record<string, unknown> }>
		>
	}
	const operations = Object.values(document.paths).flatMap((path) => Object.values(path))
	expect(document.openapi).toBe('3.1.0')
	expect(operations).toHaveLength(routes.length)
	expect(new Set(operations.map((one) => one.operationId)).size).toBe(routes.length)
	for (const operation of operations) expect(Object.keys(operation.responses)).toContain('default')
	expect(Object.keys(document.paths['/conversions']?.post?.responses ?? {})).toEqual(['200', '201', 'default'])
	expect(document.paths['/links']?.post?.requestBody).toMatchObject({
		content: { 'application/json': { schema: { required: ['url'] } } },
	})
})
