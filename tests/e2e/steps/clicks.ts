import type { Page } from 'playwright'
import { expect } from 'vitest'
import type { Db } from '../../../db/client.ts'
import { axeFindings } from '../../support/axe.ts'
import { aDesktop, creatorsPhone } from '../../support/browser.ts'
import { kristasPage, signIn } from '../../support/demo.ts'
import { follow, type Steps } from '../../support/journey.ts'

const digits = (text: string | null) => Number(text?.replace(/\D/g, ''))
const count = async (db: Db, table: string) => (await db.$client.execute(`select count(*) from ${table}`)).rows[0]?.[0]

export const clicksWithoutScript: Steps = {
	'the clicks are all there: the chart’s table, the list and the total are the same number in every range': async (
		served,
	) => {
		const page = await signIn(served, await creatorsPhone({ javaScriptEnabled: false }))
		for (const range of ['today', '7d', '28d', '90d', 'all']) {
			await page.goto(`${served.url}/app?range=${range}`)
			const total = digits(await page.locator('a[aria-current] > .figure').textContent())
			const cells = await page.locator('.chart-table tbody td:nth-child(2)').allTextContents()
			const listed = await page.locator('.count strong').allTextContents()
			const sum = (texts: string[]) => texts.reduce((all, text) => all + digits(text), 0)
			expect([range, sum(cells), sum(listed)]).toEqual([range, total, total])
			expect(await page.locator('svg[role=img]').getAttribute('aria-label')).toMatch(/^Clicks: /)
		}
	},

	'the clicks change with the links of the ranges and of the figures': async (served) => {
		const page = await kristasPage(served, await creatorsPhone({ javaScriptEnabled: false }))
		await page.goto(`${served.url}/app`)
		await follow(page, page.getByRole('link', { name: '90 days' }))
		await follow(page, page.getByRole('link', { name: 'Daily visitors' }))
		expect(new URL(page.url()).search).toBe('?range=90d&show=visitors')
		expect(await page.locator('.chart-table tbody tr').count()).toBe(90)
		expect(await page.locator('svg[role=img]').getAttribute('aria-label')).toMatch(/^Daily visitors: /)
	},
}

/** How far, in pixels, the middle of each dot of the read-out lies from its line at that place. */
const dotsOffLines = (page: Page) =>
	page.locator('.readout-dot').evaluateAll((dots) =>
		dots.map((dot) => {
			const middle = dot.getBoundingClientRect()
			const [x, y] = [middle.x + middle.width / 2, middle.y + middle.height / 2]
			const line = dot.className.includes('current') ? 'current' : 'previous'
			const path = document.querySelector<SVGPathElement>(`.chart-plot path.${line}`)
			const plot = path?.ownerSVGElement?.getBoundingClientRect()
			if (!path || !plot) return Number.NaN
			const points = [...(path.getAttribute('d') ?? '').matchAll(/([\d.]+),([\d.]+)/g)].map(([, left, top]) => ({
				x: plot.x + (Number(left) / 100) * plot.width,
				y: plot.y + (Number(top) / 100) * plot.height,
			}))
			const nearest = points.toSorted((a, b) => Math.abs(a.x - x) - Math.abs(b.x - x))[0]
			return nearest ? Math.hypot(nearest.x - x, nearest.y - y) : Number.NaN
		}),
	)

export const clicksByFinger: Steps = {
	'the dots of the read-out lie on their lines': async (served) => {
		const page = await signIn(served, await creatorsPhone())
		for (const range of ['28d', '90d']) {
			await page.goto(`${served.url}/app?range=${range}`)
			const slider = page.getByRole('slider')
			await slider.scrollIntoViewIfNeeded()
			await slider.press('Home')
			for (let place = 0; place < 27; place += 3) {
				const offs = await dotsOffLines(page)
				expect(offs.length, `${range}, place ${place}`).toBeGreaterThan(0)
				expect(Math.max(...offs), `${range}, place ${place}`).toBeLessThan(1)
				for (let step = 0; step < 3; step++) await slider.press('ArrowRight')
			}
		}
	},

	'a finger and the arrow keys read the chart, and nothing moves': async (served) => {
		const page = await signIn(served, await creatorsPhone())
		await page.goto(`${served.url}/app?range=28d`)
		const slider = page.getByRole('slider')
		await slider.scrollIntoViewIfNeeded()
		await slider.waitFor()
		const box = await slider.boundingBox()
		if (!box) throw new Error('The read-out has no place')
		await page.touchscreen.tap(box.x + 2, box.y + box.height / 2)
		const rows = page.locator('.chart-table tbody tr')
		const first = await rows.first().locator('th, td').allTextContents()
		expect(await page.locator('.readout-box').textContent()).toBe(
			`${first[0]}Clicks: ${first[1]}28 days before: ${first[2]}`,
		)
		await slider.press('End')
		await slider.press('ArrowLeft')
		const [name, clicks] = await rows.nth(26).locator('th, td').allTextContents()
		expect(await slider.getAttribute('aria-valuetext')).toContain(`${name}, Clicks: ${clicks}`)
		await slider.press('Escape')
		expect(await page.locator('.readout-box').count()).toBe(0)
		expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
		expect(await shiftOf(page)).toBe(0)
	},
}

