import { describe, expect, test } from 'vitest'
import { frontDoor } from '../../functions/edge.ts'
import {
	CHROME_DESKTOP,
	INSTAGRAM_IPHONE,
	PREVIEW_BOT,
	SNAPCHAT_IPHONE,
	TIKTOK_ANDROID,
	TIKTOK_IPHONE,
	TIKTOK_PRELOADER,
} from '../support/agents.ts'
import { freshDb } from '../support/db.ts'
import { anAsk, testPlatform } from '../support/platform.ts'
import { BOOK, CODE, DESK, LAMP, OLD, theWorld } from '../support/world.ts'

const AWIN = 'https://www.awin1.com/cread.php?awinmid=1&ued=https%3A%2F%2Fshop.example%2Fdesk'

async function open() {
	const db = freshDb()
	const world = await theWorld(db)
	return { db, world, ...testPlatform(db) }
}

describe('GET /go/{id}', () => {
	test.each([
		{ name: 'an affiliate link, byte for byte', path: `/go/${DESK}`, to: AWIN, bucket: 'counted' },
		{
			name: 'a Unicode path travels encoded',
			path: `/go/${LAMP}`,
			to: 'https://shop.example/lampe-%C3%A6%C3%B8%C3%A5?a=1#x',
			bucket: 'counted',
		},
		{
			name: 'a coupon applies its code at the shop',
			path: `/go/${CODE}`,
			to: 'https://shop.example/discount/KRISTA20?redirect=%2Fsale',
			bucket: 'counted',
		},
		{ name: 'TikTok on Android', path: `/go/${DESK}`, agent: TIKTOK_ANDROID, to: AWIN, bucket: 'counted' },
		{ name: 'TikTok on an iPhone', path: `/go/${DESK}`, agent: TIKTOK_IPHONE, to: AWIN, bucket: 'counted' },
		{ name: 'Instagram', path: `/go/${DESK}`, agent: INSTAGRAM_IPHONE, to: AWIN, bucket: 'counted' },
		{ name: 'Snapchat', path: `/go/${DESK}`, agent: SNAPCHAT_IPHONE, to: AWIN, bucket: 'counted' },
		{ name: 'a preview bot is sent on', path: `/go/${DESK}`, agent: PREVIEW_BOT, to: AWIN, bucket: 'bot' },
		{ name: 'no user agent at all', path: `/go/${DESK}`, agent: '', to: AWIN, bucket: 'bot' },
		{
			name: "TikTok's preloader behind a browser's name",
			path: `/go/${DESK}`,
			agent: TIKTOK_PRELOADER,
			to: AWIN,
			bucket: 'preload',
		},
		{ name: 'HEAD', path: `/go/${DESK}`, method: 'HEAD', to: AWIN, bucket: 'preload' },
		{
			name: 'Sec-Purpose: prefetch',
			path: `/go/${DESK}`,
			headers: { 'sec-purpose': 'prefetch;prerender' },
			to: AWIN,
			bucket: 'preload',
		},
		{ name: 'Purpose: preview', path: `/go/${DESK}`, headers: { purpose: 'preview' }, to: AWIN, bucket: 'preload' },
		{ name: 'X-Moz: prefetch', path: `/go/${DESK}`, headers: { 'x-moz': 'prefetch' }, to: AWIN, bucket: 'preload' },
	])('$name', async ({ path, agent, method, headers, to, bucket }) => {
		const { platform, hits } = await open()
		const answer = await frontDoor(
			anAsk(path, { method, headers: { ...headers, ...(agent === undefined ? {} : { 'user-agent': agent }) } }),
			platform,
		)
		expect(answer).toMatchObject({ status: 302, body: null })
		expect(answer?.headers).toMatchObject({
			location: to,
			'cache-control': 'no-store',
			'x-robots-tag': 'noindex',
			'server-timing': `click;desc=${bucket === 'counted' ? 'stored' : 'late'}`,
		})
		expect(hits).toHaveLength(1)
		expect(hits[0]).toMatchObject({ kind: 'click', bucket })
		expect(hits[0]?.visitor === null).toBe(bucket !== 'counted')
	})

	test.each([
		{ name: 'a hidden link', path: `/go/${OLD}` },
		{ name: 'an unknown link', path: '/go/nopenopeno' },
		{ name: 'something that is no id', path: "/go/'or 1=1" },
	])('$name is left to Astro and not counted', async ({ path }) => {
		const { platform, hits } = await open()
		expect(await frontDoor(anAsk(path), platform)).toBeFalsy()
		expect(hits).toEqual([])
	})

	test('Amazon is never behind a redirect: the follower is taken to the page that links it directly', async () => {
		const { platform, hits } = await open()
		const answer = await frontDoor(anAsk(`/go/${BOOK}`), platform)
		expect(answer?.headers.location).toBe('/maya.lamps')
		expect(hits).toEqual([])
	})

	test.each([
		{ name: 'a built-in tag', path: `/go/${DESK}?s=tt`, channel: 'tag:tt' },
		{ name: 'a tag that nobody declared', path: `/go/${DESK}?s=hax`, agent: CHROME_DESKTOP, channel: 'unknown' },
		{ name: 'an app without a tag', path: `/go/${DESK}`, agent: TIKTOK_ANDROID, channel: 'app:tiktok' },
		{
			name: 'a referrer',
			path: `/go/${DESK}`,
			agent: CHROME_DESKTOP,
			referer: 'https://News.example.org/x',
			channel: 'host:news.example.org',
		},
		{
			name: 'our own page is no referrer',
			path: `/go/${DESK}`,
			agent: CHROME_DESKTOP,
			referer: 'https://vitrine.example/maya.lamps',
			channel: 'unknown',
		},
		{
			name: 'a referrer that is not one',
			path: `/go/${DESK}`,
			agent: CHROME_DESKTOP,
			referer: 'javascript:alert(1)',
			channel: 'unknown',
		},
	])('$name says where the tap came from', async ({ path, agent, referer, channel }) => {
		const { platform, hits } = await open()
		const headers = { ...(agent ? { 'user-agent': agent } : {}), ...(referer ? { referer } : {}) }
		await frontDoor(anAsk(path, { headers }), platform)
		expect(hits[0]?.channel).toBe(channel)
	})
})

