import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { channels, coupons, handles, links, profiles } from '../../db/schema/index.ts'
import { frontDoor } from '../../functions/edge.ts'
import type { Answer } from '../../functions/http.ts'
import { readConfig } from '../../functions/platform/env.ts'
import { handleKeyOf } from '../../functions/public-page.ts'
import { freshDb } from '../support/db.ts'
import { aCoupon, NOON } from '../support/factories.ts'
import { anAsk, testPlatform } from '../support/platform.ts'
import { theWorld } from '../support/world.ts'

const HOUR = 3_600_000

/** A follower's street that says how often a page had to be made, and under which tag. */
async function open() {
	const db = freshDb()
	const world = await theWorld(db)
	await db.insert(channels).values({ profileId: world.page.id, tag: 'reel', name: 'Reel', createdAt: NOON })
	const street = testPlatform(db)
	const made: (string | null)[] = []
	const { pages } = street.platform
	const store: typeof pages.store = (handleKey, tag, page, ask) => {
		made.push(tag)
		return pages.store(handleKey, tag, page, ask)
	}
	const platform = { ...street.platform, pages: { ...pages, store } }

	async function visit(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
		const answer = await frontDoor(anAsk(path, { method, headers }), platform)
		return answer ?? { status: 404, headers: {}, body: null }
	}
	return { ...street, platform, db, world, made, visit }
}

const text = (answer: Answer) => Buffer.from(answer.body ?? '').toString()
/** The tag that the page's own hits will say. */
const tagIn = (html: string) => /data-view="k=view&amp;p=\w+(?:&amp;s=(\w+))?"/.exec(html)?.[1] ?? null

describe('the cache in front of a profile', () => {
	test.each(['/maya.lamps', '/@maya.lamps', '/MayaLamps', '/ma.yalamps', '/%40maya.lamps', '/maya.lamps/'])(
		'%s is served from what /maya.lamps left',
		async (path) => {
			const { visit, made } = await open()
			const [first, second] = [await visit('/maya.lamps'), await visit(path)]
			expect(text(second)).toContain('<h1 dir="auto">Maya</h1>')
			expect(second).toEqual(first)
			expect(made).toEqual([null])
		},
	)

	test.each([
		{ accept: 'gzip, deflate, br', coding: 'br', decode: brotliDecompressSync },
		{ accept: 'gzip', coding: 'gzip', decode: gunzipSync },
		{ accept: 'identity', coding: undefined, decode: (bytes: Uint8Array) => Buffer.from(bytes) },
	])('$accept gets $coding', async ({ accept, coding, decode }) => {
		const { visit } = await open()
		await visit('/tom')
		const answer = await visit('/tom', { 'accept-encoding': accept })
		expect(answer.headers['content-encoding']).toBe(coding)
		expect(answer.headers).toMatchObject({ vary: 'accept-encoding', 'content-length': String(answer.body?.length) })
		expect(decode(answer.body as Uint8Array).toString()).toMatch(/^<!doctype html>.*<h1 dir="auto">tom<.*<\/html>$/s)
	})

	test('a browser that has the page is told so, also when it has just been made', async () => {
		const { visit } = await open()
		const { etag = '' } = (await visit('/tom')).headers
		expect(await visit('/tom', { 'if-none-match': etag })).toMatchObject({ status: 304, body: null })
		expect(await visit('/tom', { 'if-none-match': '"other"' })).toMatchObject({ status: 200 })
	})

	test('HEAD gets the headers alone', async () => {
		const { visit } = await open()
		const [got, asked] = [await visit('/tom'), await visit('/tom', {}, 'HEAD')]
		expect(asked).toEqual({ ...got, body: null })
	})

	test('a declared tag is written into the page that is kept, an undeclared one is not', async () => {
		const { visit, made } = await open()
		const tags = ['', '?s=tt', '?s=tt', '?s=REEL', '?s=made-up', '?s=%E0%A4%A', '?utm_source=x', '?s=']
		const shown: (string | null)[] = []
		for (const query of tags) shown.push(tagIn(text(await visit(`/maya.lamps${query}`))))
		expect(shown).toEqual([null, 'tt', 'tt', 'reel', null, null, null, null])
		expect(made).toEqual([null])
	})

	test('an undeclared tag makes no entry on a cold cache either', async () => {
		const { visit, made } = await open()
		for (let i = 0; i < 5; i++) await visit(`/tom?s=made-up-${i}`)
		expect(made).toEqual([null])
	})

	test('an edit is seen by the next request, under an old handle too', async () => {
		const { db, world, visit, made, platform } = await open()
		await db.insert(handles).values({ key: 'oldmaya', profileId: world.page.id, heldUntil: NOON })
		for (const path of ['/maya.lamps', '/oldmaya', '/tom']) await visit(path)
		await platform.purge(['mayalamps', 'oldmaya'], [])
		for (const path of ['/maya.lamps', '/oldmaya', '/tom']) await visit(path)
		expect(made).toHaveLength(5)
	})

	test('a page that was rendered from rows older than an edit is answered but not kept', async () => {
		const { platform, visit, made } = await open()
		const page = { html: 'stale', headers: {}, tags: [], until: null, edition: platform.pages.edition('tom') }
		await platform.purge(['tom'], [])
		expect(text(await platform.pages.store('tom', null, page, anAsk('/tom')))).toBe('stale')
		expect(text(await visit('/tom'))).toContain('tom')
		expect(made).toHaveLength(2)
	})

	test('no page outlives the moment at which a coupon ends, nor a minute', async () => {
		const { db, world, clock, visit, made } = await open()
		const place = { profileId: world.toms.id, publicId: 'endsendsen' }
		await aCoupon(db, place, { code: 'DANA15', validUntil: NOON + HOUR })
		clock.now = NOON + HOUR - 10_000
		await visit('/tom')
		clock.now += 9999
		await visit('/tom')
		expect(made).toHaveLength(1)
		clock.now += 1
		await visit('/tom')
		expect(made).toHaveLength(2)
		clock.now += 60_000
		await visit('/tom')
		expect(made).toHaveLength(3)
	})
})

