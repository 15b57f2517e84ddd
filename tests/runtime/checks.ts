import { expect, test } from 'vitest'
import { PREVIEW_BOT, SAFARI_IPHONE, TIKTOK_ANDROID } from '../support/agents.ts'
import { type Served, sharedServer, type startNode, until } from '../support/server.ts'
import { BOOK, CODE, DESK, OLD, theWorld } from '../support/world.ts'

type Start = typeof startNode

const AWIN = 'https://www.awin1.com/cread.php?awinmid=1&ued=https%3A%2F%2Fshop.example%2Fdesk'

/** The same ten minimal checks on every runtime: that each part of the street is there, not how it behaves. */
export function tenChecks(start: Start): void {
	const open = sharedServer(start, { seed: theWorld, env: { ORIGIN: 'http://localhost' } })
	const get = (served: Served, path: string, headers: Record<string, string> = {}, method = 'GET') =>
		fetch(served.url + path, { method, redirect: 'manual', headers: { 'user-agent': SAFARI_IPHONE, ...headers } })
	const hits = async ({ db }: Served) =>
		(await db.$client.execute('select kind, bucket, app from hits order by id')).rows

	/** Kind, bucket and app of the hits that `act` leaves behind, `count` of them, in the order of time. */
	async function leaves(served: Served, count: number, act: () => Promise<unknown>): Promise<unknown[][]> {
		const before = (await hits(served)).length
		await act()
		await until(async () => (await hits(served)).length >= before + count, 10_000)
		return (await hits(served)).slice(before).map((row) => Array.from(row))
	}

	test('it is healthy', async () => {
		const answer = await get(open(), '/healthz')
		expect([answer.status, await answer.json()]).toEqual([200, { database: 'up', dropped: 0 }])
	})

	test('the profile is a page, without cookies and for any handle spelling', async () => {
		const served = open()
		expect((await get(served, '/maya.lamps', {}, 'HEAD')).status).toBe(200)
		for (const path of ['/maya.lamps', '/@maya.lamps', '/MayaLamps']) {
			const answer = await get(served, path)
			expect([answer.status, answer.headers.get('set-cookie')]).toEqual([200, null])
			expect(await answer.text()).toContain(`/go/${DESK}`)
		}
	})

	test('the profile is answered with 304 when the browser has it', async () => {
		const served = open()
		const first = await get(served, '/maya.lamps')
		await first.text()
		// fetch() adds `no-cache` to a conditional request unless it is told otherwise.
		const conditions = { 'if-none-match': first.headers.get('etag') ?? '', 'cache-control': 'max-age=0' }
		const again = await get(served, '/maya.lamps', conditions)
		expect(again.status).toBe(304)
	})

	test('a profile shows its own links only, and an unknown handle is not found', async () => {
		const served = open()
		expect(await (await get(served, '/tom')).text()).not.toContain(`/go/${DESK}`)
		for (const path of ['/nobody', '/no/such/place']) {
			const missing = await get(served, path)
			expect([missing.status, (await missing.text()).includes('<h1')]).toEqual([404, true])
		}
	})

	test('a tap from TikTok is sent on and becomes one counted click', async () => {
		const served = open()
		let answer = new Response()
		const left = await leaves(served, 1, async () => {
			answer = await get(served, `/go/${DESK}`, { 'user-agent': TIKTOK_ANDROID })
		})
		expect([answer.status, answer.headers.get('location'), answer.headers.get('cache-control')]).toEqual([
			302,
			AWIN,
			'no-store',
		])
		expect(left).toEqual([[1, 0, 1]])
	})

	test('a preview bot is sent on and not counted', async () => {
		const served = open()
		const left = await leaves(served, 1, async () => {
			const answer = await get(served, `/go/${DESK}`, { 'user-agent': PREVIEW_BOT })
			expect(answer.headers.get('location')).toBe(AWIN)
		})
		expect(left).toEqual([[1, 1, 0]])
	})

	test('a coupon leads to the shop with its code, Amazon to the page that links it directly', async () => {
		const served = open()
		const to = async (id: string) => (await get(served, `/go/${id}`)).headers.get('location')
		const left = await leaves(served, 1, async () => {
			expect(await to(CODE)).toBe('https://shop.example/discount/KRISTA20?redirect=%2Fsale')
			expect(await to(BOOK)).toBe('/maya.lamps')
		})
		expect(left).toEqual([[1, 0, 0]])
	})

	test('a hidden link answers 410 and leads to the profile, an unknown one 404', async () => {
		const served = open()
		const gone = await get(served, `/go/${OLD}`)
		expect([gone.status, (await gone.text()).includes('/maya.lamps')]).toEqual([410, true])
		expect((await get(served, '/go/nopenopeno')).status).toBe(404)
	})

	test('a view and a copy arrive by beacon', async () => {
		const served = open()
		const left = await leaves(served, 2, async () => {
			expect((await get(served, '/hit?k=view&p=mayalamps', {}, 'POST')).status).toBe(204)
			expect((await get(served, `/hit?k=copy&b=${CODE}`, {}, 'POST')).status).toBe(204)
		})
		expect(left.sort()).toEqual([
			[0, 0, 0],
			[2, 0, 0],
		])
	})

	test('a room is closed to strangers', async () => {
		const answer = await get(open(), '/app')
		expect([answer.status, answer.headers.get('location')?.startsWith('/login')]).toEqual([303, true])
	})
}
