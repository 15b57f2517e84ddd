import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import type { Db } from '../../../db/client.ts'
import { findOwnProfile } from '../../../db/queries/profiles.ts'
import { crypto } from '../../../functions/platform/crypto.ts'
import { openAccount } from '../../../src/domain/auth/commands.ts'
import { ingestHits } from '../../../src/domain/clicks/ingest.ts'
import { axeFindings } from '../../support/axe.ts'
import { aPhone, creatorsPhone } from '../../support/browser.ts'
import { aLink, must } from '../../support/factories.ts'
import { aHit } from '../../support/hits.ts'
import { follow, type Steps } from '../../support/journey.ts'
import type { Served } from '../../support/server.ts'
import { pageOf } from '../../support/session.ts'

const PASSWORD = 'four words in a row'

/** Krista with one link, one view and one click. */
export async function krista(db: Db): Promise<void> {
	const about = { handle: { handle: 'krista', key: 'krista' }, email: 'krista@example.com', password: PASSWORD }
	const ctx = { db, now: Date.now(), crypto }
	const id = await openAccount(ctx, { ...about, language: 'en', timeZone: 'Europe/Oslo', invitation: null })
	const { id: profileId } = must(await findOwnProfile(db, id))
	const title = '=HYPERLINK("https://evil.example","Lamp")'
	const lamp = await aLink(db, { profileId, publicId: 'lamplampab' }, { url: 'https://shop.example/', title })
	await ingestHits(db, [
		aHit({ profileId, blockId: 0, kind: 'view', at: Date.now() }),
		aHit({ profileId, blockId: lamp.id, at: Date.now() }),
	])
}

async function openRoom(served: Served, options: Parameters<typeof creatorsPhone>[0] = {}) {
	const { rows } = await served.db.$client.execute("select id from users where email like 'krista@%'")
	const context = await creatorsPhone(options)
	const page = await pageOf(String(rows[0]?.id), served, context)
	await page.goto(`${served.url}/app/data`)
	return { page, context }
}

export const dataOnPhone: Steps = {
	'a creator takes their clicks along, shows their numbers to a shop, and takes the link back': async (served) => {
		const { page } = await openRoom(served)
		expect(await axeFindings(page)).toEqual([])
		const [file] = await Promise.all([
			page.waitForEvent('download'),
			page.getByRole('button', { name: 'CSV for spreadsheets' }).tap(),
		])
		expect(file.suggestedFilename()).toMatch(/^vitrine-krista-clicks-\d{4}-\d\d-\d\d\.csv$/)
		expect(readFileSync(await file.path(), 'utf8')).toMatch(/^\ufeffid,at,what,.*\r\n.*,"'=HYPERLINK\(""https/s)

		await page.getByText('Make a link').tap()
		await page.getByLabel('Who is it for?').fill('Lamp shop')
		await follow(page, page.getByRole('button', { name: 'Make the link' }))
		const link = must(await page.locator('#made-link').textContent())
		expect(link).toMatch(new RegExp(`^${served.url}/stats/[a-z2-7]{40}$`))
		expect(await axeFindings(page)).toEqual([])

		const shop = await aPhone({ javaScriptEnabled: false })
		const kit = await shop.newPage()
		const answer = must(await kit.goto(link))
		expect(answer.headers()).toMatchObject({
			'x-robots-tag': 'noindex, nofollow',
			'referrer-policy': 'no-referrer',
			'cache-control': 'private, no-store',
		})
		await kit.getByRole('heading', { name: 'krista' }).waitFor()
		expect(await kit.locator('dl').first().textContent()).toMatch(/Views1of.*Clicks1on.*100/)
		expect(await kit.getByText('Earnings').count()).toBe(0)
		expect(await shop.cookies()).toEqual([])
		expect(await kit.evaluate(() => document.documentElement.scrollWidth)).toBe(390)

		await page.goto(`${served.url}/app/data`)
		expect(await page.content()).not.toContain(link.slice(-40))
		await page.getByRole('button', { name: 'Take back the link for Lamp shop' }).tap()
		await page.getByText('The link no longer opens anything.').waitFor()
		expect((await kit.goto(link))?.status()).toBe(404)
		await kit.getByText('This link shows nothing').waitFor()
	},
}

export const dataForms: Steps = {
	'a creator chooses how long clicks are kept, and deletes everything with their password, without JavaScript': async (
		served,
	) => {
		const { page, context } = await openRoom(served, { javaScriptEnabled: false })
		await page.getByLabel('6 months').check()
		await follow(page, page.getByRole('button', { name: 'Save' }))
		await page.getByText('Saved. It takes effect within a day.').waitFor()
		expect(await page.getByLabel('6 months').isChecked()).toBe(true)

		await page.locator('#delete summary').tap()
		await page.getByText('Nobody can take the address /krista for 90 days').waitFor()
		await page.getByLabel('Current password').fill('something else')
		await page.getByLabel('I want everything to be deleted').check()
		await follow(page, page.getByRole('button', { name: 'Delete everything' }))
		await page.getByText('This is not your current password.').waitFor()
		expect((await fetch(`${served.url}/krista`)).status).toBe(200)

		await page.getByLabel('Current password').fill(PASSWORD)
		await page.getByLabel('I want everything to be deleted').check()
		await follow(page, page.getByRole('button', { name: 'Delete everything' }))
		await page.getByText('Everything is deleted, and your page is gone.').waitFor()
		expect((await fetch(`${served.url}/krista`)).status).toBe(404)
		expect((await fetch(`${served.url}/go/lamplampab`, { redirect: 'manual' })).status).toBe(404)
		expect((await context.cookies()).filter(({ name }) => name !== 'vitrine_language')).toEqual([])
		await page.goto(`${served.url}/app/data`)
		expect(page.url()).toContain('/login')
	},
}
