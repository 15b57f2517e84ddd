import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { findPublicProfile } from '../../db/queries/public-profiles.ts'
import { channels, handles } from '../../db/schema/index.ts'
import { frontDoor } from '../../functions/edge.ts'
import type { Answer } from '../../functions/http.ts'
import { handleKeyOf } from '../../functions/public-page.ts'
import { TAG_PARAM } from '../../src/domain/channels/channel.ts'
import { publicPage } from '../../src/domain/profiles/public-page.ts'
import { freshDb } from '../support/db.ts'
import { aCoupon, NOON } from '../support/factories.ts'
import { anAsk, testPlatform } from '../support/platform.ts'
import { theWorld } from '../support/world.ts'

const HOUR = 3_600_000

/** A follower's street with a renderer at its end that says how often it had to work, and under which tag. */
async function open() {
	const db = freshDb()
	const world = await theWorld(db)
	await db.insert(channels).values({ profileId: world.page.id, tag: 'reel', name: 'Reel', createdAt: NOON })
	const street = testPlatform(db)
	const rendered: (string | null)[] = []

	async function visit(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
		const ask = anAsk(path, { method, headers })
		const cached = await frontDoor(ask, street.platform)
		if (cached) return cached
		const handleKey = handleKeyOf(ask.path) ?? ''
		const edition = street.platform.pages.edition(handleKey)
		const rows = await findPublicProfile(db, handleKey)
		if (!rows) return { status: 404, headers: {}, body: null }
		const { tag, tags, until, name } = publicPage(rows, street.clock.now, new URLSearchParams(ask.query).get(TAG_PARAM))
		rendered.push(tag)
		const page = { body: bytes(`<h1>${name}</h1>${tag}`), headers: { 'x-test': '1' }, tags, until, edition }
		return street.platform.pages.store(handleKey, tag, page, ask)
	}
	return { db, world, ...street, rendered, visit }
}

const bytes = (html: string) => new TextEncoder().encode(html)
const text = (answer: Answer) => Buffer.from(answer.body ?? '').toString()

describe('the cache in front of a profile', () => {
	test.each(['/maya.lamps', '/@maya.lamps', '/MayaLamps', '/ma.yalamps', '/%40maya.lamps', '/maya.lamps/'])(
		'%s is served from what /maya.lamps left',
		async (path) => {
			const { visit, rendered } = await open()
			const [first, second] = [await visit('/maya.lamps'), await visit(path)]
			expect(text(second)).toBe('<h1>Maya</h1>null')
			expect(second).toEqual(first)
			expect(rendered).toEqual([null])
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
		expect(decode(answer.body as Uint8Array).toString()).toBe('<h1>tom</h1>null')
	})

	test('a browser that has the page is told so, also when it has just been rendered', async () => {
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

	test('a declared tag has a page of its own, an undeclared one the plain page', async () => {
		const { visit, rendered } = await open()
		const tags = ['', '?s=tt', '?s=tt', '?s=REEL', '?s=made-up', '?s=%E0%A4%A', '?utm_source=x', '?s=']
		const bodies: string[] = []
		for (const query of tags) bodies.push(text(await visit(`/maya.lamps${query}`)).slice(13))
		expect(bodies).toEqual(['null', 'tt', 'tt', 'reel', 'null', 'null', 'null', 'null'])
		expect(rendered).toEqual([null, 'tt', 'reel'])
	})

	test('an undeclared tag makes no entry on a cold cache either', async () => {
		const { visit, rendered } = await open()
		for (let i = 0; i < 5; i++) await visit(`/tom?s=made-up-${i}`)
		expect(rendered).toEqual([null])
	})

	test('an edit is seen by the next request, under an old handle too', async () => {
		const { db, world, visit, rendered, platform } = await open()
		await db.insert(handles).values({ key: 'oldmaya', profileId: world.page.id, heldUntil: NOON })
		for (const path of ['/maya.lamps', '/oldmaya', '/tom']) await visit(path)
		await platform.purge(['mayalamps', 'oldmaya'], [])
		for (const path of ['/maya.lamps', '/oldmaya', '/tom']) await visit(path)
		expect(rendered).toHaveLength(5)
	})

	test('a page that was rendered from rows older than an edit is answered but not kept', async () => {
		const { platform, visit, rendered } = await open()
		const page = { body: bytes('stale'), headers: {}, tags: [], until: null, edition: platform.pages.edition('tom') }
		await platform.purge(['tom'], [])
		expect(text(await platform.pages.store('tom', null, page, anAsk('/tom')))).toBe('stale')
		expect(text(await visit('/tom'))).toBe('<h1>tom</h1>null')
		expect(rendered).toHaveLength(1)
	})

	test('no page outlives the moment at which a coupon ends, nor a minute', async () => {
		const { db, world, clock, visit, rendered } = await open()
		const place = { profileId: world.toms.id, publicId: 'endsendsen' }
		await aCoupon(db, place, { code: 'DANA15', validUntil: NOON + HOUR })
		clock.now = NOON + HOUR - 10_000
		await visit('/tom')
		clock.now += 9999
		await visit('/tom')
		expect(rendered).toHaveLength(1)
		clock.now += 1
		await visit('/tom')
		expect(rendered).toHaveLength(2)
		clock.now += 60_000
		await visit('/tom')
		expect(rendered).toHaveLength(3)
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
