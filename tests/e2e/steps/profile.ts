import type { BrowserContext, BrowserContextOptions, Locator, Page, Request } from 'playwright'
import { expect } from 'vitest'
import type { Db } from '../../../db/client.ts'
import { hits, links } from '../../../db/schema/index.ts'
import { TIKTOK_ANDROID } from '../../support/agents.ts'
import { axeFindings } from '../../support/axe.ts'
import { aPhone, withoutPings } from '../../support/browser.ts'
import { aBlock, aCoupon, aLink, aProfile, aUser } from '../../support/factories.ts'
import type { Steps } from '../../support/journey.ts'
import { emptied } from '../../support/reset.ts'
import { type Served, until } from '../../support/server.ts'
import { BOOK, CODE, theWorld } from '../../support/world.ts'

const AMAZON = 'https://www.amazon.de/**'

/** The page of Maya's world, opened on a phone, with every request that it made. */
async function openPage(served: Served, context: Awaited<ReturnType<typeof aPhone>>, path = '/maya.lamps') {
	const page = await context.newPage()
	const requests: Request[] = []
	page.on('request', (request) => requests.push(request))
	await page.route(AMAZON, (route) => route.fulfill({ body: 'The shop' }))
	await page.goto(served.url + path)
	const paths = () => requests.map((request) => `${request.method()} ${request.url().replace(served.url, '')}`)
	return { page, requests, paths }
}

const recorded = (db: Db) => db.select({ kind: hits.kind, bucket: hits.bucket }).from(hits)

/** Waits for the hits that are expected, and a little longer for those that are not. */
async function settledHits(db: Db, count: number) {
	await until(async () => (await recorded(db)).length >= count)
	await new Promise((resolve) => setTimeout(resolve, 300))
	return recorded(db)
}

const VIEW = { kind: 'view', bucket: 'counted' }

export const views: Steps = {
	'a view is counted once by a beacon when it is on, with nothing else loaded, set or moved': async (served) => {
		const context = await aPhone()
		const complaints: string[] = []
		context.on('console', (message) => complaints.push(message.text()))
		const { page, paths } = await openPage(served, context, '/maya.lamps?s=tt')
		expect(await settledHits(served.db, 1)).toEqual([VIEW])
		expect(paths()).toEqual(['GET /maya.lamps?s=tt', 'POST /hit?k=view&p=mayalamps&s=tt'])
		expect(await context.cookies()).toEqual([])
		expect(await shiftOf(page)).toBe(0)
		expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
		expect(complaints).toEqual([])
	},

	'a view waits until the page is seen': async (served) => {
		const context = await aPhone()
		await context.addInitScript(() => {
			Object.defineProperty(document, 'visibilityState', { get: () => window.name || 'hidden' })
		})
		const { page } = await openPage(served, context)
		expect(await settledHits(served.db, 0)).toEqual([])
		await page.evaluate(() => {
			window.name = 'visible'
			for (let i = 0; i < 3; i++) document.dispatchEvent(new Event('visibilitychange'))
		})
		expect(await settledHits(served.db, 1)).toEqual([VIEW])
	},
}

/** The sum of all layout shifts so far. */
function shiftOf(page: Page): Promise<number> {
	return page.evaluate(
		() =>
			new Promise<number>((resolve) => {
				let sum = 0
				new PerformanceObserver((list) => {
					for (const entry of list.getEntries()) sum += (entry as PerformanceEntry & { value: number }).value
				}).observe({ type: 'layout-shift', buffered: true })
				setTimeout(() => resolve(sum), 200)
			}),
	)
}

const COPY = { kind: 'copy', bucket: 'counted' }
const refuse = () => {
	Object.defineProperty(navigator, 'clipboard', {
		value: { writeText: () => Promise.reject(new DOMException('Write permission denied', 'NotAllowedError')) },
	})
}
const hang = () => {
	Object.defineProperty(navigator, 'clipboard', { value: { writeText: () => new Promise(() => {}) } })
}
const lack = () => {
	Object.defineProperty(navigator, 'clipboard', { value: undefined })
}

