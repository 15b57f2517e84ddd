import type { Page } from 'playwright'
import { expect } from 'vitest'
import { listProfiles } from '../../../db/queries/accounts.ts'
import { crypto } from '../../../functions/platform/crypto.ts'
import { renameHandle } from '../../../src/domain/auth/handles.ts'
import { enterConversion } from '../../../src/domain/conversions/commands.ts'
import { createStatLink } from '../../../src/domain/stats/commands.ts'
import { axeFindings } from '../../support/axe.ts'
import { aDesktop, creatorsPhone } from '../../support/browser.ts'
import { must } from '../../support/factories.ts'
import { follow, type Steps } from '../../support/journey.ts'
import type { Served } from '../../support/server.ts'
import { givePassword, pageOf, SESSION_PASSWORD } from '../../support/session.ts'
import { OLD } from '../../support/world.ts'

const ctxOf = ({ db }: Served) => ({ db, userId: 'maya', now: Date.now(), crypto })

/** What Maya typed in today. */
const enterLamp = (served: Served) =>
	enterConversion(
		ctxOf(served),
		{
			externalId: 'formformab',
			date: new Date().toISOString().slice(0, 10),
			amount: '12',
			currency: 'EUR',
			status: 'paid',
			merchant: 'Shop',
			target: undefined,
			note: '',
		},
		'en-GB',
	)

/** Maya in one of her rooms. */
async function openRoom(served: Served, path: string): Promise<Page> {
	const page = await pageOf('maya', served, await creatorsPhone())
	await page.goto(served.url + path)
	return page
}

const nameOf = (page: Page, text: string) => page.getByText(text, { exact: true }).getAttribute('aria-label')

/** What no browser lets through: a value, the control that is told so, and what holds its value. */
const SPOILT: [value: string, control: string, valued?: string][] = [
	['ZZZ', '[name=currency]', '[name=currency] option:checked'],
	['nonenoneno', '[name=target]', '[name=target] option:checked'],
	['spent', '[role=radiogroup]', '[name=status]:checked'],
	['n'.repeat(501), '[name=note]'],
]

export const formsOnPhone: Steps = {
	'a password can be looked at, and its button says what a press will do': async ({ url }) => {
		const page = await (await creatorsPhone()).newPage()
		await page.goto(`${url}/signup`)
		await page.fill('[name=password]', 'seven quiet lamps')
		expect(await nameOf(page, 'Show')).toBe('Show the password')
		await page.getByText('Show', { exact: true }).tap()
		expect(await nameOf(page, 'Hide')).toBe('Hide the password')
		expect(await page.getAttribute('[name=password]', 'type')).toBe('text')
		await page.getByText('Hide', { exact: true }).tap()
		expect(await nameOf(page, 'Show')).toBe('Show the password')
		expect(await page.getAttribute('[name=password]', 'type')).toBe('password')
		// A password manager keeps the address that signing in will ask for.
		const kept = await page.locator('[autocomplete=username]').evaluateAll((all) => all.map((one) => one.id))
		expect(kept).toEqual(['field-email'])
	},

	'a name that is taken is said so too when the form was refused for its password': async ({ url }) => {
		const page = await (await creatorsPhone()).newPage()
		await page.goto(`${url}/signup`)
		await page.fill('[name=handle]', 'maya.lamps')
		await page.fill('[name=email]', 'new@example.com')
		await page.fill('[name=password]', 'password12')
		await follow(page, page.getByRole('button', { name: 'Make my page' }))
		await page.locator('#field-password-error').waitFor()
		await page.locator('output').getByText('This name is taken.').waitFor()
	},

	'a name is called taken, free or one’s own while it is typed, and nothing moves': async (served) => {
		const [profile] = await listProfiles(served.db, 'maya')
		expect(profile?.handle).toBe('maya.lamps')
		await renameHandle(ctxOf(served), { handle: 'maya', key: 'maya' })
		const page = await openRoom(served, '/app/account#handle')
		await page.locator('#handle summary').tap()
		const [input, said] = [page.locator('[name=handle]'), page.locator('#handle output')]
		const place = () => page.getByRole('button', { name: 'Change address' }).boundingBox()
		await input.focus()
		const before = await place()
		await input.fill('tom')
		await said.getByText('This name is taken.').waitFor()
		expect(await input.getAttribute('aria-invalid')).toBe('true')
		expect(await place()).toEqual(before)
		await input.fill('maya.lamps')
		await said.getByText('This name is free.').waitFor()
		expect(await input.getAttribute('aria-invalid')).toBeNull()
	},

	'a token is copied where it is shown, and taken back': async (served) => {
		const page = await openRoom(served, '/app/tokens')
		await givePassword('maya', served)
		await page.getByLabel('What it is for').fill('My notes')
		await page.getByLabel('Current password').fill(SESSION_PASSWORD)
		await page.getByRole('button', { name: 'Make a token' }).tap()
		await page.getByRole('button', { name: 'Copy the token' }).tap()
		await page
			.getByRole('status')
			.getByText(/^(Copied|Selected\.)/)
			.first()
			.waitFor()
		await page.getByRole('button', { name: 'Revoke: My notes' }).tap()
		await page.getByText('The token no longer opens anything.').waitFor()
		await page.getByText('No tokens yet.').waitFor()
	},

	'what was not saved on a phone is forgotten by whoever signs out and asks for it': async (served) => {
		for (const isForgotten of [false, true]) {
			const page = await openRoom(served, '/app/more')
			const choice = page.getByLabel('Forget what was not saved')
			const kept = () => page.evaluate(() => Object.keys(localStorage))
			expect(await choice.isVisible()).toBe(false)
			await page.evaluate(() => localStorage.setItem('vitrine.changes.somebody.1', '[]'))
			await page.reload()
			if (isForgotten) await choice.check()
			await follow(page, page.getByRole('button', { name: 'Sign out' }))
			expect([new URL(page.url()).pathname, (await kept()).length]).toEqual(['/login', isForgotten ? 0 : 1])
			await page.context().close()
		}
	},

	'what is refused is said, also where there is no field to say it at': async (served) => {
		const entry = await enterLamp(served)
		const page = await openRoom(served, `/app/earnings/${entry.publicId}`)
		const spoil = () =>
			page.locator('[name=publicId]').evaluateAll((all) => {
				for (const one of all) (one as HTMLInputElement).value = 'nonenoneno'
			})
		const alert = page.getByRole('alert').getByText('This entry is not here any more.')
		await spoil()
		await page.getByRole('button', { name: 'Delete this entry' }).tap()
		await alert.waitFor()
		for (const [value, control, valued = control] of SPOILT) {
			await page.goto(`${served.url}/app/earnings/new`)
			await page.getByLabel('Amount').fill('12')
			await page.getByLabel('Network or shop').fill('Shop')
			await page.locator(valued).evaluate((one, to) => Object.assign(one, { value: to }), value)
			await page.getByRole('button', { name: 'Save', exact: true }).tap()
			await page.getByRole('alert').waitFor()
			const said = await page.locator(control).getAttribute('aria-describedby')
			expect(await page.locator(`#${said}`).textContent(), control).toMatch(/^\w.*\.$/)
			expect(await page.locator(control).getAttribute('aria-invalid')).toBe('true')
		}
		await page.goto(`${served.url}/app/earnings?deleted=${entry.publicId}`)
		await spoil()
		await page.getByRole('button', { name: 'Undo' }).tap()
		await alert.waitFor()
	},
}

