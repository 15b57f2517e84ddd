import type { BrowserContext, Page } from 'playwright'
import { expect } from 'vitest'
import { BUCKETS, KINDS } from '../../../db/schema/hits.ts'
import { TIKTOK_ANDROID } from '../../support/agents.ts'
import { aPhone } from '../../support/browser.ts'
import type { Steps } from '../../support/journey.ts'
import { type Served, until } from '../../support/server.ts'
import { CODE, DESK } from '../../support/world.ts'

/** A phone of its own for each test, so that nobody is taken for the same visitor. */
let phones = 0
const phone = (options: Parameters<typeof aPhone>[0] = {}) =>
	aPhone({ userAgent: `${TIKTOK_ANDROID} phone/${phones++}`, ...options })

async function recorded({ db }: Served): Promise<string[]> {
	const { rows } = await db.$client.execute('select kind, bucket from hits order by id')
	return rows.map(({ kind, bucket }) => `${BUCKETS[Number(bucket)]} ${KINDS[Number(kind)]}`)
}

/** The hits that `act` leaves, after waiting for the expected number and a little longer for those that are not. */
async function leaves(served: Served, count: number, act: () => Promise<unknown>): Promise<string[]> {
	const before = (await recorded(served)).length
	await act()
	await until(async () => (await recorded(served)).length >= before + count)
	await new Promise((resolve) => setTimeout(resolve, 400))
	return (await recorded(served)).slice(before)
}

const profile = ({ url }: Served, query = '') => `${url}/maya.lamps${query}`

async function seenPage(served: Served, context: BrowserContext): Promise<Page> {
	const page = await context.newPage()
	expect(await leaves(served, 1, () => page.goto(profile(served)))).toEqual(['counted view'])
	return page
}

/** Another page of ours, with a link to the profile, that has the browser fetch it ahead, and when that is done. */
async function aheadOf(served: Served, context: BrowserContext) {
	const page = await context.newPage()
	const devtools = await context.newCDPSession(page)
	// The rules stand for those of some other page, which the policy of this one would not run.
	await devtools.send('Page.setBypassCSP', { enabled: true })
	await page.goto(`${served.url}/login`)
	await devtools.send('Preload.enable')
	const fetched = new Promise<void>((resolve) =>
		devtools.on('Preload.prefetchStatusUpdated', ({ status }) => status === 'Ready' && resolve()),
	)
	await page.evaluate(() => {
		const rules = document.createElement('script')
		rules.type = 'speculationrules'
		rules.textContent = JSON.stringify({ prefetch: [{ urls: ['/maya.lamps'], eagerness: 'immediate' }] })
		document.body.innerHTML = '<a href="/maya.lamps">Maya</a>'
		document.body.append(rules)
	})
	return { page, fetched }
}

export const views: Steps = {
	'a view is not counted while the page is fetched ahead, and once when it is then opened': async (served) => {
		const { page, fetched } = await aheadOf(served, await phone())
		expect(await leaves(served, 0, () => fetched)).toEqual([])
		expect(await leaves(served, 1, () => page.getByRole('link').click())).toEqual(['counted view'])
		const delivered = () =>
			(performance.getEntriesByType('navigation')[0] as PerformanceEntry & { deliveryType: string }).deliveryType
		expect(await page.evaluate(delivered)).toBe('navigational-prefetch')
	},

	'a view is not counted while the page says that it is prerendered': async (served) => {
		const context = await phone()
		await context.addInitScript(() => {
			Object.defineProperty(document, 'prerendering', { get: () => window.name !== 'shown' })
		})
		const page = await context.newPage()
		expect(await leaves(served, 0, () => page.goto(profile(served)))).toEqual([])
		const show = () =>
			page.evaluate(() => {
				window.name = 'shown'
				for (let i = 0; i < 2; i++) document.dispatchEvent(new Event('prerenderingchange'))
			})
		expect(await leaves(served, 1, show)).toEqual(['counted view'])
	},

	'a view is one visit when the follower comes back with the Back button, and two when the page is opened again':
		async (served) => {
			const page = await seenPage(served, await phone())
			await page.route('**/desk', (route) => route.fulfill({ contentType: 'text/html', body: 'The shop' }))
			expect(await leaves(served, 0, () => page.goto(`${served.url}/desk`))).toEqual([])
			expect(await leaves(served, 0, () => page.goBack())).toEqual([])
			expect(await page.getByRole('heading', { name: 'Maya' }).isVisible()).toBe(true)
			// A reload within two seconds is an impatient thumb.
			await page.waitForTimeout(2100)
			expect(await leaves(served, 1, () => page.reload())).toEqual(['counted view'])
		},
}

