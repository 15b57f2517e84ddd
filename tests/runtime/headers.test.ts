import { request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { beforeAll, describe, expect, test } from 'vitest'
import { PAGES } from '../abuse/rules.ts'
import { type Served, sharedServer, startEdge, startNode } from '../support/server.ts'
import { cookieOf } from '../support/session.ts'
import { BOOK, CODE, DESK, theWorld } from '../support/world.ts'

const ORIGIN = 'https://vitrine.example'

interface Asked {
	method?: string
	headers?: Record<string, string>
	body?: string
	/** With the session of the page's creator. */
	isMaya?: boolean
}

/** An address for each file of src/pages: the list that others' pages are tried with has them all. */
const ADDRESSES = Object.values(PAGES).map((pathOf) =>
	pathOf({
		handle: 'tom',
		entry: 'nonenoneno',
		tokenId: 0,
		statLinkId: 0,
		sessionRef: '',
		picture: '0'.repeat(32),
		passkey: '',
		nonce: '',
	}),
)

const form = { origin: ORIGIN, 'content-type': 'application/x-www-form-urlencoded' }
const signIn = '/login?_action=auth.logIn'

/** Every other kind of answer: of the front door, of built files, of refusals before and behind them. */
const OTHERS: [path: string, status: number, asked?: Asked][] = [
	['/maya.lamps', 200],
	['/maya.lamps?s=tt', 200, { method: 'HEAD' }],
	['/maya.lamps', 200, { headers: { 'accept-encoding': 'br' } }],
	[`/go/${DESK}`, 302],
	[`/go/${CODE}`, 302, { method: 'HEAD' }],
	[`/go/${BOOK}`, 302],
	['/go/nopenopeno', 404],
	['/go/x', 404],
	['/hit?k=view&p=mayalamps', 200],
	['/hit?k=view&p=mayalamps', 204, { method: 'POST' }],
	['/healthz', 200],
	['/healthz', 405, { method: 'POST' }],
	['/app', 303],
	['/app/live', 200, { isMaya: true }],
	['/app', 200, { isMaya: true }],
	['/favicon.svg', 200],
	['/_image?href=/favicon.svg&f=svg', 404],
	['/_server-islands/x', 404],
	['/_server-islands/x', 404, { method: 'POST', headers: form, body: 'a=b' }],
	[signIn, 403, { method: 'POST', headers: { ...form, origin: 'https://evil.example' }, body: 'a=b' }],
	[signIn, 400, { method: 'POST', headers: form, body: 'email=x' }],
	[signIn, 415, { method: 'POST', headers: { ...form, 'content-type': 'text/plain' }, body: 'x' }],
	[signIn, 400, { method: 'POST', headers: { ...form, 'content-type': 'multipart/form-data' }, body: 'x' }],
	[
		signIn,
		400,
		{ method: 'POST', headers: { ...form, 'content-type': 'multipart/form-data; boundary=b' }, body: '--b\r\nx' },
	],
	[
		'/_actions/auth.logIn',
		415,
		{ method: 'POST', headers: { ...form, 'content-type': 'multipart/form-data' }, body: 'x' },
	],
	['/api/v1/links', 401],
	['/api/v1/links', 401, { method: 'POST', body: '{}' }],
	['/', 405, { method: 'TRACE' }],
	['/maya.lamps', 405, { method: 'PUT' }],
	[`/go/${DESK}`, 405, { method: 'PROPFIND' }],
]

interface Got {
	status: number
	headers: IncomingHttpHeaders
	body: string
}

/** By `node:http`, because `fetch` sends no `TRACE` and follows what it should show. */
function ask(served: Served, path: string, { method = 'GET', headers = {}, body = '' }: Asked = {}): Promise<Got> {
	return new Promise((resolve, reject) => {
		const length: Record<string, string> = body ? { 'content-length': String(body.length) } : {}
		const sent = httpRequest(served.url + path, { method, headers: { ...length, ...headers } }, (answer) => {
			let text = ''
			answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
			answer
				.on('error', reject)
				.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: text }))
		})
		sent.on('error', reject).end(body)
	})
}