export const soundClicks: Steps = {
	'axe finds nothing wrong with clicks and earnings, in light and dark, English and Norwegian': async (served) => {
		const rooms = ['/app', '/app?range=today', '/app/earnings', '/app/earnings/new']
		for (const [language, colorScheme, open] of [
			['en', 'light', creatorsPhone],
			['nb', 'dark', aDesktop],
		] as const) {
			await served.db.$client.execute(`update users set language = '${language}'`)
			const page = await kristasPage(served, await open({ colorScheme }))
			for (const room of rooms) {
				await page.goto(served.url + room)
				await page.locator('details').evaluateAll((all) => {
					for (const one of all) one.setAttribute('open', '')
				})
				expect(await axeFindings(page), `${room} ${language} ${colorScheme}`).toEqual([])
			}
		}
	},
}

export const earningForms: Steps = {
	'an earning is added once, also when the form is sent again, and the form keeps what it refused': async (served) => {
		const before = Number(await count(served.db, 'conversions'))
		const page = await kristasPage(served, await creatorsPhone({ javaScriptEnabled: false }))
		await page.goto(`${served.url}/app/earnings`)
		await follow(page, page.getByRole('link', { name: 'Add', exact: true }))
		await page.getByLabel('Amount').fill('a lot')
		await page.getByLabel('Currency').selectOption('SEK')
		await page.getByLabel('Network or shop').fill('Adtraction')
		await page.getByRole('radio', { name: /^Paid/ }).check()
		await follow(page, page.getByRole('button', { name: 'Save' }))
		expect(await page.locator('#field-amount-error').textContent()).toBe(
			'This is not an amount. Write it like 1,234.50.',
		)
		expect(await page.getByLabel('Currency').inputValue()).toBe('SEK')
		expect(await page.getByLabel('Network or shop').inputValue()).toBe('Adtraction')
		expect(await page.getByRole('radio', { name: /^Paid/ }).isChecked()).toBe(true)
		const form = await page.locator('[name=externalId]').inputValue()
		await page.getByLabel('Amount').fill('1,234.50')
		await follow(page, page.getByRole('button', { name: 'Save' }))
		expect((await page.getByRole('status').textContent())?.replace(/\s/g, ' ')).toBe(
			'The entry was added: SEK 1,234.50.',
		)
		expect(await page.getByRole('heading', { name: 'Earned in SEK' }).count()).toBe(1)
		const again = await page.request.post(`${served.url}/app/earnings/new?_action=conversions.enter`, {
			form: {
				externalId: form,
				date: new Date().toISOString().slice(0, 10),
				merchant: 'Adtraction',
				target: '',
				amount: '1234.5',
				currency: 'SEK',
				status: 'paid',
				note: '',
			},
			headers: { origin: served.url },
		})
		expect(again.ok()).toBe(true)
		expect(await count(served.db, 'conversions')).toBe(before + 1)
		await page.goto(`${served.url}/app/earnings/new`)
		expect(await page.getByLabel('Currency').inputValue()).toBe('SEK')
	},

	'an earning is changed, deleted and brought back': async (served) => {
		const page = await kristasPage(served, await creatorsPhone({ javaScriptEnabled: false }))
		await page.goto(`${served.url}/app/earnings?range=all`)
		await follow(page, page.locator('li > a[href^="/app/earnings/"]').first())
		const room = page.url()
		await page.getByLabel('Amount').fill('77.25')
		await page.getByRole('radio', { name: /^Declined/ }).check()
		await follow(page, page.getByRole('button', { name: 'Save' }))
		expect(await count(served.db, 'conversion_revisions')).toBe(1)
		await page.goto(room)
		expect(await page.getByLabel('Amount').inputValue()).toBe('77.25')
		await follow(page, page.getByRole('button', { name: 'Delete this entry' }))
		expect((await page.goto(room))?.status()).toBe(404)
		await page.goBack()
		await follow(page, page.getByRole('button', { name: 'Undo' }))
		expect((await page.goto(room))?.status()).toBe(200)
	},
}

/** How far things moved that nobody touched, as the browser measures it. */
const shiftOf = (page: Page) =>
	page.evaluate(
		() =>
			new Promise<number>((resolve) => {
				let sum = 0
				new PerformanceObserver((list) => {
					for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[])
						if (!entry.hadRecentInput) sum += entry.value
				}).observe({ type: 'layout-shift', buffered: true })
				setTimeout(() => resolve(sum), 100)
			}),
	)
