import type { Page } from 'playwright'
import { expect } from 'vitest'
import { axeFindings } from '../../support/axe.ts'
import { aDesktop, creatorsPhone } from '../../support/browser.ts'
import { kristasPage } from '../../support/demo.ts'
import { follow, type Steps } from '../../support/journey.ts'

const noScript = () => creatorsPhone({ javaScriptEnabled: false })
const digits = (text: string | null) => Number(text?.replace(/\D/g, ''))
const sum = (texts: string[]) => texts.reduce((all, text) => all + digits(text), 0)
const total = async (page: Page) => digits(await page.locator('a[aria-current] > .figure').textContent())
const chart = async (page: Page) => sum(await page.locator('.chart-table tbody td:nth-child(2)').allTextContents())
const list = async (page: Page) => sum(await page.locator('.count strong').allTextContents())
const hours = async (page: Page) => sum(await page.locator('.cell').allTextContents())

export const breakdownsWithoutScript: Steps = {
	'rows filter, filters combine and go away, and the numbers agree at every step': async (served) => {
		const page = await kristasPage(served, await noScript())
		await page.goto(`${served.url}/app?range=7d`)
		const all = await total(page)
		await follow(page, page.getByRole('link', { name: 'Country' }))
		expect([await chart(page), await list(page)]).toEqual([all, all])
		const norway = digits(
			await page
				.getByRole('link', { name: /^Norway/ })
				.locator('strong')
				.textContent(),
		)
		await follow(page, page.getByRole('link', { name: /^Norway/ }))
		expect([await total(page), await chart(page), await list(page)]).toEqual([norway, norway, norway])
		await follow(page, page.getByRole('link', { name: 'Device' }))
		expect(await list(page)).toBe(norway)
		const phones = digits(
			await page
				.getByRole('link', { name: /^Phone/ })
				.locator('strong')
				.textContent(),
		)
		await follow(page, page.getByRole('link', { name: /^Phone/ }))
		expect([await total(page), await chart(page), await list(page)]).toEqual([phones, phones, phones])
		await follow(page, page.getByRole('link', { name: 'Hour' }))
		expect(await hours(page)).toBe(phones)
		expect(await page.locator('.progress').isVisible()).toBe(false)
		const address = page.url()
		const plain = await page.request.get(address, { headers: { 'accept-encoding': 'identity' } })
		expect(plain.headers()['content-length'], 'sent while the hits are read').toBeUndefined()
		await page.goto('about:blank')
		await page.goto(address)
		expect(await total(page)).toBe(phones)
		await follow(page, page.getByRole('link', { name: /^Country Norway/ }))
		await follow(page, page.getByRole('link', { name: /^Device Phone/ }))
		expect(await total(page)).toBe(all)
	},

	'why these numbers: the parts are the whole, above and day by day': async (served) => {
		const page = await kristasPage(served, await noScript())
		await page.goto(`${served.url}/app?range=28d`)
		const counted = await total(page)
		await page.getByText('Why these numbers?').first().click()
		const column = async (n: number) => page.locator(`#why tbody tr td:nth-of-type(${n})`).allTextContents()
		expect(digits((await column(2))[0] ?? '')).toBe(counted)
		const hits = digits(await page.locator('#why tfoot td').last().textContent())
		const rows = await page.locator('#why tbody tr td:last-child').allTextContents()
		expect(sum(rows)).toBe(hits)
		await follow(page, page.getByRole('link', { name: 'See it day by day' }))
		expect(await page.locator('tbody tr').count()).toBe(28)
		expect(sum(await page.locator('tbody td:nth-of-type(1)').allTextContents())).toBe(hits)
		const parts = await Promise.all(
			[2, 3, 4, 5, 6].map((n) => page.locator(`tbody td:nth-of-type(${n})`).allTextContents()),
		)
		expect(sum(parts.flat())).toBe(hits)
		await follow(page, page.getByRole('link', { name: 'Clicks', exact: true }).last())
		expect(sum(await page.locator('tbody td:nth-of-type(2)').allTextContents())).toBe(counted)
		await page.goto(`${served.url}/app/why?range=all`)
		await follow(page, page.locator('tbody a').nth(1))
		expect(await page.locator('tbody tr').count()).toBeGreaterThan(27)
	},

	'days can be chosen, and what cannot be is said at the fields': async (served) => {
		const page = await kristasPage(served, await noScript())
		await page.goto(`${served.url}/app?by=country`)
		await page.getByText('Choose dates').click()
		const dayBefore = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10)
		await page.getByLabel('First day').fill(dayBefore(20))
		await page.getByLabel('Last day').fill(dayBefore(11))
		await follow(page, page.getByRole('button', { name: 'Show' }))
		expect(new URL(page.url()).searchParams.get('by')).toBe('country')
		expect(await page.locator('.chart-table tbody tr').count()).toBe(10)
		expect([await chart(page), await list(page)]).toEqual([await total(page), await total(page)])
		await page.getByText('Choose dates').click()
		await page.getByLabel('Last day').fill(dayBefore(30))
		await follow(page, page.getByRole('button', { name: 'Show' }))
		expect(await page.getByRole('alert').textContent()).toBe('The last day is before the first. Swap them.')
		await page.goto(
			`${served.url}/app?from=1990-01-01&to=2026-01-01&device=%00&country=%27or&hour=9-99&link=nopenopeno&show=x`,
		)
		expect(await page.getByRole('alert').textContent()).toBe('That is more than five years. Choose a shorter time.')
		expect(await page.getByText('Remove this filter').count()).toBe(0)
	},
}

