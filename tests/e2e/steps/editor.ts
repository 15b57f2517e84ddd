import type { BrowserContext, Page } from 'playwright'
import { expect } from 'vitest'
import { listOwnBlocks } from '../../../db/queries/editor.ts'
import { findOwnProfile } from '../../../db/queries/profiles.ts'
import { hits } from '../../../db/schema/index.ts'
import { crypto } from '../../../functions/platform/crypto.ts'
import { deleteBlock } from '../../../src/domain/blocks/commands.ts'
import { axeFindings } from '../../support/axe.ts'
import { aDesktop, creatorsPhone } from '../../support/browser.ts'
import { must } from '../../support/factories.ts'
import { follow, type Steps } from '../../support/journey.ts'
import { type Served, startNode, until } from '../../support/server.ts'
import { pageOf } from '../../support/session.ts'
import { BOOK, CODE, DESK, LAMP, OLD, theWorld } from '../../support/world.ts'

const ROOM = '/app/page'

/** Maya's editor in a browser. */
async function openEditor(served: Served, context: BrowserContext, path = ROOM): Promise<Page> {
	const page = await pageOf('maya', served, context)
	await page.goto(served.url + path)
	return page
}

const ready = (page: Page) => page.locator('button.grip').first().waitFor()
const stored = async ({ db }: Served) => listOwnBlocks(db, 'maya')
const order = async (served: Served) => (await stored(served)).map(({ id }) => id)
const block = async (served: Served, id: string) => must((await stored(served)).find((row) => row.id === id))
const titleOf = async (served: Served, id: string) => (await block(served, id)).link?.title
const row = (page: Page, id: string) => page.locator(`[data-id="${id}"]`)
const status = (page: Page) => page.locator('#save-status').textContent()
const saved = (page: Page) => page.locator('#save-status', { hasText: /^Saved$/ }).waitFor()

/** Notes what moves without having been asked to; to be called before anything happens. */
const watchShifts = (context: BrowserContext) =>
	context.addInitScript(() => {
		type Shift = PerformanceEntry & {
			hadRecentInput: boolean
			sources: { node: Element | null; previousRect: DOMRect; currentRect: DOMRect }[]
		}
		const moved: string[] = []
		Object.assign(window, { moved })
		new PerformanceObserver((list) => {
			for (const { hadRecentInput, sources } of list.getEntries() as Shift[])
				for (const { node, previousRect, currentRect } of hadRecentInput ? [] : sources)
					moved.push(
						`${node?.outerHTML.slice(0, 80)} from ${previousRect.x},${previousRect.y} to ${currentRect.x},${currentRect.y}`,
					)
		}).observe({ type: 'layout-shift', buffered: true })
	})
const moved = (page: Page) => page.evaluate(() => (window as unknown as { moved: string[] }).moved)

/** What sorts by dragging comes after the page; it leaves its mark on the list that it serves. */
const canDrag = (page: Page) =>
	page.waitForFunction(() => {
		const list = document.querySelector('.blocks')
		return list !== null && Object.keys(list).some((name) => name.startsWith('Sortable'))
	})

/** Whether all of an element can be seen, above the bar at the foot of the screen. */
const isInView = (page: Page, selector: string) =>
	page.locator(selector).evaluate((one) => {
		const { top, bottom } = one.getBoundingClientRect()
		const bar = document.querySelector('.room nav')?.getBoundingClientRect().top ?? innerHeight
		return top >= 0 && bottom <= bar
	})

const ctxOf = ({ db }: Served) => ({ db, userId: 'maya', now: Date.now(), crypto })

const open = async (served: Served, path?: string) =>
	openEditor(served, await creatorsPhone({ javaScriptEnabled: false }), path)

