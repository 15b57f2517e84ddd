import { describe, expect, test } from 'vitest'
import { frontDoor } from '../../functions/edge.ts'
import { ownerCookie } from '../../functions/owner-cookie.ts'
import { hostingAsn } from '../../functions/platform/node/hosting-networks.ts'
import { isHosting } from '../../src/domain/clicks/hosting.ts'
import { ingestHits } from '../../src/domain/clicks/ingest.ts'
import { CHROME_DESKTOP, PREVIEW_BOT, SAFARI_IPHONE, SNAPCHAT_IPHONE } from '../support/agents.ts'
import { freshDb } from '../support/db.ts'
import { anAsk, testPlatform } from '../support/platform.ts'
import { BOOK, CODE, DESK, LAMP, theWorld } from '../support/world.ts'

const DAY_MS = 86_400_000
const PAGE = 'https://vitrine.example/maya.lamps'

async function open() {
	const db = freshDb()
	const world = await theWorld(db)
	return { db, world, ...testPlatform(db) }
}

/** What one tap becomes; a request to /go unless `path` says otherwise. */
async function tap(given: Parameters<typeof anAsk>[1] & { path?: string }) {
	const { platform, hits, settled } = await open()
	await frontDoor(anAsk(given.path ?? `/go/${DESK}`, given), platform)
	await settled()
	return hits[0]
}

describe('the creator', () => {
	test('is known by the signed cookie, without a query, and nobody else is', async () => {
		const { platform, hits, world, clock } = await open()
		const mine = ownerCookie([world.toms.id, world.page.id], platform)
		const toms = ownerCookie([world.toms.id], platform)
		const [ids, day, mac = ''] = mine.split('~')
		const cookies = {
			'own, among others': `x=1; vitrine_owner=${mine}; y=2`,
			'made up': `vitrine_owner=${world.page.id}~${day}~${'0'.repeat(32)}`,
			"another creator's": `vitrine_owner=${toms}`,
			"another creator's, with this profile written into it": `vitrine_owner=${world.page.id}.${toms}`,
			'with a later day written into it': `vitrine_owner=${ids}~${Number(day) + 1}~${mac}`,
			'signed with another secret': `vitrine_owner=${ownerCookie([world.page.id], { ...platform, config: { ...platform.config, secret: 'another' } })}`,
			'under another name': `not_vitrine_owner=${mine}`,
		}
		for (const cookie of Object.values(cookies))
			await frontDoor(anAsk(`/go/${DESK}`, { headers: { cookie } }), platform)
		clock.now += 30 * DAY_MS
		await frontDoor(anAsk(`/go/${DESK}`, { headers: { cookie: `vitrine_owner=${mine}` } }), platform)
		clock.now += DAY_MS
		await frontDoor(anAsk(`/go/${DESK}`, { headers: { cookie: `vitrine_owner=${mine}` } }), platform)
		const names = [...Object.keys(cookies), 'on its last day', 'expired']
		const owners = names.filter((_, at) => hits[at]?.bucket === 'owner')
		expect(owners).toEqual(['own, among others', 'on its last day'])
		expect(hits.filter((hit) => hit.bucket === 'counted')).toHaveLength(names.length - 2)
	})
})

describe('followers behind one carrier address', () => {
	/** What is stored after these taps: how many in which bucket. */
	async function stored(taps: { at: number; userAgent: string; id?: string }[]) {
		const { db, platform, hits, clock } = await open()
		const start = clock.now
		for (const { at, userAgent, id = DESK } of taps) {
			clock.now = start + at
			await frontDoor(anAsk(`/go/${id}`, { headers: { 'user-agent': userAgent } }), platform)
		}
		await ingestHits(db, hits)
		const { rows } = await db.$client.execute('select bucket, count(*) from hits group by bucket order by bucket')
		return { visitors: new Set(hits.map((hit) => hit.visitor)).size, buckets: rows.map((row) => Array.from(row)) }
	}

	test('are ten when their phones differ, and one visitor is one', async () => {
		const phones = Array.from({ length: 10 }, (_, at) => ({ at: 0, userAgent: `${CHROME_DESKTOP} v${at}` }))
		expect(await stored(phones)).toEqual({ visitors: 10, buckets: [[0, 10]] })
		expect(await stored([...phones, { at: 1, userAgent: `${CHROME_DESKTOP} v0`, id: LAMP }])).toEqual({
			visitors: 10,
			buckets: [[0, 11]],
		})
	})

	test('are all counted when their phones are alike, unless they tap one link within two seconds', async () => {
		const at = (ms: number) => ({ at: ms, userAgent: SAFARI_IPHONE })
		expect(await stored([at(0), at(2001), at(4002)])).toEqual({ visitors: 1, buckets: [[0, 3]] })
		expect((await stored([at(0), at(1999)])).buckets).toEqual([
			[0, 1],
			[3, 1],
		])
	})
})

