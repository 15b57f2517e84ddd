import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { BrowserContext, Page } from 'playwright'
import { expect, test } from 'vitest'
import { hits } from '../../db/schema/index.ts'
import { creatorsPhone, withBrowser } from '../support/browser.ts'
import { type Served, startNode, until } from '../support/server.ts'

withBrowser()

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const LIGHT_NIGHT = 'rgb(33, 29, 63)'

/** A new creator, signed in, in the theme room. */
async function openRoom(served: Served, context: BrowserContext): Promise<Page> {
	const page = await context.newPage()
	await page.goto(`${served.url}/signup`)
	await page.locator('[name=handle]').fill('krista')
	await page.locator('[name=email]').fill('krista@example.com')
	await page.locator('[name=password]').fill('a long enough password 17')
	await page.locator('main form button').last().click()
	await page.waitForURL(/\/app/)
	await page.goto(`${served.url}/app/theme`)
	return page
}

const groundOf = (page: Page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor)

test('a look is seen in the frame before it is saved, and on the page after', async () => {
	const served = await startNode()
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

	await page.getByRole('button', { name: 'Use this look' }).tap()
	await page.getByText('Saved. Your followers see it now.').waitFor()
	expect(await page.getByRole('radio', { name: /Night/ }).isChecked()).toBe(true)
	await visitor.reload()
	expect(await groundOf(visitor)).toBe(LIGHT_NIGHT)
	const views = await served.db.select({ bucket: hits.bucket }).from(hits)
	expect(views.map(({ bucket }) => bucket)).not.toContain('counted')
	expect(await page.evaluate(`${AXE}\naxe.run().then((found) => found.violations.map((one) => one.id))`)).toEqual([])
})

test('a look is chosen without JavaScript', async () => {
	const served = await startNode()
	const page = await openRoom(served, await creatorsPhone({ javaScriptEnabled: false }))
	await page.getByText('Night', { exact: true }).tap()
	await page.getByRole('button', { name: 'Use this look' }).tap()
	await page.getByText('Saved. Your followers see it now.').waitFor()
	await page.goto(`${served.url}/krista`)
	expect(await page.content()).toContain('--bg:#211d3f')
})
