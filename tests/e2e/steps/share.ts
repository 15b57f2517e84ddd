import { readFileSync } from 'node:fs'
import type { BrowserContext, Page } from 'playwright'
import { expect } from 'vitest'
import { axeFindings } from '../../support/axe.ts'
import { creatorsPhone } from '../../support/browser.ts'
import { follow, type Steps } from '../../support/journey.ts'
import { readPng } from '../../support/qr.ts'
import type { Served } from '../../support/server.ts'
import { pageOf } from '../../support/session.ts'

/** Krista in the share room. */
async function openRoom(served: Served, context: BrowserContext): Promise<Page> {
	const page = await pageOf('krista', served, context)
	await page.goto(`${served.url}/app/share`)
	return page
}

async function pasted(page: Page): Promise<string> {
	return page.evaluate(() => navigator.clipboard.readText())
}

export const shareOnPhone: Steps = {
	'each place has an address to copy, and one of your own is added, deleted and brought back': async (served) => {
		const context = await creatorsPhone()
		await context.grantPermissions(['clipboard-read', 'clipboard-write'])
		const page = await openRoom(served, context)
		await page.getByRole('button', { name: 'Copy the link for Your link' }).tap()
		await page.getByRole('status').getByText('Copied').waitFor()
		expect(await pasted(page)).toBe(`${served.url}/krista`)
		await page.getByRole('button', { name: 'Copy the link for TikTok bio' }).tap()
		await page.waitForFunction(() => navigator.clipboard.readText().then((text) => text.endsWith('?s=tt')))

		await page.getByText('Add a place').first().tap()
		await page.getByLabel('Where').fill('Newsletter, May')
		await page.getByRole('button', { name: 'Add a place' }).tap()
		await page.getByText(`${served.url}/krista?s=newsletter-may`).waitFor()
		await page.getByRole('button', { name: 'Delete Newsletter, May' }).tap()
		await page.getByRole('button', { name: 'Undo' }).tap()
		await page.getByRole('button', { name: 'Copy the link for Newsletter, May' }).waitFor()

		const download = page.waitForEvent('download')
		await page.getByRole('button', { name: 'PNG, for screens' }).tap()
		const file = await download
		expect(file.suggestedFilename()).toBe('krista.png')
		expect(readPng(readFileSync(await file.path())).text).toBe(`${served.url}/krista?s=qr`)
		expect(await axeFindings(page)).toEqual([])
		expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
	},

	'a browser that lets nothing be copied says so, with the address marked': async (served) => {
		const context = await creatorsPhone()
		await context.addInitScript(() => {
			const refused = () => Promise.reject(new DOMException('Write permission denied', 'NotAllowedError'))
			Object.defineProperty(navigator, 'clipboard', { value: { writeText: refused } })
			Object.defineProperty(navigator, 'share', { value: undefined })
			document.execCommand = () => false
		})
		const page = await openRoom(served, context)
		for (const name of ['Copy the link for Your link', 'Share…']) {
			await page.evaluate(() => getSelection()?.removeAllRanges())
			const button = page.getByRole('button', { name })
			await button.tap()
			// Each button says it for itself, and the one before may still be saying it.
			const own = page.locator('.copy', { has: button })
			await own.getByText('Selected. Press and hold it to copy.').waitFor()
			expect(await page.evaluate(() => String(getSelection()))).toBe(`${served.url}/krista`)
		}
		expect(await page.getByText('Copied').count()).toBe(0)
	},

	'the system is asked to share where it can, and closing its sheet is no failure': async (served) => {
		const context = await creatorsPhone()
		await context.addInitScript(() => {
			const share = (data: ShareData) => {
				document.title = `${data.title} ${data.url}`
				return Promise.reject(new DOMException('Share canceled', 'AbortError'))
			}
			Object.defineProperty(navigator, 'share', { value: share })
		})
		const page = await openRoom(served, context)
		await page.getByRole('button', { name: 'Share…' }).tap()
		await page.waitForFunction(() => document.title.startsWith('krista http'))
		expect(await page.title()).toBe(`krista ${served.url}/krista`)
		expect(await page.getByRole('status').allTextContents()).not.toContain('Selected. Press and hold it to copy.')
	},
}

export const shareForms: Steps = {
	'without JavaScript every address is text, and places come and go by plain forms': async (served) => {
		const page = await openRoom(served, await creatorsPhone({ javaScriptEnabled: false }))
		await page.getByText(`${served.url}/krista?s=story`).waitFor()
		expect(await page.getByRole('button', { name: /^Copy/ }).count()).toBe(0)
		await page.getByText('Add a place').first().tap()
		await page.getByLabel('Where').fill('Mine')
		await page.getByLabel('Ending').fill('qr')
		await follow(page, page.getByRole('button', { name: 'Add a place' }))
		await page.getByText('This ending is one of those above. Choose another.').waitFor()
		expect(await page.getByLabel('Where').inputValue()).toBe('Mine')
		await page.getByLabel('Ending').fill('card')
		await follow(page, page.getByRole('button', { name: 'Add a place' }))
		await page.getByText(`${served.url}/krista?s=card`).waitFor()
		await follow(page, page.getByRole('button', { name: 'Delete Mine' }))
		await page.getByText('“Mine” was deleted. Taps from it stay counted.').waitFor()
		await follow(page, page.getByRole('button', { name: 'Undo' }))
		await page.getByText(`${served.url}/krista?s=card`).waitFor()
	},
}
