import { type Browser, type BrowserContext, type BrowserContextOptions, chromium } from 'playwright'
import { afterAll, beforeAll, onTestFinished } from 'vitest'
import { TIKTOK_ANDROID } from './agents.ts'
import { findChromium } from './chromium.ts'

/** A closed network makes Chromium's own errands fail, one after the other and slowly. */
const ARGS = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	// The shops of the tests live on this machine, and nothing ever leaves it.
	'--host-resolver-rules=MAP * 127.0.0.1',
]

let browser: Browser | undefined
const opened: BrowserContext[] = []

/** Opens one browser for the file that calls it. */
export function withBrowser(): void {
	beforeAll(async () => {
		browser = await chromium.launch({ executablePath: findChromium().path, args: ARGS })
	})
	afterAll(() => browser?.close())
}

const PHONE = {
	userAgent: TIKTOK_ANDROID,
	viewport: { width: 390, height: 844 },
	hasTouch: true,
	isMobile: true,
	deviceScaleFactor: 2,
}

/** A follower's phone, as TikTok's in-app browser on Android shows itself. */
export const aPhone = (options: BrowserContextOptions = {}): Promise<BrowserContext> => open({ ...PHONE, ...options })

/** A browser of its own in which hyperlink auditing is off, as ad blockers leave it; `close` ends it. */
export async function withoutPings() {
	const quiet = await chromium.launch({ executablePath: findChromium().path, args: [...ARGS, '--no-pings'] })
	onTestFinished(() => quiet.close())
	return {
		aPhoneHere: (options: BrowserContextOptions = {}) => quiet.newContext({ ...PHONE, ...options }),
		close: () => quiet.close(),
	}
}

/** The creator's phone, with a browser of its own. */
export const creatorsPhone = (options: BrowserContextOptions = {}): Promise<BrowserContext> =>
	open({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2, ...options })

export const aDesktop = (options: BrowserContextOptions = {}): Promise<BrowserContext> =>
	open({ viewport: { width: 1280, height: 800 }, ...options })

async function open(options: BrowserContextOptions): Promise<BrowserContext> {
	if (!browser) throw new Error('Call withBrowser() at the top of the file')
	const context = await browser.newContext(options)
	context.setDefaultTimeout(10_000)
	context.on('console', (message) => {
		if (message.text().includes('Content Security Policy')) refused.push(`${message.location().url}: ${message.text()}`)
	})
	if (opened.length === 0) onTestFinished(hangUp)
	opened.push(context)
	return context
}

/** What a page's own policy kept its browser from doing. */
const refused: string[] = []

/** Closes every phone and desktop that is open. Rejects when the policy of a page stood in the way of the page. */
export async function hangUp(): Promise<void> {
	await Promise.all(opened.splice(0).map((context) => context.close()))
	const found = [...new Set(refused.splice(0))]
	if (found.length > 0) throw new Error(`A page did what its policy forbids:\n${found.join('\n')}`)
}
