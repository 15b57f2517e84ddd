import type { BrowserContext, Page } from 'playwright'
import { expect } from 'vitest'
import { hits } from '../../../db/schema/index.ts'
import { axeFindings } from '../../support/axe.ts'
import { creatorsPhone } from '../../support/browser.ts'
import { follow, type Steps } from '../../support/journey.ts'
import { type Served, until } from '../../support/server.ts'
import { pageOf } from '../../support/session.ts'

const LIGHT_NIGHT = 'rgb(33, 29, 63)'

/** Krista in the theme room. */
async function openRoom(served: Served, context: BrowserContext): Promise<Page> {
	const page = await pageOf('krista', served, context)
	await page.goto(`${served.url}/app/theme`)
	return page
}

/** The choices that lie under the frame or the button when they have the focus. */
const covered = (page: Page) =>
	page.locator('form [type=radio]').evaluateAll((radios) => {
		const box = (selector: string) => (document.querySelector(selector) as Element).getBoundingClientRect()
		return radios.flatMap((radio) => {
			const { id, value } = radio as HTMLInputElement
			;(radio as HTMLElement).focus()
			const { top, bottom } = (radio.closest('label') ?? radio).getBoundingClientRect()
			const isSeen = top >= box('.frame').bottom && bottom <= box('.save').top
			return isSeen ? [] : [`${id} ${value}`]
		})
	})

const groundOf = (page: Page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor)

export const themeOnPhone: Steps = {
	'a look is seen in the frame before it is saved, and on the page after': async (served) => {
		const context = await creatorsPhone()
		const page = await openRoom(served, context)
		const preview = page.frameLocator('iframe').locator('body')
		const ground = () => preview.evaluate((body) => getComputedStyle(body).backgroundColor)
		const paper = await ground()

		await page.getByText('Night', { exact: true }).tap()
		await until(async () => (await ground().catch(() => paper)) === LIGHT_NIGHT)
		const visitor = await context.newPage()
		await visitor.goto(`${served.url}/krista`)
		expect(await groundOf(visitor)).toBe(paper)

		await follow(page, page.getByRole('button', { name: 'Use this look' }))
		await page.getByText('Saved. Your followers see it now.').waitFor()
		expect(await page.getByRole('radio', { name: /Night/ }).isChecked()).toBe(true)
		await visitor.reload()
		expect(await groundOf(visitor)).toBe(LIGHT_NIGHT)
		await until(async () => (await served.db.$count(hits)) > 0)
		const views = await served.db.select({ bucket: hits.bucket }).from(hits)
		expect(views.map(({ bucket }) => bucket)).not.toContain('counted')
		expect(await axeFindings(page)).toEqual([])
		expect(await covered(page)).toEqual([])
	},
}

export const themeForms: Steps = {
	'a look is chosen without JavaScript': async (served) => {
		const page = await openRoom(served, await creatorsPhone({ javaScriptEnabled: false }))
		await page.getByText('Night', { exact: true }).tap()
		await follow(page, page.getByRole('button', { name: 'Use this look' }))
		await page.getByText('Saved. Your followers see it now.').waitFor()
		await page.goto(`${served.url}/krista`)
		expect(await page.content()).toContain('--bg:#211d3f')
	},
}