export const codesThatFail: Steps = {
	'a code that did not work is told with one tap, once, and the follower is thanked': async (served) => {
		const page = await seenPage(served, await phone())
		const button = page.getByRole('button', { name: 'Didn’t work? KRISTA20' })
		const address = page.url()
		expect(await leaves(served, 1, () => button.tap())).toEqual(['counted fail'])
		expect(await page.getByRole('status').textContent()).toBe('Thanks, noted')
		expect(await leaves(served, 0, () => page.getByRole('button', { name: 'Thanks, noted KRISTA20' }).tap())).toEqual(
			[],
		)
		expect(page.url()).toBe(address)
	},
}

/** What `navigator.share` does on this phone; what it was given is kept in `window.shared`. */
async function withShareButton(served: Served, outcome: 'done' | 'AbortError' | 'NotAllowedError' | 'missing') {
	const context = await phone()
	await context.grantPermissions(['clipboard-read', 'clipboard-write'])
	await context.addInitScript((outcome) => {
		const share = (data: ShareData) => {
			Object.assign(window, { shared: data })
			return outcome === 'done' ? Promise.resolve() : Promise.reject(new DOMException('', outcome))
		}
		Object.defineProperty(navigator, 'share', { value: outcome === 'missing' ? undefined : share })
	}, outcome)
	const page = await context.newPage()
	expect(await leaves(served, 1, () => page.goto(profile(served, '?s=tt')))).toEqual(['counted view'])
	return page
}

const button = (page: Page, name = 'Share this page') => page.getByRole('button', { name })

async function copiesInstead(served: Served, outcome: 'missing' | 'NotAllowedError') {
	const page = await withShareButton(served, outcome)
	// It says so for three seconds, and the counting may take longer.
	const copies = async () => {
		await button(page).tap()
		await button(page, 'Address copied').waitFor()
		expect(await page.getByRole('status').textContent()).toBe('Address copied')
	}
	expect(await leaves(served, 1, copies)).toEqual(['counted share'])
	expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(profile(served))
	await button(page).waitFor()
}

export const sharing: Steps = {
	'the share button shares the page, without the tag of the place where it was found': async (served) => {
		const page = await withShareButton(served, 'done')
		expect(await leaves(served, 1, () => button(page).tap())).toEqual(['counted share'])
		expect(await page.evaluate(() => Object.entries((window as unknown as { shared: ShareData }).shared))).toEqual([
			['title', 'Maya (@maya.lamps)'],
			['url', profile(served)],
		])
	},

	'the share button counts nothing when the follower thinks better of it': async (served) => {
		const page = await withShareButton(served, 'AbortError')
		expect(await leaves(served, 0, () => button(page).tap())).toEqual([])
		expect(await button(page).isVisible()).toBe(true)
	},

	'the share button copies the address where sharing is missing': (served) => copiesInstead(served, 'missing'),
	'the share button copies the address where sharing is forbidden': (served) =>
		copiesInstead(served, 'NotAllowedError'),

	'the share button shows the address where nothing can copy it, and counts nothing': async (served) => {
		const page = await withShareButton(served, 'missing')
		await page.evaluate(() => {
			Object.defineProperty(navigator, 'clipboard', { value: undefined })
			document.execCommand = () => false
		})
		expect(await leaves(served, 0, () => button(page).tap())).toEqual([])
		await button(page, 'Press and hold the address below to copy').waitFor()
		expect(await page.getByText(profile(served)).isVisible()).toBe(true)
		expect(await page.evaluate(() => getSelection()?.toString())).toBe(profile(served))
	},
}

export const arrivals: Steps = {
	'the host and the campaign that brought the follower go along with the taps': async (served) => {
		const context = await phone({ userAgent: undefined })
		const page = await context.newPage()
		const address = profile(served, '?utm_source=news')
		await page.route('http://news.example.org/**', (route) =>
			route.fulfill({ contentType: 'text/html', body: `<a href="${address}">Maya</a>` }),
		)
		await page.goto('http://news.example.org/')
		const hits = page.waitForRequest((request) => request.url().includes('/hit?'))
		await page.getByRole('link', { name: 'Maya' }).click()
		expect((await hits).url()).toContain('k=view&p=mayalamps&r=news.example.org')
		expect(await page.locator(`a[href*="${DESK}"]`).getAttribute('href')).toBe(
			`${served.url}/go/${DESK}?&r=news.example.org`,
		)
		expect((await hits).headers().referer).toBe(address)
	},
}

export const tapsWithoutScript: Steps = {
	'a code that did not work is told without JavaScript too, and the page stays': async (served) => {
		const context = await phone({ javaScriptEnabled: false })
		const page = await seenPage(served, context)
		const address = page.url()
		const answered = page.waitForResponse((response) => response.url().endsWith(`/hit?k=fail&b=${CODE}`))
		expect(await leaves(served, 1, () => page.getByRole('button', { name: 'Didn’t work? KRISTA20' }).tap())).toEqual([
			'counted fail',
		])
		expect((await answered).status()).toBe(204)
		expect(page.url()).toBe(address)
		expect(await page.locator('code').isVisible()).toBe(true)
	},
}
