import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium } from 'playwright'

const SYSTEM = [
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]
/** Playwright's own download either comes quickly or is not to be had here. */
const DOWNLOAD_MS = 20_000

export interface Found {
	path: string
	/** Where it came from, for the test's log. */
	how: string
}

/** The browser of the tests: a system one, else Debian's package, else Playwright's own. Throws one sentence when there is none. */
export function findChromium(): Found {
	return fromSystem('the system') ?? fromDebian() ?? fromPlaywright() ?? stop()
}

function fromSystem(how: string): Found | null {
	const path = [process.env.CHROMIUM_PATH ?? '', ...SYSTEM].find((one) => one !== '' && existsSync(one))
	return path ? { path, how } : null
}

function fromDebian(): Found | null {
	if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return null
	console.info('Installing Chromium from Debian for the browser tests.')
	const run = (...args: string[]) =>
		spawnSync('apt-get', args, { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
	run('update')
	run('install', '-y', '--no-install-recommends', 'chromium')
	return fromSystem("Debian's package")
}

function fromPlaywright(): Found | null {
	if (!existsSync(chromium.executablePath())) {
		spawnSync(process.execPath, ['node_modules/playwright/cli.js', 'install', 'chromium-headless-shell'], {
			stdio: 'ignore',
			timeout: DOWNLOAD_MS,
		})
	}
	const path = chromium.executablePath()
	return existsSync(path) ? { path, how: "Playwright's download" } : null
}

function stop(): never {
	throw new Error(
		'The browser tests need Chromium: install it (on Debian: apt-get install chromium), or set CHROMIUM_PATH, and run npm test again.',
	)
}
