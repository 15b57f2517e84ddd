import type { BrowserContext, Page } from 'playwright'
import { expect } from 'vitest'
import { findOwnProfile } from '../../../db/queries/profiles.ts'
import { readWebp } from '../../../src/domain/pictures/webp.ts'
import { creatorsPhone } from '../../support/browser.ts'
import { must } from '../../support/factories.ts'
import type { Steps } from '../../support/journey.ts'
import { type Served, until } from '../../support/server.ts'
import { pageOf } from '../../support/session.ts'

const storedAvatar = async ({ db }: Served, owner: string) => must(await findOwnProfile(db, owner)).avatar
const use = (page: Page) => page.getByRole('button', { name: 'Use this picture' }).click()

/** A photo that was chosen and waits to be cropped, and what the page fetches of the encoder from here on. */
async function chooseWide(served: Served, owner: string, context: BrowserContext) {
	const page = await pageOf(owner, served, context)
	const fetched: string[] = []
	page.on('request', (request) => {
		if (/webp_enc|\.wasm/.test(request.url())) fetched.push(request.url())
	})
	await page.goto(`${served.url}/app/page/profile`)
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
async function expectServed(served: Served, owner: string, page: Page) {
	await until(async () => (await storedAvatar(served, owner)) !== null)
	const answer = await page.request.get(`${served.url}/media/${await storedAvatar(served, owner)}.webp`)
	expect(answer.headers()['content-type']).toBe('image/webp')
	const body = await answer.body()
	expect(readWebp(body)).toMatchObject({ ok: true, width: 480, height: 480 })
	expect(body.length).toBeLessThanOrEqual(100_000)
	await page.locator('img.portrait').waitFor()
}

/** The profile's picture; Maya, Tom and Ida each give theirs. */
export const pictures: Steps = {
	'a picture from the phone is cropped by keys and by taps, and stored as WebP without an encoder of ours': async (
		served,
	) => {
		const { page, fetched } = await chooseWide(served, 'maya', await creatorsPhone())
		const shown = () => page.locator('canvas').evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL())
		const expectRedrawn = async (act: () => Promise<void>) => {
			const before = await shown()
			await act()
			await until(async () => (await shown()) !== before)
		}
		await expectRedrawn(() => page.keyboard.press('ArrowRight'))
		await page.keyboard.press('Tab')
		await expectRedrawn(() => page.keyboard.press('ArrowRight'))
		await expectRedrawn(() => page.locator('canvas').tap({ position: { x: 40, y: 140 } }))
		await use(page)
		await expectServed(served, 'maya', page)
		expect(fetched).toEqual([])
	},

	'where the browser cannot make WebP, an encoder of ours does, and says that it is at it': async (served) => {
		const context = await anIphone()
		const { page, fetched } = await chooseWide(served, 'tom', context)
		const held = Promise.withResolvers<void>()
		await page.route('**/*.wasm', async (route) => {
			await held.promise
			await route.continue()
		})
		await use(page)
		await page.locator('.cropper [role=status]', { hasText: 'Saving…' }).waitFor()
		expect(await storedAvatar(served, 'tom')).toBeNull()
		held.resolve()
		await expectServed(served, 'tom', page)
		expect(fetched.filter((url) => url.endsWith('.wasm'))).toHaveLength(1)
		for (const url of fetched) expect(url.startsWith(`${served.url}/_astro/`)).toBe(true)
	},

	'an encoder that did not arrive is said so, and fetched again': async (served) => {
		const { page } = await chooseWide(served, 'ida', await anIphone())
		await page.route('**/*.wasm', (route) => route.abort())
		await use(page)
		await page.getByRole('alert').filter({ hasText: 'could not be made here' }).waitFor()
		expect(await storedAvatar(served, 'ida')).toBeNull()
		await page.unroute('**/*.wasm')
		await use(page)
		await expectServed(served, 'ida', page)
	},
}