/** The editor by plain forms. */
export const editorForms: Steps = {
	'pasting a link adds it, and what is refused is kept and explained': async (served) => {
		const page = await open(served)
		await page.fill('#new-url', 'javascript:alert(1)')
		await follow(page, page.locator('.paste button'))
		expect(await page.inputValue('#new-url')).toBe('javascript:alert(1)')
		expect(await page.textContent('#new-url-error')).toContain('http://')
		await page.fill('#new-url', 'www.zalando.no/sko')
		await follow(page, page.locator('.paste button'))
		expect((await stored(served))[0]?.link).toMatchObject({ title: 'Zalando', url: 'https://www.zalando.no/sko' })
		expect(await page.locator('.block-row .title').first().textContent()).toBe('Zalando')
	},

	'a coupon, a heading and icons are added by their own forms': async (served) => {
		const page = await open(served)
		for (const [kind, field, value] of [
			['coupon', 'code', 'DANA15'],
			['heading', 'content', 'Lamps'],
			['social', 'tiktok', '@maya'],
		] as const) {
			await follow(page, page.locator(`a[href="?add=${kind}"]`))
			await page.fill(`#new-${field}`, value)
			await follow(page, page.locator('.add button[type=submit]'))
		}
		expect((await stored(served)).slice(0, 3).map((one) => one.kind)).toEqual(['social', 'heading', 'coupon'])
	},

	'a refused coupon arrives at its wrong field': async (served) => {
		const page = await open(served, `${ROOM}?add=coupon`)
		await page.fill('#new-code', 'DANA15')
		await page.fill('#new-validFrom', '2030-02-02')
		await page.fill('#new-validUntil', '2030-02-01')
		await follow(page, page.locator('.add button[type=submit]'))
		expect(await page.evaluate(() => document.activeElement?.id)).toBe('new-validUntil')
		expect(await isInView(page, '#new-validUntil-error')).toBe(true)
	},

	'blocks are moved, hidden, copied, deleted and brought back': async (served) => {
		const page = await open(served)
		const press = (id: string, label: string) => follow(page, row(page, id).getByRole('button', { name: label }))
		await row(page, LAMP).locator('summary').click()
		await press(LAMP, `${LAMP} up`)
		expect((await order(served)).slice(0, 2)).toEqual([LAMP, DESK])
		await press(LAMP, `${LAMP} down`)
		expect((await order(served)).slice(0, 2)).toEqual([DESK, LAMP])
		await press(LAMP, 'Hide')
		expect((await block(served, LAMP)).hiddenAt).not.toBeNull()
		await row(page, LAMP).locator('summary').click()
		await press(LAMP, 'Duplicate')
		expect(await order(served)).toHaveLength(6)
		await row(page, LAMP).locator('summary').click()
		await press(LAMP, 'Delete')
		expect(await order(served)).not.toContain(LAMP)
		await follow(page, page.locator('.undo button'))
		expect((await order(served)).slice(0, 2)).toEqual([DESK, LAMP])
	},

	'an edit that came too late shows both versions, and either can be kept': async (served) => {
		const [mine, theirs] = [await open(served, `${ROOM}/${LAMP}`), await open(served, `${ROOM}/${LAMP}`)]
		const save = async (page: Page, title: string) => {
			await page.fill('[name=title]', title)
			await follow(page, page.locator('form.edit').getByRole('button', { name: 'Save' }))
		}
		await save(theirs, 'Theirs')
		await save(mine, 'Mine')
		expect(await mine.locator('.version dd').allTextContents()).toEqual(['Mine', 'Theirs'])
		expect(await titleOf(served, LAMP)).toBe('Theirs')
		await follow(mine, mine.getByRole('button', { name: 'Keep mine' }))
		expect(await titleOf(served, LAMP)).toBe('Mine')
	},

	'the profile is edited, with its errors at the field': async (served) => {
		const page = await open(served, `${ROOM}/profile`)
		await page.fill('[name=name]', ' ')
		await page.fill('[name=bio]', 'Lamps and more')
		await page.check('[name=isHidden]')
		await follow(page, page.locator('form.edit').getByRole('button', { name: 'Save' }))
		expect(await page.textContent('#profile-name-error')).toBe('Followers need a name to see.')
		expect(await page.evaluate(() => document.activeElement?.id)).toBe('profile-name')
		expect(await page.inputValue('[name=bio]')).toBe('Lamps and more')
		await page.fill('[name=name]', 'Maya L.')
		await follow(page, page.locator('form.edit').getByRole('button', { name: 'Save' }))
		const profile = must(await findOwnProfile(served.db, 'maya'))
		expect(profile).toMatchObject({ name: 'Maya L.', bio: 'Lamps and more' })
		expect(profile.hiddenAt).not.toBeNull()
	},
}

