import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright'
import { openDb } from '../db/client.ts'
import { migrateDb } from '../db/migrate.ts'
import { buildIfChanged } from '../functions/build.ts'
import { crypto } from '../functions/platform/crypto.ts'
import { seedDemo } from '../src/domain/demo/commands.ts'
import { DEMO } from '../src/domain/demo/page.ts'
import { findChromium } from './support/chromium.ts'

/** `npm run screenshot`: the picture of the README, three screens of the demonstration on a phone. */
const PORT = 4391
const PASSWORD = 'a password for the picture'
const OUT = '.github/screenshot.png'
const PHONE = { width: 390, height: 844 }

const folder = mkdtempSync(join(tmpdir(), 'vitrine-screenshot-'))

async function main(): Promise<void> {
	buildIfChanged('node')
	const url = `file:${join(folder, 'demo.db')}`
	const db = openDb(url)
	await migrateDb(db)
	await seedDemo({ db, now: Date.now(), crypto }, PASSWORD)
	db.$client.close()
	const server = await serve(url)
	const browser = await chromium.launch({ executablePath: findChromium().path, args: ['--no-sandbox'] })
	const shots = await photograph(browser)
	mkdirSync('.github', { recursive: true })
	await compose(browser, shots)
	await browser.close()
	server.kill()
	rmSync(folder, { recursive: true })
	console.info(`The picture is ${OUT}.`)
}

async function serve(url: string) {
	const child = spawn(process.execPath, ['functions/start.ts'], {
		env: { PATH: process.env.PATH, PORT: String(PORT), DATABASE_URL: url },
	})
	await new Promise<void>((resolve) =>
		child.stdout.on('data', (text: Buffer) => String(text).includes('is serving') && resolve()),
	)
	return child
}

async function photograph(browser: Browser): Promise<string[]> {
	const context = await browser.newContext({
		viewport: PHONE,
		isMobile: true,
		hasTouch: true,
		deviceScaleFactor: 2,
		locale: 'en-GB',
		colorScheme: 'light',
	})
	const page = await context.newPage()
	const shots = [await shot(page, `/${DEMO.handle}`)]
	await page.goto(`http://127.0.0.1:${PORT}/login`)
	await page.fill('[name=email]', DEMO.email)
	await page.fill('[name=password]', PASSWORD)
	await page.press('[name=password]', 'Enter')
	await page.waitForURL('**/app')
	shots.push(await shot(page, '/app?range=28d'), await shot(page, '/app/earnings'))
	return shots
}

async function shot(page: Page, path: string): Promise<string> {
	await page.goto(`http://127.0.0.1:${PORT}${path}`, { waitUntil: 'networkidle' })
	return (await page.screenshot()).toString('base64')
}

/** Side by side, with round corners and a hairline. */
async function compose(browser: Browser, shots: string[]): Promise<void> {
	const page = await browser.newPage({ viewport: { width: 1320, height: 940 } })
	const images = shots.map((png) => `<img src="data:image/png;base64,${png}" width="390" height="844">`)
	await page.setContent(`<style>
		body { margin: 0; height: 940px; display: flex; gap: 30px; align-items: center; justify-content: center; background: #efece4 }
		img { border-radius: 36px; outline: 1px solid #cfc9bb }
	</style>${images.join('')}`)
	await page.screenshot({ path: OUT })
}

await main()