/** What is wrong with the headers of an answer. */
function faults({ status, headers }: Got): string[] {
	const type = headers['content-type'] ?? ''
	const isText = type.startsWith('text/')
	const rules: [string, boolean][] = [
		['nosniff', headers['x-content-type-options'] === 'nosniff'],
		['https', headers['strict-transport-security'] === 'max-age=31536000'],
		['referrer', !type || headers['referrer-policy'] !== undefined],
		['permissions', !type || /camera=\(\)/.test(String(headers['permissions-policy']))],
		['charset', !isText || /charset=utf-8/i.test(type)],
		['allow', status !== 405 || headers.allow !== undefined],
		['cached session', headers['set-cookie'] === undefined || /no-store/.test(headers['cache-control'] ?? '')],
		['policy', !type.startsWith('text/html') || isStrict(String(headers['content-security-policy']))],
	]
	return rules.flatMap(([name, isKept]) => (isKept ? [] : [name]))
}

/** No inline script without its hash, and no frame of another site. */
const isStrict = (policy: string) =>
	/default-src '(?:self|none)'/.test(policy) &&
	/frame-ancestors '(?:self|none)'/.test(policy) &&
	/base-uri 'none'/.test(policy) &&
	!/script-src[^;]*'unsafe-(?:inline|eval)'/.test(policy)

describe.each([
	['Node', startNode],
	['workerd', startEdge],
])('on %s', (_, start) => {
	const open = sharedServer(start, { seed: theWorld, env: { ORIGIN, SIGNUPS: 'open' } })
	let cookie = ''
	beforeAll(async () => {
		// As the built server names it under https.
		cookie = `__Host-${await cookieOf('maya', open())}`
	})

	const answersOf = async (served: Served, cases: [path: string, asked: Asked][]) =>
		Promise.all(
			cases.map(async ([path, asked]) => {
				const headers = { ...(asked.isMaya ? { cookie } : {}), ...asked.headers }
				return { name: `${asked.method ?? 'GET'} ${path}`, got: await ask(served, path, { ...asked, headers }) }
			}),
		)

	test('every page and endpoint finishes its answer, for its creator and for strangers', async () => {
		const cases = ADDRESSES.flatMap((path): [string, Asked][] => [
			[path, {}],
			[path, { isMaya: true }],
		])
		const answers = await answersOf(open(), cases)
		expect(answers.filter(({ got }) => got.status >= 500)).toEqual([])
		const rooms = answers.filter(({ name }) => name.startsWith('GET /app')).map(({ got }) => got.status)
		expect(rooms.filter((status) => status === 303).length, 'strangers are sent to sign in').toBe(rooms.length / 2)
		expect(answers.map(({ name, got }) => [name, faults(got)]).filter(([, found]) => found?.length)).toEqual([])
	})

	test('so does every other kind of answer', async () => {
		const answers = await answersOf(
			open(),
			OTHERS.map(([path, , asked = {}]) => [path, asked]),
		)
		const found = answers.map(({ name, got }) => [name, got.status, faults(got)])
		expect(found).toEqual(answers.map(({ name }, i) => [name, OTHERS[i]?.[1], []]))
	})

	test('an answer that gives a session is kept by nobody', async () => {
		const body = new URLSearchParams({
			...{ handle: 'krista', email: 'krista@example.com', password: 'four words in a row' },
			...{ language: 'nb', timeZone: 'Europe/Oslo' },
		}).toString()
		const got = await ask(open(), '/signup?_action=auth.signUp', { method: 'POST', headers: form, body })
		expect([got.status, got.headers['set-cookie']?.length, faults(got)]).toEqual([303, 3, []])
	})

	test('a built file says what it is', async () => {
		const page = await ask(open(), '/login')
		const paths = [...page.body.matchAll(/\/_astro\/[\w.-]+\.(?:css|js)/g)].map(([path]): [string, Asked] => [path, {}])
		expect(paths.length).toBeGreaterThan(0)
		const answers = await answersOf(open(), paths)
		expect(answers.map(({ name, got }) => [name, got.status, faults(got)])).toEqual(
			answers.map(({ name }) => [name, 200, []]),
		)
	})
})