export const codes: Steps = {
	'a code is copied by the clipboard, else by command': async (served) => {
		const ways = { clipboard: null, refuse, hang, lack }
		for (const [way, damage] of Object.entries(ways)) {
			const context = await aPhone({ userAgent: `${TIKTOK_ANDROID} ${way}` })
			if (damage) await context.addInitScript(damage)
			else await context.grantPermissions(['clipboard-read', 'clipboard-write'])
			const { page } = await openPage(served, context)
			await page.getByRole('button', { name: 'Copy KRISTA20' }).tap()
			await page.getByRole('button', { name: 'Copied KRISTA20' }).waitFor()
			expect(await page.getByRole('status').textContent(), way).toBe('Copied')
			expect(await pasted(page), way).toBe('KRISTA20')
			await page.getByRole('button', { name: 'Copy KRISTA20' }).waitFor()
			await context.close()
		}
		expect(await settledHits(served.db, 8)).toEqual(Object.keys(ways).flatMap(() => [VIEW, COPY]))
	},

	'a code is selected when nothing can copy it, and counted when the follower then does': async (served) => {
		const context = await aPhone()
		await context.addInitScript(refuse)
		await context.addInitScript(() => {
			document.execCommand = () => false
		})
		const { page } = await openPage(served, context)
		await page.getByRole('button', { name: 'Copy KRISTA20' }).tap()
		await page.getByRole('button', { name: 'Press and hold the code to copy' }).waitFor()
		expect(await page.evaluate(() => getSelection()?.toString())).toBe('KRISTA20')
		expect(await settledHits(served.db, 1)).toEqual([VIEW])
		await page.keyboard.press('Control+c')
		expect(await settledHits(served.db, 2)).toEqual([VIEW, COPY])
	},
}

/** What the phone's clipboard holds, seen by pasting it. */
async function pasted(page: Page): Promise<string> {
	await page.evaluate(() => document.body.appendChild(document.createElement('textarea')).focus())
	await page.keyboard.press('Control+v')
	return page.locator('textarea').inputValue()
}

/** How a follower opens a link: with a thumb, with keys, or in another tab. */
const OPENINGS: Record<string, { open: (link: Locator) => Promise<unknown>; isNewTab?: true }> = {
	tap: { open: (link) => link.tap() },
	enter: { open: (link) => link.press('Enter') },
	middle: { open: (link) => link.click({ button: 'middle' }), isNewTab: true },
	control: { open: (link) => link.click({ modifiers: ['Control'] }), isNewTab: true },
}

/** What the hits are after each way of opening the Amazon link, and which of them came by `ping`. */
async function openAmazon(served: Served, aContext: (options: BrowserContextOptions) => Promise<BrowserContext>) {
	const outcomes: Record<string, unknown> = {}
	for (const [how, { open, isNewTab }] of Object.entries(OPENINGS)) {
		await emptyHits(served.db)
		const context = await aContext({ userAgent: `${TIKTOK_ANDROID} ${how} ${visitors++}` })
		await context.route(AMAZON, (route) => route.fulfill({ body: 'The shop' }))
		const { page, requests } = await openPage(served, context, '/maya.lamps?s=ig')
		const link = page.getByRole('link', { name: /amazon\.de/ })
		expect(await link.getAttribute('href')).toBe('https://www.amazon.de/dp/B000?tag=maya-21')
		// A new tab is on its way before its requests can be answered here; that it opens is enough.
		const isThere = isNewTab ? context.waitForEvent('page') : page.waitForURL(AMAZON)
		await open(link)
		await isThere
		outcomes[how] = (await settledHits(served.db, 2)).map(({ kind }) => kind).join()
		const told = requests.filter((request) => request.url().endsWith(`/hit?k=click&b=${BOOK}&s=ig`))
		expect(told.some((request) => 'ping-to' in request.headers())).toBe(false)
		await context.close()
	}
	return outcomes
}

