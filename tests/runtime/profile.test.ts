import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import type { Db } from '../../db/client.ts'
import { blocks, pictures, profiles } from '../../db/schema/index.ts'
import { publicId } from '../../src/domain/ids.ts'
import { aCoupon, aLink, aProfile, aUser, NOON } from '../support/factories.ts'
import { type Served, startNode } from '../support/server.ts'
import { DESK, OLD, theWorld } from '../support/world.ts'

const TITLES = ['The desk from the video', 'Lampe til nattbordet', 'My running shoes', 'Everyday mug', 'Linen bedding']
const randomId = () => publicId(crypto.getRandomValues(new Uint8Array(7)))

/** Twelve links and three coupons, with ids and addresses that do not compress away. */
async function aFullPage(db: Db) {
	await aUser(db, { id: 'maya' })
	const bio = 'Home, slow mornings and things that last. New finds every Friday.'
	const { id: profileId } = await aProfile(db, { ownerId: 'maya', handle: 'maya', name: 'Maya Solberg', bio })
	for (let i = 0; i < 12; i++) {
		const title = `${TITLES[i % TITLES.length]} ${randomId()}`
		const url = i % 4 ? `https://shop${i}.example/${randomId()}` : `https://www.amazon.de/dp/${randomId()}?tag=maya-21`
		await aLink(db, { profileId, publicId: randomId(), position: i }, { title, url, merchant: `Shop ${randomId()}` })
	}
	for (const code of ['KRISTA20', 'JUJEATS', 'DANA15']) {
		const coupon = { code, merchant: randomId(), offer: '30 % off everything', url: 'https://shop.example' }
		await aCoupon(db, { profileId, publicId: randomId(), position: 20 }, { ...coupon, validUntil: NOON * 2 })
	}
}

test('twelve links and three coupons are one answer of at most 8 kB', async () => {
	const served = await startNode({ seed: aFullPage })
	for (let visit = 0; visit < 2; visit++) {
		const answer = await rawly(served, '/maya')
		expect(answer.headers.get('content-encoding')).toBe('br')
		const bytes = Number(answer.headers.get('content-length'))
		expect(bytes).toBeGreaterThan(1000)
		expect(bytes).toBeLessThanOrEqual(8192)
		const html = await answer.text()
		expect(html.match(/class="card"/g)).toHaveLength(12)
		expect(html.match(/class="ticket"/g)).toHaveLength(3)
		expect(html).not.toMatch(/<link rel="(stylesheet|preload|modulepreload)"|<script[^>]* src=/)
	}
})

const rawly = (served: Served, path: string) => fetch(served.url + path, { headers: { 'accept-encoding': 'br' } })

test('a page says what it is, forbids what it does not need, and sets nothing', async () => {
	const served = await startNode({ seed: theWorld, env: { ORIGIN: 'https://vitrine.example' } })
	const answer = await fetch(`${served.url}/@maya.lamps`)
	const html = await answer.text()
	expect(answer.status).toBe(200)
	expect(answer.headers.get('set-cookie')).toBeNull()
	expect(answer.headers.get('cache-control')).toBe('no-cache')
	expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/)
	expect(html).toContain('<link rel="canonical" href="https://vitrine.example/maya.lamps"/>')
	expect(html).toContain('<meta property="og:url" content="https://vitrine.example/maya.lamps"/>')
	expect(html).toContain('rel="sponsored nofollow noopener"')
	expect(html).not.toContain('target=')
	expect(html.match(/<h1/g)).toHaveLength(1)
})

test('each dead end has a page that helps', async () => {
	const served = await startNode({ seed: theWorld })
	const { db } = served
	const visit = async (path: string) => {
		const answer = await fetch(served.url + path, { redirect: 'manual' })
		return { status: answer.status, text: await answer.text(), headers: answer.headers }
	}
	await db.update(profiles).set({ hiddenAt: NOON, language: 'nb' }).where(eq(profiles.handle, 'tom'))

	const hidden = await visit('/tom')
	expect(hidden).toMatchObject({ status: 200, text: expect.stringContaining('Denne siden tar en pause') })
	expect(hidden.text).toContain('<meta name="robots" content="noindex"/>')
	expect(hidden.text).not.toContain('/hit?')
	expect(hidden.headers.get('cache-control')).toBe('no-store')

	expect(await visit('/nobody')).toMatchObject({ status: 404, text: expect.stringContaining('Nobody is at @nobody') })
	expect(await visit('/admin')).toMatchObject({ status: 404, text: expect.not.stringContaining('Nobody is at') })

	const gone = await visit(`/go/${OLD}`)
	expect(gone).toMatchObject({ status: 410, text: expect.stringContaining('href="/maya.lamps"') })
	expect([gone.headers.get('cache-control'), gone.headers.get('x-robots-tag')]).toEqual(['no-store', 'noindex'])
	await db.update(profiles).set({ language: 'nb' }).where(eq(profiles.handle, 'maya.lamps'))
	expect((await visit(`/go/${OLD}`)).text).toContain('Denne lenken er borte')
	expect((await visit('/go/nopenopeno')).status).toBe(404)
	expect((await visit('/go/nopenopeno')).headers.get('cache-control')).toContain('no-store')

	await db.update(blocks).set({ hiddenAt: NOON })
	expect((await visit('/maya.lamps')).text).toContain('har ikke lagt ut noe her ennå')
})

test('a hidden page is shown again by the request after the edit, and never from a cache', async () => {
	const served = await startNode({ seed: theWorld })
	const shown = async () => (await (await fetch(`${served.url}/maya.lamps`)).text()).includes(`/go/${DESK}`)
	const hide = (hiddenAt: number | null) => served.db.update(profiles).set({ hiddenAt })
	await hide(NOON)
	expect(await shown()).toBe(false)
	await hide(null)
	expect(await shown()).toBe(true)
})

test('pictures are served for ever under the hash of their bytes', async () => {
	const webp = Buffer.from('UklGRhYAAABXRUJQVlA4TAoAAAAvAAAAAEX/I/of', 'base64')
	const hash = 'ab'.repeat(16)
	const served = await startNode({
		seed: async (db) => {
			await aUser(db, { id: 'maya' })
			const picture = { hash, ownerId: 'maya', base64: webp.toString('base64'), width: 1, height: 1, createdAt: NOON }
			await db.insert(pictures).values(picture)
		},
	})
	const answer = await fetch(`${served.url}/media/${hash}.webp`)
	expect(Buffer.from(await answer.arrayBuffer())).toEqual(webp)
	expect(Object.fromEntries(answer.headers)).toMatchObject({
		'content-type': 'image/webp',
		'cache-control': 'public, max-age=31536000, immutable',
		'x-content-type-options': 'nosniff',
	})
	for (const wrong of [`/media/${'cd'.repeat(16)}.webp`, '/media/x.webp', `/media/${hash}`, `/media/${hash}.png`])
		expect((await fetch(served.url + wrong)).status, wrong).toBe(404)
})