export const undoWithoutMotion: Steps = {
	'what offers to undo leaves after ten seconds, also where nothing moves': async (served) => {
		const page = await pageOf('maya', served, await creatorsPhone({ reducedMotion: 'reduce' }))
		await page.goto(`${served.url}/app/earnings?deleted=nonenoneno`)
		const bar = page.locator('.undo')
		expect(await bar.isVisible()).toBe(true)
		const lasts = await bar.evaluate((element) =>
			element.getAnimations().map((animation) => {
				animation.finish()
				return animation.effect?.getComputedTiming().delay
			}),
		)
		expect(lasts).toEqual([10_000])
		await bar.waitFor({ state: 'hidden', timeout: 2000 })
	},
}

/** Every room and page that no other step looks at, and what is shown in it. */
async function restOfTheRooms(served: Served): Promise<[path: string, heading: RegExp][]> {
	const entry = await enterLamp(served)
	const link = { name: 'Shop', range: '28d', endsOn: null, hasEarnings: true } as const
	const { secret } = await createStatLink(ctxOf(served), link)
	return [
		['/app/more', /More|Mer/],
		['/app/account', /Account|Konto/],
		['/app/tokens', /API/],
		[`/app/earnings/${entry.publicId}`, /entry|post/],
		[`/stats/${secret}`, /Maya/],
		['/app/page/nothing', /There is nothing here|Her er det ingenting/],
		['/nobody', /nobody/],
		[`/go/${OLD}`, /link|lenke/],
	]
}

const FOR_STRANGERS = ['/', '/login', '/signup', '/reset']

export const soundRooms: Steps = {
	'axe finds nothing wrong with the rest of the rooms, in light and dark, English and Norwegian': async (served) => {
		const rooms = await restOfTheRooms(served)
		for (const [language, colorScheme, open] of [
			['en', 'light', creatorsPhone],
			['nb', 'dark', aDesktop],
		] as const) {
			await served.db.$client.execute(`update users set language = '${language}'`)
			const context = await open({ colorScheme, locale: language })
			const stranger = await context.newPage()
			for (const path of FOR_STRANGERS) {
				await stranger.goto(served.url + path)
				expect(await stranger.getAttribute('html', 'lang')).toBe(language)
				expect(await axeFindings(stranger), `${path} ${language}`).toEqual([])
			}
			const page = must(await pageOf('maya', served, context))
			for (const [path, heading] of rooms) {
				await page.goto(served.url + path)
				expect(await page.locator('h1').textContent(), path).toMatch(heading)
				await page.locator('details').evaluateAll((all) => {
					for (const one of all) one.setAttribute('open', '')
				})
				expect(await axeFindings(page), `${path} ${language} ${colorScheme}`).toEqual([])
			}
		}
	},
}
