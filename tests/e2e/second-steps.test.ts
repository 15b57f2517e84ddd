import { readFileSync } from 'node:fs'
import { TOTP } from 'otpauth'
import type { Page } from 'playwright'
import { expect, test } from 'vitest'
import { crypto } from '../../functions/platform/crypto.ts'
import { openAccount } from '../../src/domain/auth/commands.ts'
import { axeFindings } from '../support/axe.ts'
import { creatorsPhone, withBrowser } from '../support/browser.ts'
import { must } from '../support/factories.ts'
import { follow } from '../support/journey.ts'
import { type Served, startEdge, startNode, until } from '../support/server.ts'
import { pageOf } from '../support/session.ts'

withBrowser()

const PASSWORD = 'seven quiet lamps'
const STEP_MS = 30_000

/** Maya's account, whose address is confirmed, so that she is told what happens to it. */
async function openMaya({ db }: Served): Promise<string> {
	const id = await openAccount(
		{ db, now: Date.now(), crypto },
		{
			handle: { handle: 'maya', key: 'maya' },
			email: 'maya@example.com',
			password: PASSWORD,
			language: 'en',
			timeZone: 'Europe/Oslo',
			invitation: null,
		},
	)
	await db.$client.execute('update users set email_proven_at = 1')
	return id
}

/** A phone that asks for a finger, and always gets the right one (https://chromedevtools.github.io/devtools-protocol/tot/WebAuthn). */
async function withFinger(page: Page): Promise<void> {
	const cdp = await page.context().newCDPSession(page)
	await cdp.send('WebAuthn.enable')
	await cdp.send('WebAuthn.addVirtualAuthenticator', {
		options: {
			protocol: 'ctap2',
			transport: 'internal',
			hasResidentKey: true,
			hasUserVerification: true,
			isUserVerified: true,
			automaticPresenceSimulation: true,
		},
	})
}

async function addPasskey(page: Page, { url }: Served): Promise<void> {
	await page.goto(`${url}/app/account`)
	await page.locator('#passkeys > summary').tap()
	await page.getByLabel('Name').fill('My phone')
	await page.locator('#passkey-password').fill('not the one')
	await page.getByRole('button', { name: 'Add a passkey' }).tap()
	await page.getByText('This is not your current password.').waitFor()
	await page.locator('#passkey-password').fill(PASSWORD)
	await page.getByRole('button', { name: 'Add a passkey' }).tap()
	await page.getByText('Your passkey is saved.').waitFor()
	expect(await axeFindings(page)).toEqual([])
	await page.getByText('1 passkey', { exact: true }).waitFor()
}

async function signOut(page: Page, { url }: Served): Promise<void> {
	await page.goto(`${url}/app/account`)
	await follow(page, page.getByRole('button', { name: 'Sign out', exact: true }))
	expect(new URL(page.url()).pathname).toBe('/login')
}

async function signInWithPasskey(page: Page): Promise<void> {
	await page.getByRole('button', { name: 'Sign in with a passkey' }).tap()
	await page.waitForURL((to) => to.pathname === '/app')
}

/** Sets an authenticator app up and returns it, with the recovery codes that are shown. */
async function turnOnApp(page: Page, { url }: Served) {
	await page.goto(`${url}/app/account`)
	await page.locator('#app > summary').tap()
	await page.locator('#app-password').fill(PASSWORD)
	await follow(page, page.getByRole('button', { name: 'Set it up' }))
	expect(await axeFindings(page)).toEqual([])
	const letters = must(await page.locator('#app-letters').textContent())
	const app = new TOTP({ secret: letters.replaceAll(' ', '') })
	await page.getByLabel('Code from the app').fill('000000')
	await follow(page, page.getByRole('button', { name: 'Turn it on' }))
	await page.locator('#field-code-error').waitFor()
	await page.getByLabel('Code from the app').fill(app.generate())
	await follow(page, page.getByRole('button', { name: 'Turn it on' }))
	await page.getByText('Codes from an app are on.').waitFor()
	expect(await axeFindings(page)).toEqual([])
	const codes = must(await page.locator('#made-codes').textContent()).split('\n')
	expect(codes).toHaveLength(10)
	return { app, codes }
}