describe('the page', () => {
	test('shows what the creator typed as text', async () => {
		const { db, world, visit } = await open()
		const typed = `</script><script>alert("1")</script> & 'x'`
		await db.update(profiles).set({ name: typed, bio: typed }).where(eq(profiles.id, world.page.id))
		await db.update(links).set({ title: typed, merchant: typed })
		await db.update(coupons).set({ code: typed, offer: typed, merchant: typed })
		const html = text(await visit('/maya.lamps'))
		expect(html.match(/<\/?script/g)).toEqual(['<script', '</script', '<script', '</script'])
		expect(html.match(/<(?:title|h1|p|b|code|bdi)[^>]*>&lt;\/script>&lt;script>alert/g)?.length).toBeGreaterThan(8)
		expect(html).not.toContain('alert("1")')
	})

	test('of a hidden profile says so, and is kept by no browser', async () => {
		const { db, world, visit } = await open()
		await db.update(profiles).set({ hiddenAt: NOON, bio: 'All my lamps' }).where(eq(profiles.id, world.page.id))
		const { status, headers, body } = await visit('/maya.lamps')
		expect([status, headers['cache-control']]).toEqual([200, 'no-store'])
		const html = String(Buffer.from(body ?? ''))
		expect(html).toContain('<meta name="robots" content="noindex"')
		for (const told of ['All my lamps', '/go/', '/hit', 'KRISTA20', 'Shop']) expect(html).not.toContain(told)
	})

	test('can be reported where the operator says, and says nothing of it otherwise', async () => {
		const { platform, visit } = await open()
		expect(text(await visit('/tom'))).not.toContain('Report')
		for (const [setting, href] of [
			[{ REPORT_EMAIL: 'abuse@vitrine.example' }, 'mailto:abuse@vitrine.example?subject=Report%20%2Ftom'],
			[{ REPORT_URL: 'https://vitrine.example/report' }, 'https://vitrine.example/report'],
		] as const) {
			const { report } = readConfig({ ORIGIN: 'https://vitrine.example', ...setting })
			await platform.purge(['tom'], [])
			const told = { ...platform, config: { ...platform.config, report } }
			const html = text((await frontDoor(anAsk('/tom'), told)) as Answer)
			expect(html).toContain(`<a class="quiet" href="${href}" rel="nofollow noopener">Report this page</a>`)
		}
	})

	test('of nobody is left to the rooms, which say so', async () => {
		const { platform } = await open()
		expect(await frontDoor(anAsk('/nobody'), platform)).toBeNull()
	})
})

test.each([
	'/',
	'/a',
	'/app/theme',
	'/maya-lamps',
	'/maya lamps',
	'/.well-known',
	'/@',
	'/@@maya',
	'/login',
	'/robots.txt',
	`/${'a'.repeat(31)}`,
])('%s is nobody’s page', (path) => {
	expect(handleKeyOf(path)).toBeNull()
})

test('a view of a handle with an underscore is counted', async () => {
	const { db, world, platform, hits, settled } = await open()
	await db.insert(handles).values({ key: 'maya_x', profileId: world.page.id })
	await frontDoor(anAsk('/hit?k=view&p=maya_x', { method: 'POST' }), platform)
	await settled()
	expect(hits).toMatchObject([{ kind: 'view', profileId: world.page.id }])
})