describe('/hit', () => {
	test.each([
		{
			name: 'a view by beacon',
			path: '/hit?k=view&p=mayalamps&s=tt',
			method: 'POST',
			status: 204,
			hit: { kind: 'view', blockId: 0, channel: 'tag:tt' },
		},
		{
			name: 'a view by the image',
			path: '/hit?k=view&p=mayalamps',
			method: 'GET',
			status: 200,
			hit: { kind: 'view', blockId: 0, channel: 'unknown' },
		},
		{
			name: 'a tap on a direct link',
			path: `/hit?k=click&b=${BOOK}`,
			method: 'POST',
			status: 204,
			hit: { kind: 'click' },
		},
		{ name: 'a copied code', path: `/hit?k=copy&b=${CODE}`, method: 'POST', status: 204, hit: { kind: 'copy' } },
		{ name: 'a code that failed', path: `/hit?k=fail&b=${CODE}`, method: 'POST', status: 204, hit: { kind: 'fail' } },
		{
			name: 'a share',
			path: '/hit?k=share&p=mayalamps&s=ig',
			method: 'POST',
			status: 204,
			hit: { kind: 'share', blockId: 0, channel: 'tag:ig' },
		},
		{ name: 'a share of a link', path: `/hit?k=share&b=${CODE}`, method: 'POST', status: 204, hit: null },
		{ name: 'a failure of the page', path: '/hit?k=fail&p=mayalamps', method: 'POST', status: 204, hit: null },
		{ name: 'an unknown profile', path: '/hit?k=view&p=nobody', method: 'POST', status: 204, hit: null },
		{ name: 'a hidden link', path: `/hit?k=click&b=${OLD}`, method: 'POST', status: 204, hit: null },
		{ name: 'an unknown kind', path: `/hit?k=sale&b=${BOOK}`, method: 'POST', status: 204, hit: null },
		{
			name: "another site's page",
			path: '/hit?k=view&p=mayalamps',
			method: 'POST',
			headers: { 'sec-fetch-site': 'cross-site' },
			status: 204,
			hit: null,
		},
		{
			name: 'our own page, which says so',
			path: '/hit?k=view&p=mayalamps',
			method: 'POST',
			headers: { 'sec-fetch-site': 'same-origin' },
			status: 204,
			hit: { kind: 'view' },
		},
		{ name: 'nothing', path: '/hit', method: 'GET', status: 200, hit: null },
	])('$name', async ({ path, method, headers, status, hit }) => {
		const { platform, hits, settled } = await open()
		const answer = await frontDoor(anAsk(path, { method, headers }), platform)
		await settled()
		expect(answer?.status).toBe(status)
		expect(answer?.headers['set-cookie']).toBeUndefined()
		if (hit) expect(hits).toMatchObject([hit])
		else expect(hits).toEqual([])
	})
})