export const breakdownsByFinger: Steps = {
	'a change on the page is marked on the chart, in its read-out and in words': async (served) => {
		const page = await kristasPage(served, await creatorsPhone())
		await page.goto(`${served.url}/app?range=28d`)
		const slider = page.getByRole('slider')
		await slider.waitFor()
		await page.getByText(/change.* on your page in this time/).click()
		expect(await page.locator('#changes li').first().textContent()).toMatch(/Added: Code HAVN15/)
		await slider.press('End')
		const spoken: string[] = []
		for (let i = 0; i < 28; i++) {
			spoken.push((await slider.getAttribute('aria-valuetext')) ?? '')
			await slider.press('ArrowLeft')
		}
		expect(spoken.filter((text) => text.includes('Added: Code HAVN15'))).toHaveLength(1)
	},

	'the live count asks again while somebody looks': async (served) => {
		const context = await creatorsPhone()
		const page = await kristasPage(served, context)
		await page.clock.install()
		await page.route('**/app/live', (route) => route.fulfill({ json: { text: '7 people, 8 clicks' } }))
		await page.goto(`${served.url}/app`)
		await page.locator('.live', { hasText: /The last 30 minutes: \d+ (person|people), \d+ clicks?/ }).waitFor()
		await page.locator('.live astro-island:not([ssr])').waitFor()
		await page.clock.runFor(21_000)
		await page.getByText('7 people, 8 clicks').waitFor()
		const answer = await page.context().request.get(`${served.url}/app/live`)
		expect(((await answer.json()) as { text: string }).text).toMatch(/, \d+ clicks?$/)
	},
}

export const soundBreakdowns: Steps = {
	'axe finds nothing wrong with filters, lists, hours and reasons, in light and dark, English and Norwegian': async (
		served,
	) => {
		const rooms = [
			'/app?range=28d&by=channel&country=NO&device=phone',
			'/app?range=28d&by=hour',
			'/app?range=90d&by=link&app=tiktok',
			'/app?from=2026-05-02&to=2026-05-01',
			'/app/why?range=28d',
		]
		for (const [language, colorScheme, context] of [
			['en', 'light', creatorsPhone],
			['nb', 'dark', aDesktop],
		] as const) {
			await served.db.$client.execute(`update users set language = '${language}'`)
			const page = await kristasPage(served, await context({ colorScheme }))
			for (const room of rooms) {
				await page.goto(served.url + room)
				await page.locator('details').evaluateAll((all) => {
					for (const one of all) one.setAttribute('open', '')
				})
				expect(await axeFindings(page), `${room} ${language} ${colorScheme}`).toEqual([])
				expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(context === aDesktop ? 1280 : 390)
			}
		}
		await served.db.$client.execute("update users set language = 'en'")
	},
}
