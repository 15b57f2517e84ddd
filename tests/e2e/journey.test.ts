import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright'
import { expect, onTestFinished, test } from 'vitest'
import { aPhone, creatorsPhone, withBrowser } from '../support/browser.ts'
import { type Served, startEdge, startNode } from '../support/server.ts'

withBrowser()

/** The network that the link leads to; the test browser finds every host on this machine. */
async function openNetwork(): Promise<string> {
	const network = createServer((_request, response) => response.end('The shop'))
	await new Promise<void>((resolve) => network.listen(0, '127.0.0.1', resolve))
	onTestFinished(() => void network.close())
	const { port } = network.address() as AddressInfo
	return `http://www.awin1.com:${port}/cread.php?awinmid=1&awinaffid=2&ued=https%3A%2F%2Fwww.shop.example%2Fdesk`
}

/** Signs up, pastes a link and adds a code, all with a thumb. */
async function buildPage({ url }: Served, link: string): Promise<Page> {
	const page = await (await creatorsPhone()).newPage()
	await page.goto(url)
	await page.getByRole('link', { name: 'Make your page' }).first().tap()
	await page.getByLabel('Your address').fill('maya')
	await page.getByLabel('E-mail').fill('maya@example.com')
	await page.getByLabel('Password', { exact: true }).fill('seven quiet lamps')
	await page.getByRole('button', { name: 'Make my page' }).tap()
	await page.waitForURL(`${url}/app/page**`)

	// Before the script is there, a tap sends the plain form, and another page comes that has nothing to save.
	await page.locator('astro-island:not([ssr])').first().waitFor()
	await page.getByLabel('Paste a link').fill(link)
	await page.getByRole('button', { name: 'Add', exact: true }).tap()
	await page.getByText('Saved', { exact: true }).waitFor()
	return page
}

/** One follower, as TikTok's app on Android shows itself, without JavaScript; returns where the tap led. */
async function visit({ url }: Served): Promise<string> {
	const phone = await aPhone({ javaScriptEnabled: false })
	const page = await phone.newPage()
	// At the edge an edit is seen within a minute.
	await expect
		.poll(
			async () => {
				await page.goto(`${url}/maya?s=tt`)
				return page.locator('a[href^="/go/"]').count()
			},
			{ timeout: 65_000, interval: 500 },
		)
		.toBe(1)
	await page.locator('a[href^="/go/"]').tap()
	await page.waitForURL((to) => to.hostname === 'www.awin1.com')
	expect(await phone.cookies()).toEqual([])
	return page.url()
}

/** The clicks that the creator's screen shows, once they are what they should be. */
async function clicksOn(page: Page, { url }: Served, expected: string): Promise<void> {
	const figure = page.locator('a[aria-current] > .figure')
	await expect
		.poll(
			async () => {
				await page.goto(`${url}/app?range=today`)
				return figure.textContent()
			},
			{ timeout: 5000 },
		)
		.toBe(expected)
}

test.each([
	{ runtime: 'Node', start: () => startNode({ env: { SIGNUPS: 'open' } }) },
	{ runtime: 'Workers', start: () => startEdge({ env: { SIGNUPS: 'open' } }) },
])('from signing up to the first counted click and the first money, on $runtime', async ({ start }) => {
	const served = await start()
	const link = await openNetwork()
	const page = await buildPage(served, link)
	expect(await visit(served)).toBe(link)
	await clicksOn(page, served, '1')

	const stored = await served.db.$client.execute(
		'select kind, bucket, words.text as channel, app, country from hits join words on words.id = hits.channel where kind = 1',
	)
	expect(stored.rows.map((row) => Array.from(row).slice(0, 4))).toEqual([[1, 0, 'tag:tt', 1]])

	await page.goto(`${served.url}/app/earnings/new`)
	await page.getByLabel('Amount').fill('125,50')
	await page.getByLabel('Currency').selectOption('NOK')
	await page.getByLabel('Network or shop').fill('Awin')
	await page.getByRole('button', { name: 'Save', exact: true }).tap()
	await page.waitForURL((to) => to.pathname === '/app/earnings')
	expect(await page.locator('main').textContent()).toMatch(/NOK\s?125\.50/)
})
