import { expect, test } from 'vitest'
import { PREVIEW_BOT, SAFARI_IPHONE, TIKTOK_ANDROID } from '../support/agents.ts'
import type { Served, startNode } from '../support/server.ts'
import { until } from '../support/server.ts'
import { BOOK, CODE, DESK, OLD, theWorld } from '../support/world.ts'

type Start = typeof startNode

const AWIN = 'https://www.awin1.com/cread.php?awinmid=1&ued=https%3A%2F%2Fshop.example%2Fdesk'

/** The same ten minimal checks on every runtime: that each part of the street is there, not how it behaves. */
export function tenChecks(start: Start): void {
	const open = () => start({ seed: theWorld, env: { ORIGIN: 'http://localhost' } })
	const get = (served: Served, path: string, headers: Record<string, string> = {}, method = 'GET') =>
		fetch(served.url + path, { method, redirect: 'manual', headers: { 'user-agent': SAFARI_IPHONE, ...headers } })
	const storedHits = async (served: Served) =>
		(await served.db.$client.execute('select kind, bucket, app from hits')).rows.map((row) => Array.from(row))

	test('it is healthy', async () => {
		const answer = await get(await open(), '/healthz')
		expect([answer.status, await answer.json()]).toEqual([200, { database: 'up' }])
	})

	test('the profile is a page, without cookies and for any handle spelling', async () => {
		const served = await open()
		expect((await get(served, '/maya.lamps', {}, 'HEAD')).status).toBe(200)
		for (const path of ['/maya.lamps', '/@maya.lamps', '/MayaLamps']) {
			const answer = await get(served, path)
			expect([answer.status, answer.headers.get('set-cookie')]).toEqual([200, null])
			expect(await answer.text()).toContain(`/go/${DESK}`)
		}
	})

	test('the profile is answered with 304 when the browser has it', async () => {
		const served = await open()
		const first = await get(served, '/maya.lamps')
		await first.text()
		// fetch() adds `no-cache` to a conditional request unless it is told otherwise.
		const conditions = { 'if-none-match': first.headers.get('etag') ?? '', 'cache-control': 'max-age=0' }
		const again = await get(served, '/maya.lamps', conditions)
		expect(again.status).toBe(304)
	})

	test('a profile shows its own links only, and an unknown handle is not found', async () => {
		const served = await open()
		expect(await (await get(served, '/tom')).text()).not.toContain(`/go/${DESK}`)
		expect((await get(served, '/nobody')).status).toBe(404)
	})

	test('a tap from TikTok is sent on and becomes one counted click', async () => {
		const served = await open()
		const answer = await get(served, `/go/${DESK}`, { 'user-agent': TIKTOK_ANDROID })
		expect([answer.status, answer.headers.get('location'), answer.headers.get('cache-control')]).toEqual([
			302,
			AWIN,
			'no-store',
		])
		await until(async () => (await storedHits(served)).length > 0, 10_000)
		expect(await storedHits(served)).toEqual([[1, 0, 1]])
	})

	test('a preview bot is sent on and not counted', async () => {
		const served = await open()
		expect((await get(served, `/go/${DESK}`, { 'user-agent': PREVIEW_BOT })).headers.get('location')).toBe(AWIN)
		await until(async () => (await storedHits(served)).length > 0, 10_000)
		expect(await storedHits(served)).toEqual([[1, 1, 0]])
	})

	test('a coupon leads to the shop with its code, Amazon to the page that links it directly', async () => {
		const served = await open()
		expect((await get(served, `/go/${CODE}`)).headers.get('location')).toBe(
			'https://shop.example/discount/KRISTA20?redirect=%2Fsale',
		)
		expect((await get(served, `/go/${BOOK}`)).headers.get('location')).toBe('/maya.lamps')
	})

	test('a hidden link answers 410 and leads to the profile, an unknown one 404', async () => {
		const served = await open()
		const gone = await get(served, `/go/${OLD}`)
		expect([gone.status, (await gone.text()).includes('/maya.lamps')]).toEqual([410, true])
		expect((await get(served, '/go/nopenopeno')).status).toBe(404)
	})

	test('a view and a copy arrive by beacon', async () => {
		const served = await open()
		expect((await get(served, '/hit?k=view&p=mayalamps', {}, 'POST')).status).toBe(204)
		expect((await get(served, `/hit?k=copy&b=${CODE}`, {}, 'POST')).status).toBe(204)
		await until(async () => (await storedHits(served)).length === 2, 10_000)
		expect((await storedHits(served)).sort()).toEqual([
			[0, 0, 0],
			[2, 0, 0],
		])
	})

	test('a room is closed to strangers', async () => {
		const answer = await get(await open(), '/app')
		expect([answer.status, answer.headers.get('location')?.startsWith('/login')]).toEqual([303, true])
	})
}