let visitors = 0
const EACH_ONCE = Object.fromEntries(Object.keys(OPENINGS).map((how) => [how, 'view,click']))

/** The hits of a tap on the Amazon link when the page's script does not run. */
async function tapWithoutScript(served: Served, context: BrowserContext) {
	await emptyHits(served.db)
	await context.route(AMAZON, (route) => route.fulfill({ body: 'The shop' }))
	const { page } = await openPage(served, context)
	await settledHits(served.db, 1)
	await page.getByRole('link', { name: /amazon\.de/ }).tap()
	await page.waitForURL(AMAZON)
	return (await settledHits(served.db, 1)).map(({ kind }) => kind).join()
}

const emptyHits = async (db: Db) => void (await db.delete(hits))

export const amazonTaps: Steps = {
	'however an Amazon link is opened, that is counted once, by a beacon': async (served) => {
		expect(await openAmazon(served, aPhone)).toEqual(EACH_ONCE)
	},

	'a browser that sends no pings loses no tap, unless the script is off too': async (served) => {
		const { aPhoneHere, close } = await withoutPings()
		const noScript = { javaScriptEnabled: false, userAgent: `${TIKTOK_ANDROID} ${visitors++}` }
		expect(await tapWithoutScript(served, await aPhone(noScript))).toBe('view,click')
		expect(await tapWithoutScript(served, await aPhoneHere(noScript))).toBe('view')
		expect(await openAmazon(served, aPhoneHere)).toEqual(EACH_ONCE)
		await close()
	},
}

const EVIL = `</script ><script>window.hacked=1</script><img src=x onerror="window.hacked=1">`

async function writeHostileWords(db: Db) {
	const { page } = await theWorld(await emptied(db))
	await db.$client.execute({ sql: 'update profiles set bio = ?, name = ?', args: [EVIL, `"><b>${EVIL}`] })
	// Under a handle of its own, because the server has kept Maya's page.
	await db.$client.batch([
		"update profiles set handle = 'mallory' where handle = 'maya.lamps'",
		"update handles set key = 'mallory' where key = 'mayalamps'",
	])
	await db.update(links).set({ title: EVIL, merchant: EVIL })
	await aBlock(db, { profileId: page.id, publicId: 'texttextte', kind: 'text', content: EVIL })
	await aBlock(db, { profileId: page.id, publicId: 'headheadhe', kind: 'heading', content: EVIL })
	await aCoupon(db, { profileId: page.id, publicId: 'evilevilev' }, { code: EVIL, offer: EVIL, merchant: EVIL })
}

export const hostileWords: Steps = {
	'whatever a creator writes stays text': async (served) => {
		await writeHostileWords(served.db)
		const { page, paths } = await openPage(served, await aPhone({ bypassCSP: true }), '/mallory')
		await settledHits(served.db, 1)
		expect(await page.evaluate(() => 'hacked' in window)).toBe(false)
		expect(await page.locator('.bio').textContent()).toBe(EVIL)
		expect(await page.locator('main img, main b b, main script').count()).toBe(0)
		const data = await page.locator('script[type="application/ld+json"]').textContent()
		expect(JSON.parse(data ?? '')).toMatchObject({ '@type': 'ProfilePage', mainEntity: { description: EVIL } })
		expect(paths()).toHaveLength(2)
	},
}

const THEMES = ['paper', 'night', 'market'] as const
const ICONS = JSON.stringify([
	{ network: 'tiktok', url: 'https://www.tiktok.com/@maya' },
	{ network: 'mail', url: 'mailto:maya@example.com' },
])