async function twoTabs(served: Served) {
	const context = await creatorsPhone()
	const tabs = [await openEditor(served, context), await openEditor(served, context)] as const
	for (const tab of tabs) {
		await ready(tab)
		await row(tab, LAMP).locator('.what').click()
	}
	const [mine, theirs] = tabs
	await theirs.fill(`#${LAMP}-title`, 'Theirs')
	await saved(theirs)
	const refused = mine.waitForResponse((response) => response.status() === 409)
	await mine.fill(`#${LAMP}-title`, 'Mine')
	await refused
	await mine.locator('.conflict').waitFor()
	return mine
}

export const editorOnPhone: Steps = {
	'a finger drags a block by its grip, and the order is stored': async (served) => {
		const page = await openEditor(served, await creatorsPhone())
		await ready(page)
		await canDrag(page)
		const grip = must(await row(page, DESK).locator('.grip').boundingBox())
		const target = must(await row(page, OLD).boundingBox())
		expect(Math.min(grip.width, grip.height)).toBeGreaterThanOrEqual(44)
		const touch = await page.context().newCDPSession(page)
		const x = grip.x + grip.width / 2
		const from = grip.y + grip.height / 2
		const to = target.y + target.height * 0.8
		const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', y: number) =>
			touch.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x, y }] })
		await send('touchStart', from)
		for (let step = 1; step <= 12; step++) {
			await send('touchMove', from + ((to - from) * step) / 12)
			await page.waitForTimeout(30)
		}
		// The rows make room a little after the finger came; one that is lifted sooner drops the block where it was then.
		const wanted = [LAMP, OLD, DESK, BOOK, CODE]
		const shown = () => page.locator('.blocks > .block-row').evaluateAll((rows) => rows.map((one) => one.id))
		await until(async () => (await shown()).join() === wanted.join())
		await send('touchEnd', to)
		await until(async () => (await order(served)).join() === wanted.join())
		expect(await shown()).toEqual(wanted)
	},

	'what is pasted before the script is there stays, and is added': async (served) => {
		const page = await pageOf('maya', served, await creatorsPhone())
		const held = Promise.withResolvers<void>()
		await page.route('**/_astro/*.js', async (route) => {
			await held.promise
			await route.continue()
		})
		await page.goto(served.url + ROOM, { waitUntil: 'domcontentloaded' })
		await page.fill('#new-url', 'shop.example/early')
		held.resolve()
		await ready(page)
		expect(await page.inputValue('#new-url')).toBe('shop.example/early')
		await page.click('.paste button')
		await saved(page)
		expect((await stored(served))[0]?.link?.url).toBe('https://shop.example/early')
	},

	'everything is kept, said, and sent in order when it is back': async (served) => {
		const context = await creatorsPhone()
		const page = await openEditor(served, context)
		await ready(page)
		await row(page, LAMP).locator('.what').click()
		await context.setOffline(true)
		await page.fill(`#${LAMP}-title`, 'Typed in a tunnel')
		await page.fill('#new-url', 'shop.example/tunnel')
		await page.click('.paste button')
		await row(page, DESK).getByRole('button', { name: 'Hide' }).click()
		await until(async () => (await status(page))?.startsWith('No connection') === true)
		expect(await order(served)).toHaveLength(5)
		expect(await page.inputValue(`#${LAMP}-title`)).toBe('Typed in a tunnel')
		await context.setOffline(false)
		await saved(page)
		expect(await titleOf(served, LAMP)).toBe('Typed in a tunnel')
		expect((await block(served, DESK)).hiddenAt).not.toBeNull()
		expect((await stored(served))[0]?.link?.url).toBe('https://shop.example/tunnel')
		expect(await page.evaluate(() => localStorage.length)).toBe(0)
	},

	'what a closed tab could not send is sent by the next one': async (served) => {
		const context = await creatorsPhone()
		const page = await openEditor(served, context)
		await ready(page)
		await row(page, LAMP).locator('.what').click()
		await context.setOffline(true)
		await page.fill(`#${LAMP}-title`, 'Kept')
		await page.close()
		await context.setOffline(false)
		const next = await context.newPage()
		await next.goto(served.url + ROOM)
		await until(async () => (await titleOf(served, LAMP)) === 'Kept')
	},

	'an answer that got lost is asked for again and makes nothing twice': async (served) => {
		const context = await creatorsPhone()
		const page = await openEditor(served, context)
		await ready(page)
		let lost = 0
		await page.route('**/_actions/**', async (route) => {
			await route.fetch()
			if (lost++ > 1) await route.fulfill({ response: await route.fetch() })
			else await route.abort()
		})
		await page.fill('#new-url', 'shop.example/once')
		await page.click('.paste button')
		await saved(page)
		expect(await order(served)).toHaveLength(6)
	},

	'a save on an older version shows both, and keeping mine stores mine': async (served) => {
		const mine = await twoTabs(served)
		expect(await mine.locator('.version dd').allTextContents()).toEqual(['Mine', 'Theirs'])
		expect(await titleOf(served, LAMP)).toBe('Theirs')
		expect(await axeFindings(mine)).toEqual([])
		await mine.getByRole('button', { name: 'Keep mine' }).click()
		await until(async () => (await titleOf(served, LAMP)) === 'Mine')
		await mine.locator('.conflict').waitFor({ state: 'detached' })
	},

	'taking the other leaves it as it is, and saving goes on from there': async (served) => {
		const mine = await twoTabs(served)
		await mine.getByRole('link', { name: 'Take the other' }).click()
		expect(await mine.inputValue(`#${LAMP}-title`)).toBe('Theirs')
		await mine.fill(`#${LAMP}-title`, 'After')
		await until(async () => (await titleOf(served, LAMP)) === 'After')
	},

	'a deleted block can be brought back for ten seconds': async (served) => {
		const context = await creatorsPhone()
		const page = await pageOf('maya', served, context)
		await page.clock.install()
		await page.goto(served.url + ROOM)
		await ready(page)
		const remove = async () => {
			await row(page, LAMP).locator('summary').click()
			await row(page, LAMP).getByRole('button', { name: 'Delete' }).click()
			await until(async () => !(await order(served)).includes(LAMP))
		}
		await remove()
		await page.getByRole('button', { name: 'Undo' }).click()
		await until(async () => (await order(served)).join() === [DESK, LAMP, OLD, BOOK, CODE].join())
		// From here on only the seconds pass that are told to.
		await page.clock.pauseAt(Date.now() + 60_000)
		await remove()
		await page.clock.runFor(9500)
		expect(await page.locator('.undo').count()).toBe(1)
		await page.clock.runFor(1000)
		await page.locator('.undo').waitFor({ state: 'detached' })
	},

	'what the server refuses is said at the field, and what was typed stays': async (served) => {
		const page = await openEditor(served, await creatorsPhone())
		await ready(page)
		await row(page, LAMP).locator('.what').click()
		await page.fill(`#${LAMP}-url`, 'javascript:alert(1)')
		await page.locator(`#${LAMP}-url-error`).waitFor()
		expect(await page.getByRole('alert').count(), 'said at the field, and nowhere else').toBe(0)
		expect(await page.inputValue(`#${LAMP}-url`)).toBe('javascript:alert(1)')
		expect((await block(served, LAMP)).link?.url).toBe('https://shop.example/lampe-æøå?a=1#x')
		await page.fill(`#${LAMP}-url`, 'www.awin1.com/cread.php?awinmid=1')
		await page.locator('.notice', { hasText: 'affiliate link' }).waitFor()
		await saved(page)
		await page.fill('#new-url', 'localhost')
		await page.click('.paste button')
		await page.locator('#new-url-error').waitFor()
		expect(await page.inputValue('#new-url')).toBe('localhost')
		expect(await order(served)).toHaveLength(5)
	},

	'a refusal that comes late leaves what is being typed alone, and can be given up': async (served) => {
		const page = await openEditor(served, await creatorsPhone())
		await ready(page)
		const held = Promise.withResolvers<void>()
		await page.route('**/_actions/links.create/', async (route) => {
			await held.promise
			await route.continue()
		})
		await page.fill('#new-url', 'localhost')
		await page.click('.paste button')
		await page.getByRole('link', { name: 'Code', exact: true }).click()
		await page.fill('#new-code', 'DANA15')
		held.resolve()
		await until(async () => (await status(page)) === 'Something is not saved yet')
		expect(await page.inputValue('#new-code')).toBe('DANA15')
		await page.getByRole('link', { name: 'Cancel' }).click()
		await page.locator('#new-url-error').waitFor()
		expect(await page.inputValue('#new-url')).toBe('localhost')
		await page.getByRole('link', { name: 'Heading', exact: true }).click()
		await until(async () => (await status(page)) === '')
		await page.getByRole('link', { name: 'Cancel' }).click()
		expect(await page.inputValue('#new-url')).toBe('')
		expect(await order(served)).toHaveLength(5)
	},

	'a refused link leaves with its last letter, and does not come back': async (served) => {
		const page = await openEditor(served, await creatorsPhone())
		await ready(page)
		await page.fill('#new-url', 'nonsense')
		await page.click('.paste button')
		await page.locator('#new-url-error').waitFor()
		expect(await page.evaluate(() => document.activeElement?.id)).toBe('new-url')
		await page.fill('#new-url', '')
		await page.locator('#new-url-error').waitFor({ state: 'detached' })
		await until(async () => (await status(page)) === '')
		expect(await page.evaluate(() => localStorage.length)).toBe(0)
		await page.reload()
		await ready(page)
		expect(await page.inputValue('#new-url')).toBe('')
		expect(await status(page)).toBe('')
	},

	'what was typed over a refused link is what comes back, and it can be discarded': async (served) => {
		const page = await openEditor(served, await creatorsPhone())
		await ready(page)
		await page.fill('#new-url', 'nonsense')
		await page.click('.paste button')
		await page.locator('#new-url-error').waitFor()
		await page.fill('#new-url', 'other')
		await page.reload()
		await page.locator('#new-url-error').waitFor()
		expect(await page.inputValue('#new-url')).toBe('other')
		await page.getByRole('link', { name: 'Something is not saved yet' }).click()
		expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('Not saved yet')
		await page.getByRole('button', { name: 'Discard' }).click()
		expect(await page.inputValue('#new-url')).toBe('')
		await until(async () => (await status(page)) === '')
	},

	'a change of a block that is gone is named with what was typed, and can be discarded': async (served) => {
		const context = await creatorsPhone()
		const page = await openEditor(served, context)
		await ready(page)
		await row(page, LAMP).locator('.what').click()
		await deleteBlock(ctxOf(served), { id: LAMP })
		await page.fill(`#${LAMP}-title`, 'Too late')
		await page.getByRole('button', { name: 'Discard' }).waitFor()
		await page.reload()
		await ready(page)
		expect(await row(page, LAMP).count()).toBe(0)
		await page.getByText('“Too late” is not saved. This is not on your page any more.').waitFor()
		await page.getByRole('button', { name: 'Discard' }).click()
		await until(async () => (await status(page)) === '')
		expect(await page.getByText('Too late').count()).toBe(0)
		await page.reload()
		await ready(page)
		expect(await status(page)).toBe('')
	},

	'a refused change of a closed row stays in sight, and discarding it brings back what is stored': async (served) => {
		const page = await openEditor(served, await creatorsPhone())
		await ready(page)
		const before = await titleOf(served, LAMP)
		await row(page, LAMP).locator('.what').click()
		await page.fill(`#${LAMP}-url`, 'javascript:alert(1)')
		await page.fill(`#${LAMP}-title`, 'Halfway')
		await page.locator(`#${LAMP}-url-error`).waitFor()
		await row(page, LAMP).locator('.what').click()
		await row(page, LAMP).getByText('“Halfway” is not saved. A link begins with http:// or https://.').waitFor()
		expect(await axeFindings(page)).toEqual([])
		await row(page, LAMP).getByRole('button', { name: 'Discard' }).click()
		await until(async () => (await status(page)) === '')
		await row(page, LAMP).locator('.what').click()
		expect(await page.inputValue(`#${LAMP}-title`)).toBe(before)
		expect(await titleOf(served, LAMP)).toBe(before)
	},

	'a refused form stays open where it is, with the focus on its wrong field': async (served) => {
		const page = await openEditor(served, await creatorsPhone())
		await ready(page)
		await page.getByRole('link', { name: 'Code', exact: true }).click()
		await page.fill('#new-code', 'DANA15')
		await page.fill('#new-validFrom', '2030-02-02')
		await page.fill('#new-validUntil', '2030-02-01')
		const form = await page.locator('.add form').elementHandle()
		const add = page.locator('.add').getByRole('button', { name: 'Add', exact: true })
		await add.click()
		await page.locator('#new-validUntil-error').waitFor()
		await until(async () => (await page.evaluate(() => document.activeElement?.id)) === 'new-validUntil')
		expect(await form?.evaluate((one) => one.isConnected && scrollY > 0)).toBe(true)
		expect(await isInView(page, '#new-validUntil-error')).toBe(true)
		await page.fill('#new-validUntil', '2030-02-03')
		await add.click()
		await page.locator('.paste').waitFor()
		expect((await stored(served))[0]).toMatchObject({ kind: 'coupon', coupon: { code: 'DANA15' } })
		await saved(page)
	},

	'who was signed out meanwhile is shown the way in': async (served) => {
		const context = await creatorsPhone()
		const page = await openEditor(served, context)
		await ready(page)
		await context.clearCookies()
		await row(page, DESK).getByRole('button', { name: 'Hide' }).click()
		const link = page.locator('#save-status a')
		await link.waitFor()
		expect(await status(page)).toBe('You are signed out. Your changes are kept here. Sign in')
		expect(await link.getAttribute('href')).toBe('/login?next=%2Fapp%2Fpage')
	},

	'the page beside the editor is the creator’s own look at it, which nobody counts': async () => {
		// A server of its own, because all that it knows is on disk only when it has ended.
		const served = await startNode({ seed: theWorld })
		const page = await openEditor(served, await aDesktop())
		const preview = page.frameLocator('aside iframe')
		await preview
			.getByText(must(await titleOf(served, LAMP)))
			.first()
			.waitFor()
		await preview.getByRole('button', { name: 'Copy' }).first().waitFor()
		await page.waitForLoadState('networkidle')
		await served.stop()
		expect(await served.db.select().from(hits)).toEqual([])
	},
}