describe('a network of servers', () => {
	const headers = { 'accept-language': undefined }

	test('makes a bot of a browser that names no language, and of nobody else', async () => {
		expect((await tap({ headers, asn: 16509 }))?.bucket).toBe('bot')
		expect((await tap({ headers, asn: 2119 }))?.bucket).toBe('counted')
		expect((await tap({ headers }))?.bucket).toBe('counted')
		expect((await tap({ asn: 16509 }))?.bucket).toBe('counted')
		expect((await tap({ path: '/hit?k=view&p=mayalamps', method: 'POST', headers, asn: 16509 }))?.bucket).toBe('bot')
	})

	/** Addresses that the companies publish as theirs, and some that are not for servers. */
	test.each([
		{ address: '3.5.140.2', asn: 16509 },
		{ address: '2600:1f14:fff:f810::1', asn: 16509 },
		{ address: '34.64.1.1', asn: 396982 },
		{ address: '95.216.1.1', asn: 24940 },
		{ address: '2a01:4f8:c17:b8f::2', asn: 24940 },
		{ address: '167.99.10.10', asn: 14061 },
		{ address: '172.224.226.1', asn: null },
		{ address: '104.28.30.1', asn: null },
		{ address: '84.208.20.110', asn: null },
		{ address: '2001:4640::1', asn: null },
		{ address: '0.0.0.0', asn: null },
		{ address: '255.255.255.255', asn: null },
		{ address: '::1', asn: null },
		{ address: 'ffff:ffff:ffff::', asn: null },
		{ address: 'no address', asn: null },
		{ address: '', asn: null },
	])('$address belongs to $asn', ({ address, asn }) => {
		expect(hostingAsn(address)).toBe(asn)
		expect(isHosting(hostingAsn(address))).toBe(asn !== null)
	})
})

describe('a campaign', () => {
	const query = 'ttclid=E.C.P.abc&utm_source=tiktok&utm_campaign=h%C3%B8st'
	const campaign = { ttclid: 'E.C.P.abc', utm: { source: 'tiktok', campaign: 'høst' } }

	test.each([
		{ name: 'from the page that was tapped', headers: { referer: `${PAGE}?s=tt&${query}#top` }, campaign },
		{ name: 'from a ping', path: `/hit?k=click&b=${BOOK}`, headers: { 'ping-from': `${PAGE}?${query}` }, campaign },
		{ name: 'from a beacon', path: '/hit?k=view&p=mayalamps', headers: { referer: `${PAGE}?${query}` }, campaign },
		{ name: 'behind a proxy', headers: { host: '127.0.0.1:4321', referer: `${PAGE}?${query}` }, campaign },
		{ name: 'not from elsewhere', headers: { referer: `https://shop.example/?${query}` }, campaign: null },
		{ name: 'not from the tap itself', path: `/go/${DESK}?${query}`, headers: {}, campaign: null },
		{ name: 'not from a lookalike', headers: { referer: `https://vitrine.example.org/?${query}` }, campaign: null },
		{ name: 'none on a page without', headers: { referer: PAGE }, campaign: null },
	])('$name', async ({ path, headers, campaign }) => {
		const hit = await tap({ path, headers, method: path?.startsWith('/hit') ? 'POST' : 'GET' })
		expect(hit?.bucket).toBe('counted')
		expect(hit?.campaign).toEqual(campaign)
	})

	test('is no part of the key that the page is cached under', async () => {
		const { platform } = await open()
		const page = { html: '<p>', headers: {}, tags: [], until: null, edition: 0 }
		await platform.pages.store('mayalamps', null, page, anAsk('/maya.lamps'))
		expect(await frontDoor(anAsk(`/maya.lamps?${query}`), platform)).toMatchObject({ status: 200 })
	})
})

describe('the host that sent the follower to the page', () => {
	test.each([
		{ name: 'is told by the page', path: '?r=news.example.org', referer: PAGE, channel: 'host:news.example.org' },
		{ name: 'after the tag', path: '?s=tt&r=news.example.org', referer: PAGE, channel: 'tag:tt' },
		{
			name: 'not by anybody else',
			path: '?r=news.example.org',
			referer: 'https://evil.example/',
			channel: 'host:evil.example',
		},
		{ name: 'not without a page', path: '?r=news.example.org', referer: undefined, channel: 'unknown' },
		{ name: 'not as anything but a host', path: '?r=%3Cb%3E.x', referer: PAGE, channel: 'unknown' },
		{ name: 'nor as a long one', path: `?r=${'x'.repeat(100)}.no`, referer: PAGE, channel: 'unknown' },
	])('$name', async ({ path, referer, channel }) => {
		expect((await tap({ path: `/go/${DESK}${path}`, headers: { referer } }))?.channel).toBe(channel)
	})
})

test.each([
	{ name: 'a web view says so', agent: CHROME_DESKTOP, holder: 'com.zhiliaoapp.musically', app: 'tiktok' },
	{ name: 'the user agent knows better', agent: SNAPCHAT_IPHONE, holder: 'com.pinterest', app: 'snapchat' },
	{ name: 'a script is no app', agent: CHROME_DESKTOP, holder: 'XMLHttpRequest', app: 'none' },
	{ name: 'nor is what every object has', agent: CHROME_DESKTOP, holder: 'constructor', app: 'none' },
	{ name: 'a program is in no app', agent: PREVIEW_BOT, holder: 'com.zhiliaoapp.musically', app: 'none' },
])('the app is $app: $name', async ({ agent, holder, app }) => {
	const hit = await tap({ headers: { 'user-agent': agent, 'x-requested-with': holder } })
	expect(hit).toMatchObject({ app, channel: app === 'none' ? 'unknown' : `app:${app}` })
})

test.each([
	{ header: 'sec-purpose', value: 'prefetch;prerender' },
	{ header: 'purpose', value: 'prefetch' },
	{ header: 'x-purpose', value: 'preview' },
	{ header: 'x-moz', value: 'prefetch' },
])('what $header says is looking ahead is nobody yet', async ({ header, value }) => {
	for (const path of [`/go/${DESK}`, '/hit?k=view&p=mayalamps', `/hit?k=copy&b=${CODE}`])
		expect((await tap({ path, headers: { [header]: value } }))?.bucket).toBe('preload')
})