/** A page in each theme, an empty one and one that rests. */
export const pagesInThemes = async (db: Db) => {
	await aUser(db, { id: 'maya' })
	for (const [at, preset] of THEMES.entries()) {
		const theme = JSON.stringify({ preset })
		const { id: profileId } = await aProfile(db, { ownerId: 'maya', handle: preset, bio: 'Oslo 🌙', theme })
		const place = (letter: string, position: number) => ({
			profileId,
			position,
			publicId: `${letter}`.repeat(9) + 'abc'[at],
		})
		await aBlock(db, { ...place('s', 1), kind: 'social', content: ICONS })
		await aLink(db, place('l', 2), { url: 'https://www.amazon.de/dp/1?tag=m-21', merchant: 'Amazon', title: 'مصباح' })
		await aCoupon(db, place('c', 3), { code: CODE, url: 'https://shop.example', offer: '30 % off' })
		await aBlock(db, { ...place('h', 4), kind: 'heading', content: 'Kitchen' })
		await aBlock(db, { ...place('t', 5), kind: 'text', content: 'New every Friday.' })
		await aLink(db, place('k', 6), { url: 'https://shop.example', kind: 'none', title: 'x'.repeat(100) })
	}
	await aProfile(db, { ownerId: 'maya', handle: 'empty' })
	await aProfile(db, { ownerId: 'maya', handle: 'resting', hiddenAt: 1 })
}

export const accessibility: Steps = {
	'axe finds nothing in any theme, light or dark, and every target is large enough': async (served) => {
		for (const colorScheme of ['light', 'dark'] as const) {
			const context = await aPhone({ colorScheme, bypassCSP: true })
			for (const path of [...THEMES, 'empty', 'resting']) {
				const { page } = await openPage(served, context, `/${path}`)
				expect(await axeFindings(page), `${path} ${colorScheme}`).toEqual([])
				expect(await page.evaluate(smallTargets), `${path} ${colorScheme}`).toEqual([])
				await page.close()
			}
		}
	},

	'the keyboard reaches everything in order, and what has focus shows it': async (served) => {
		const { page } = await openPage(served, await aPhone(), '/night')
		const reached: string[] = []
		for (let i = 0; i < 8; i++) {
			await page.keyboard.press('Tab')
			reached.push(await page.evaluate(focused))
		}
		const offers = ['مصباح Ad Amazon', 'Copy codecodeab', 'Go to Shop', 'Didn’t work? codecodeab', 'x'.repeat(100)]
		const expected = ['TikTok', 'E-mail', ...offers, 'Share this page']
		expect(reached.map((line, at) => line.slice(0, 6 + (expected[at]?.length ?? 0)))).toEqual(
			expected.map((name) => `solid ${name}`),
		)
	},
}

function focused(): string {
	const element = document.activeElement as HTMLElement
	const name = element.getAttribute('aria-label') ?? element.textContent?.replace(/\s+/g, ' ').trim()
	return `${getComputedStyle(element).outlineStyle} ${name}`
}

function smallTargets() {
	const boxes = [...document.querySelectorAll('a, button')].map((one) => ({ one, box: one.getBoundingClientRect() }))
	return boxes
		.filter(({ one, box }) => box.height < (one.matches('.card') ? 56 : 44) || box.width < 44)
		.map(({ one }) => one.outerHTML)
}

export const viewsWithoutScript: Steps = {
	'a view is counted once by the image when JavaScript is off': async (served) => {
		const { page, paths } = await openPage(served, await aPhone({ javaScriptEnabled: false }))
		expect(await settledHits(served.db, 1)).toEqual([VIEW])
		expect(paths()).toEqual(['GET /maya.lamps', 'GET /hit?k=view&p=mayalamps'])
		expect(await page.locator('code').isVisible()).toBe(true)
		for (const name of ['.tear > button', '.share > button']) {
			expect(await page.locator(name).isVisible()).toBe(false)
			expect((await page.locator(name).boundingBox())?.height, 'its place is kept').toBeGreaterThanOrEqual(44)
		}
	},
}