export const editorKeys: Steps = {
	'the keyboard is enough to add, move, edit, delete and bring back': async (served) => {
		const page = await openEditor(served, await aDesktop())
		await ready(page)
		const focused = () =>
			page.evaluate(() => {
				const { id, ariaLabel, textContent } = document.activeElement as HTMLElement
				return ariaLabel ?? (id || (textContent ?? '').trim())
			})
		const tabTo = async (label: string) => {
			for (let n = 0; n < 80 && !(await focused()).startsWith(label); n++) await page.keyboard.press('Tab')
			expect(await focused()).toMatch(new RegExp(`^${label}`))
		}
		const focusedRow = () =>
			page.evaluate(() => document.activeElement?.matches('.what') && document.activeElement.closest('li')?.id)
		await tabTo('new-url')
		await page.keyboard.type('shop.example/new')
		await page.keyboard.press('Enter')
		await until(async () => (await order(served)).length === 6)
		await saved(page)

		await tabTo(`Move ${DESK}`)
		await page.keyboard.press('ArrowDown')
		expect(await focused()).toMatch(new RegExp(`^Move ${DESK}`))
		await page.keyboard.press('ArrowDown')
		await until(async () => (await order(served)).indexOf(DESK) === 3)
		expect(await page.locator('[role=status]', { hasText: 'number 4 of 6' }).count()).toBe(1)

		await page.keyboard.press('Tab')
		await page.keyboard.press('Enter')
		await page.locator(`#${DESK}-title`).waitFor()
		await tabTo(`${DESK}-title`)
		await page.keyboard.press('End')
		await page.keyboard.type(' and chair ')
		await page.keyboard.press('Tab')
		await until(async () => (await titleOf(served, DESK)) === `${DESK} and chair`)
		await saved(page)
		await page.frameLocator('.preview iframe').getByText('and chair').waitFor()

		await tabTo(`More for ${DESK}`)
		await page.keyboard.press('Enter')
		await tabTo(`Delete ${DESK}`)
		await page.keyboard.press('Enter')
		await until(async () => !(await order(served)).includes(DESK))
		await until(async () => (await focusedRow()) === BOOK)
		await page.locator('[role=status]', { hasText: 'is deleted' }).waitFor({ state: 'attached' })
		await tabTo('Undo')
		await page.keyboard.press('Enter')
		await until(async () => (await order(served)).indexOf(DESK) === 3)
		await until(async () => (await focusedRow()) === DESK)

		await page.goto(served.url + ROOM)
		await ready(page)
		await tabTo('Heading')
		await page.keyboard.press('Enter')
		await page.keyboard.type('Lamps')
		await page.keyboard.press('Enter')
		await until(async () => (await stored(served))[0]?.kind === 'heading')
		await until(async () => (await focused()) === 'Heading')
	},
}

export const soundEditor: Steps = {
	'in light, axe finds nothing in the editor and nothing moves by itself': (served) =>
		expectEditorSound(served, 'light'),
	'in dark, axe finds nothing in the editor and nothing moves by itself': (served) => expectEditorSound(served, 'dark'),
}

async function expectEditorSound(served: Served, colorScheme: 'light' | 'dark'): Promise<void> {
	for (const open of [creatorsPhone, aDesktop]) {
		const context = await open({ colorScheme })
		await watchShifts(context)
		const page = await openEditor(served, context)
		await ready(page)
		await page.waitForLoadState('networkidle')
		expect(await moved(page)).toEqual([])
		expect(await axeFindings(page)).toEqual([])
		await row(page, CODE).locator('.what').click()
		await row(page, LAMP).locator('summary').click()
		expect(await axeFindings(page)).toEqual([])
		for (const form of ['profile', LAMP]) {
			await page.goto(`${served.url}${ROOM}/${form}`)
			await page.locator('astro-island:not([ssr])').first().waitFor()
			await page.waitForLoadState('networkidle')
			expect(await moved(page), form).toEqual([])
			expect(await axeFindings(page), form).toEqual([])
		}
		expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
	}
}