/** Shows the password, and stands before the second step. */
async function showPassword(page: Page, { url }: Served): Promise<void> {
	await page.goto(`${url}/login?next=/app/share`)
	await page.getByLabel('E-mail or name of your page').fill('maya')
	await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
	await follow(page, page.getByRole('button', { name: 'Sign in', exact: true }))
	expect(new URL(page.url()).pathname).toBe('/login/second')
	expect((await page.context().cookies()).map(({ name }) => name)).not.toContain('vitrine_session')
}

test.each([
	{ runtime: 'Node', start: startNode },
	{ runtime: 'Workers', start: startEdge },
])('a creator signs in with a passkey, with codes, and with a recovery code, on $runtime', async ({ start }) => {
	const served = await start({ host: 'localhost' })
	const page = await pageOf(await openMaya(served), served, await creatorsPhone())
	await withFinger(page)
	await addPasskey(page, served)
	await signOut(page, served)
	await signInWithPasskey(page)
	const { app, codes } = await turnOnApp(page, served)
	await signOut(page, served)

	await showPassword(page, served)
	expect(await axeFindings(page)).toEqual([])
	await page.getByRole('button', { name: 'Sign in with a passkey' }).tap()
	await page.waitForURL((to) => to.pathname === '/app/share')

	const plain = await (await creatorsPhone({ javaScriptEnabled: false })).newPage()
	await showPassword(plain, served)
	await plain.getByLabel('Code from the app').fill('000000')
	await follow(plain, plain.getByRole('button', { name: 'Sign in', exact: true }).first())
	expect(await plain.locator('#field-code-error').textContent()).toMatch(/^This code does not work\./)
	// The code of now was used to turn it on, perhaps half a minute ago.
	await plain.getByLabel('Code from the app').fill(app.generate({ timestamp: Date.now() + STEP_MS }))
	await follow(plain, plain.getByRole('button', { name: 'Sign in', exact: true }).first())
	expect(new URL(plain.url()).pathname).toBe('/app/share')

	await signOut(plain, served)
	await showPassword(plain, served)
	await plain.getByText('Use a recovery code instead').tap()
	await plain.getByLabel('Recovery code').fill(must(codes[0]))
	await follow(plain, plain.getByRole('button', { name: 'Sign in', exact: true }).last())
	await plain.goto(`${served.url}/app/account`)
	await plain.getByText('9 left', { exact: true }).waitFor()

	await plain.locator('#passkeys > summary').tap()
	await plain.locator('#passkeys li summary').tap()
	await follow(plain, plain.getByRole('button', { name: 'Remove this passkey' }))
	await plain.getByText('The passkey opens nothing here any more.').waitFor()
	await plain.getByText('None yet', { exact: true }).waitFor()
	// Without a mail server Node writes its mails into files, and a Worker sends none.
	if (start !== startNode) return
	const told = [
		/passkey “My phone” was added to your account at http:\/\/localhost:\d+ just now/,
		/now asks for a code from an authenticator app/,
		/recovery code was used to sign in/,
		/passkey “My phone” was removed/,
	]
	await until(() => mailsOf(served).length === told.length)
	for (const [i, text] of mailsOf(served).entries()) expect(text).toMatch(told[i] ?? '')
})

const mailsOf = ({ log }: Served): string[] =>
	[...log().matchAll(/a mail was written to (\S+)/g)].map(([, path]) => readFileSync(path ?? '', 'utf8'))

test('where a browser or an address has no passkeys, the button is away and a sentence says why', async () => {
	const served = await startNode()
	const page = await (await creatorsPhone()).newPage()
	await page.goto(`${served.url}/login`)
	await page.getByText('Passkeys work at http://localhost:').waitFor()
	expect(await page.getByRole('button', { name: 'Sign in with a passkey' }).isVisible()).toBe(false)

	const other = await (await creatorsPhone()).newPage()
	await other.addInitScript(() => Object.assign(window, { PublicKeyCredential: undefined }))
	await other.goto(`${served.url.replace('127.0.0.1', 'localhost')}/login`)
	await other.getByText('This browser cannot use passkeys.').waitFor()
	expect(await other.getByRole('button', { name: 'Sign in with a passkey' }).isVisible()).toBe(false)
})
