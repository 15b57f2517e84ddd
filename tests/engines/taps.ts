// Opens a direct link in Firefox and in WebKitGTK in every way a follower can, and prints what was told of it. Firefox has
// hyperlink auditing on and off; MiniBrowser sends pings whatever --enable-hyperlink-auditing says under automation.
// Not part of npm test, as it needs both browsers:
//   apt-get install firefox-esr webkit2gtk-driver xvfb
//   xvfb-run -a node tests/engines/taps.ts
import { type ChildProcess, spawn } from 'node:child_process'
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

const script = readFileSync(new URL('../../src/view/profile-client.js', import.meta.url), 'utf8')
const page = `<!doctype html><title>Page</title><p id="said"></p><a id="shop" href="/shop" ping="/hit?k=click&by=x"
	style="display: block; width: 300px; height: 100px">Shop</a><script data-view="k=view">${script}</script>`

let told: string[] = []
const server = createServer((request, response) => {
	const isPing = 'ping-to' in request.headers
	if (request.url?.startsWith('/hit')) told.push(`${/k=(\w+)/.exec(request.url)?.[1]} by ${isPing ? 'ping' : 'beacon'}`)
	response.setHeader('content-type', 'text/html').end(request.url === '/' ? page : 'The shop')
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`

const WAYS = ['click', 'enter', 'middle', 'control'] as const
type Way = (typeof WAYS)[number]

interface Engine {
	open(url: string): Promise<unknown>
	perform(actions: object[]): Promise<unknown>
	close(): Promise<unknown>
}

/** W3C input actions, which WebDriver and BiDi share. */
function actionsOf(way: Way): object[] {
	const button = way === 'middle' ? 1 : 0
	const press = [
		{ type: 'pointerMove', x: 100, y: 60 },
		{ type: 'pointerDown', button },
		{ type: 'pointerUp', button },
	]
	const pointer = { type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions: press }
	const keys = (...actions: [string, string][]) => ({
		type: 'key',
		id: 'keys',
		actions: actions.map(([type, value]) => (type === 'pause' ? { type } : { type, value })),
	})
	const [tab, enter, control] = ['\uE004', '\uE007', '\uE009']
	if (way === 'enter') return [keys(['keyDown', tab], ['keyUp', tab], ['keyDown', enter], ['keyUp', enter])]
	if (way !== 'control') return [pointer]
	return [
		keys(['keyDown', control], ['pause', ''], ['pause', ''], ['pause', ''], ['keyUp', control]),
		{ ...pointer, actions: [{ type: 'pause' }, ...press] },
	]
}

/** WebDriver over HTTP. */
async function webkit(): Promise<Engine> {
	const port = 4600
	const driver = spawn('WebKitWebDriver', [`--port=${port}`], { stdio: 'ignore' })
	const [binary] = globSync('/usr/lib/*/webkit2gtk-4.*/MiniBrowser')
	const args = ['--automation']
	const call = async (method: string, path: string, body?: object) => {
		const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method, body: body && JSON.stringify(body) })
		const { value } = (await answer.json()) as { value: { sessionId?: string; error?: string; message?: string } }
		if (value?.error) throw new Error(`${value.error}: ${value.message}`)
		return value
	}
	await wait(1000)
	const wanted = { alwaysMatch: { 'webkitgtk:browserOptions': { binary, args } } }
	const { sessionId } = await call('POST', '/session', { capabilities: wanted })
	return {
		open: (url) => call('POST', `/session/${sessionId}/url`, { url }),
		perform: (actions) => call('POST', `/session/${sessionId}/actions`, { actions }),
		close: async () => {
			await call('DELETE', `/session/${sessionId}`).catch(() => {})
			await ended(driver)
		},
	}
}

/** WebDriver BiDi, which Firefox speaks by itself. */
async function firefox(hasPings: boolean): Promise<Engine> {
	const profile = mkdtempSync(join(tmpdir(), 'taps-'))
	writeFileSync(join(profile, 'user.js'), `user_pref('browser.send_pings', ${hasPings});\n`)
	const args = ['--headless', '--no-remote', '--remote-debugging-port=0', '--profile', profile]
	const browser = spawn('firefox-esr', args, { stdio: ['ignore', 'ignore', 'pipe'] })
	const endpoint = await new Promise<string>((resolve) => {
		browser.stderr?.on('data', (chunk: Buffer) => {
			const found = /WebDriver BiDi listening on (ws:\S+)/.exec(chunk.toString())
			if (found?.[1]) resolve(`${found[1]}/session`)
		})
	})
	const socket = new WebSocket(endpoint)
	await new Promise((resolve) => socket.addEventListener('open', resolve))
	let last = 0
	const call = (method: string, params: object) => {
		const id = ++last
		socket.send(JSON.stringify({ id, method, params }))
		return new Promise<Record<string, string>>((resolve, reject) => {
			socket.addEventListener('message', function listen({ data }) {
				const answer = JSON.parse(data)
				if (answer.id !== id) return
				socket.removeEventListener('message', listen)
				if (answer.type === 'success') resolve(answer.result)
				else reject(new Error(`${method}: ${answer.message}`))
			})
		})
	}
	await call('session.new', { capabilities: {} })
	const { context } = await call('browsingContext.create', { type: 'tab' })
	return {
		open: (url) => call('browsingContext.navigate', { context, url, wait: 'complete' }),
		perform: (actions) => call('input.performActions', { context, actions }),
		close: async () => {
			socket.close()
			await ended(browser)
			rmSync(profile, { recursive: true, force: true })
		},
	}
}

async function ended(child: ChildProcess): Promise<void> {
	const exited = new Promise((resolve) => child.once('exit', resolve))
	child.kill()
	await exited
}

const ENGINES: Record<string, () => Promise<Engine>> = {
	'Firefox, pings on': () => firefox(true),
	'Firefox, pings off': () => firefox(false),
	'WebKitGTK, pings on': webkit,
}

for (const [name, start] of Object.entries(ENGINES)) {
	for (const way of WAYS) {
		const engine = await start()
		told = []
		await engine.open(address)
		await wait(500)
		await engine.perform(actionsOf(way))
		await wait(1500)
		const clicks = told.filter((line) => line.startsWith('click'))
		console.info(`${name}, ${way}: ${clicks.join(', ') || 'nothing'}`)
		if (clicks.length !== 1) process.exitCode = 1
		await engine.close()
	}
}
server.close()
