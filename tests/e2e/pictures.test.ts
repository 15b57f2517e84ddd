import type { BrowserContext, Page } from 'playwright'
import { expect, test } from 'vitest'
import { findOwnProfile } from '../../db/queries/profiles.ts'
import { readWebp } from '../../src/domain/pictures/webp.ts'
import { creatorsPhone, withBrowser } from '../support/browser.ts'
import { aProfile, aUser, must } from '../support/factories.ts'
import { sharedServer, startNode, until } from '../support/server.ts'
import { pageOf } from '../support/session.ts'
import { theWorld } from '../support/world.ts'

withBrowser()
const served = sharedServer(startNode, {
	seed: async (db) => {
		await theWorld(db)
		await aUser(db, { id: 'ida' })
		await aProfile(db, { ownerId: 'ida', handle: 'ida' })
	},
})

const storedAvatar = async (owner: string) => must(await findOwnProfile(served().db, owner)).avatar
const use = (page: Page) => page.getByRole('button', { name: 'Use this picture' }).click()

/** A photo that was chosen and waits to be cropped, and what the page fetches of the encoder from here on. */
async function chooseWide(owner: string, context: BrowserContext) {
	const page = await pageOf(owner, served(), context)
	const fetched: string[] = []
	page.on('request', (request) => {
		if (/webp_enc|\.wasm/.test(request.url())) fetched.push(request.url())
	})
	await page.goto(`${served().url}/app/page/profile`)
	await page.locator('label.button').waitFor()
	const buffer = Buffer.from(await drawWide(page), 'base64')
	await page.setInputFiles('[name=picture]', { name: 'me.png', mimeType: 'image/png', buffer })
	await page.locator('canvas').waitFor()
	return { page, fetched }
}

const drawWide = (page: Page) =>
	page.evaluate(() => {
		const canvas = document.createElement('canvas')
		canvas.width = 1600
		canvas.height = 900
		const context = canvas.getContext('2d')
		if (!context) throw new Error('no canvas')
		for (let x = 0; x < 1600; x += 4) {
			context.fillStyle = `hsl(${x} 80% ${(x * 7) % 100}%)`
			context.fillRect(x, 0, 4, 900)
		}
		return canvas.toDataURL('image/png').split(',')[1] ?? ''
	})

/** A phone whose browser answers with a PNG when asked for WebP, as those on iPhones do. */
async function anIphone(): Promise<BrowserContext> {
	const context = await creatorsPhone()
	await context.addInitScript(() => {
		const native = HTMLCanvasElement.prototype.toBlob
		HTMLCanvasElement.prototype.toBlob = function (callback, type, quality) {
			native.call(this, callback, type === 'image/webp' ? 'image/png' : type, quality)
		}
	})
	return context
}

/** Waits until the picture is stored, and looks at what followers get. */
async function expectServed(owner: string, page: Page) {
	await until(async () => (await storedAvatar(owner)) !== null)
	const answer = await page.request.get(`${served().url}/media/${await storedAvatar(owner)}.webp`)
	expect(answer.headers()['content-type']).toBe('image/webp')
	const body = await answer.body()
	expect(readWebp(body)).toMatchObject({ ok: true, width: 480, height: 480 })
	expect(body.length).toBeLessThanOrEqual(100_000)
	await page.locator('img.portrait').waitFor()
}

test('a picture from the phone is cropped by keys and stored as WebP, without an encoder of ours', async () => {
	const { page, fetched } = await chooseWide('maya', await creatorsPhone())
	await page.keyboard.press('ArrowRight')
	await page.keyboard.press('Tab')
	await page.keyboard.press('ArrowRight')
	await use(page)
	await expectServed('maya', page)
	expect(fetched).toEqual([])
})

test('where the browser cannot make WebP, an encoder of ours does, and says that it is at it', async () => {
	const context = await anIphone()
	const { page, fetched } = await chooseWide('tom', context)
	const held = Promise.withResolvers<void>()
	await page.route('**/*.wasm', async (route) => {
		await held.promise
		await route.continue()
	})
	await use(page)
	await page.locator('.cropper [role=status]', { hasText: 'Saving…' }).waitFor()
	expect(await storedAvatar('tom')).toBeNull()
	held.resolve()
	await expectServed('tom', page)
	expect(fetched.filter((url) => url.endsWith('.wasm'))).toHaveLength(1)
	for (const url of fetched) expect(url.startsWith(`${served().url}/_astro/`)).toBe(true)
})

test('an encoder that did not arrive is said so, and fetched again', async () => {
	const { page } = await chooseWide('ida', await anIphone())
	await page.route('**/*.wasm', (route) => route.abort())
	await use(page)
	await page.getByRole('alert').filter({ hasText: 'could not be made here' }).waitFor()
	expect(await storedAvatar('ida')).toBeNull()
	await page.unroute('**/*.wasm')
	await use(page)
	await expectServed('ida', page)
})
