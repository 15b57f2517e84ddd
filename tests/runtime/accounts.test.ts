import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { API_CALLS } from '../../functions/platform/api-limit.ts'
import { translator } from '../../src/messages/index.ts'
import { type Served, sharedServer, startEdge, startNode, until } from '../support/server.ts'

const PASSWORD = 'four words in a row'

/** A browser's form post: it says where the page came from, and follows nothing. */
function post(served: Served, path: string, form: Record<string, string>, headers: Record<string, string> = {}) {
	const body = new URLSearchParams(form)
	return fetch(served.url + path, {
		method: 'POST',
		redirect: 'manual',
		body,
		headers: { origin: served.url, ...headers },
	})
}

const get = (served: Served, path: string, cookie = '') =>
	fetch(served.url + path, { redirect: 'manual', headers: { cookie } })

const join = (served: Served, handle: string, headers?: Record<string, string>) =>
	post(
		served,
		'/signup?_action=auth.signUp',
		{ handle, email: `${handle}@example.com`, password: PASSWORD, language: 'nb', timeZone: 'Europe/Oslo' },
		headers,
	)

const cookiesOf = (answer: Response) =>
	answer.headers
		.getSetCookie()
		.map((line) => line.split(';')[0])
		.join('; ')

describe.each([
	['Node', startNode],
	['workerd', startEdge],
])('accounts on %s', (runtime, start) => {
	const open = sharedServer(start, { env: { SIGNUPS: 'open' } })

	test('a creator signs up, is let in, signs out, and is let in again, by plain forms', async () => {
		const served = open()
		const joined = await join(served, 'krista')
		expect([joined.status, joined.headers.get('location')]).toEqual([303, '/app/page'])
		const cookies = cookiesOf(joined)
		expect(cookies).toMatch(
			/^vitrine_session=[a-z2-7]{40}; vitrine_owner=1~\d{5}~[0-9a-f]{32}; vitrine_browser=[a-z2-7]{24}~[0-9a-f]{64}$/,
		)
		expect((await get(served, '/app/account', cookies)).status).toBe(200)

		const left = await post(served, '/app/account?_action=auth.logOut', {}, { cookie: cookies })
		expect([left.status, left.headers.get('location')]).toEqual([303, '/login'])
		const shut = await get(served, '/app/account?x=1', cookies)
		expect([shut.status, shut.headers.get('location')]).toEqual([303, '/login?next=%2Fapp%2Faccount%3Fx%3D1'])

		const form = { email: 'krista@example.com', password: PASSWORD, next: '/app/account?x=1' }
		const back = await post(served, '/login?_action=auth.logIn', form)
		expect([back.status, back.headers.get('location')]).toEqual([303, '/app/account?x=1'])
		expect(await (await get(served, '/app/account', cookiesOf(back))).text()).toContain('krista@example.com')
	})

	test('whoever signs out can have the browser forget what it kept, also without scripts', async () => {
		const served = open()
		const cookie = cookiesOf(await join(served, 'vera'))
		const leave = (form: Record<string, string>) =>
			post(served, '/app/more?_action=auth.logOut', form, { cookie }).then(({ headers }) =>
				headers.get('clear-site-data'),
			)
		expect([await leave({ forget: 'on' }), await leave({})]).toEqual(['"storage"', null])
	})

	test('signing in again ends the session that came along, and a list shows the others', async () => {
		const served = open()
		const first = cookiesOf(await join(served, 'olga'))
		const form = { email: 'olga', password: PASSWORD }
		const second = cookiesOf(await post(served, '/login?_action=auth.logIn', form, { cookie: first }))
		expect((await get(served, '/app', first)).status).toBe(303)
		const agent = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0' }
		const elsewhere = cookiesOf(await post(served, '/login?_action=auth.logIn', form, agent))
		const html = await (await get(served, '/app/account', second)).text()
		expect(html.match(/Firefox, Linux/g)?.length).toBeGreaterThan(0)
		const [, ref = ''] = /name="ref" value="([0-9a-f]{16})"/.exec(html) ?? []
		const ended = await post(served, '/app/account?_action=auth.endSession', { ref }, { cookie: second })
		expect([ended.status, ended.headers.get('location')]).toEqual([303, '/app/account?changed=sessions#sessions'])
		expect((await get(served, '/app', elsewhere)).status).toBe(303)
		expect((await get(served, '/app', second)).status).toBe(200)
	})

	test('a session in the second half of its time gets its cookies and its row renewed', async () => {
		const served = open()
		const cookies = cookiesOf(await join(served, 'ida'))
		const day = 86_400_000
		expect((await get(served, '/app/account', cookies)).headers.getSetCookie()).toEqual([])
		await served.db.$client.execute({
			sql: "update sessions set expires_at = ? where user_id = (select id from users where email like 'ida@%')",
			args: [Date.now() + 14 * day],
		})
		const answer = await get(served, '/app/account', cookies)
		expect(answer.status).toBe(200)
		expect(cookies, 'the browser keeps its own').toMatch(new RegExp(`^${cookiesOf(answer)}; vitrine_browser=`))
		const daysLeft = async () => {
			const [row] = (
				await served.db.$client.execute(
					"select expires_at from sessions where user_id = (select id from users where email like 'ida@%')",
				)
			).rows
			return Math.round((Number(row?.expires_at) - Date.now()) / day)
		}
		await until(async () => (await daysLeft()) === 30)
	})

	test('a refused form is shown again with a sentence, and never with the password', async () => {
		const served = open()
		const form = { email: 'nobody@example.com', password: PASSWORD }
		const answer = await post(served, '/login?_action=auth.logIn', form, { 'accept-language': 'nb' })
		const html = await answer.text()
		expect([answer.status, answer.headers.getSetCookie()]).toEqual([403, []])
		expect(html).toContain(translator('nb')('auth.logIn.wrong'))
		expect(html).toContain('value="nobody@example.com"')
		expect(html).not.toContain(PASSWORD)
	})

	const words = `email=a%40b.co&password=${'x'.repeat(1_000_000)}`
	const aForm = { 'content-type': 'application/x-www-form-urlencoded' }
	test.each([
		{ name: 'too much', body: () => words, headers: aForm, status: 413, key: 'error.tooLong' },
		{
			name: 'without a length',
			body: () => new Blob([words]).stream(),
			headers: aForm,
			status: 411,
			key: 'error.noLength',
		},
		{
			name: 'no form',
			body: () => '{}',
			headers: { 'content-type': 'application/json' },
			status: 415,
			key: 'error.notForm',
		},
	] as const)('what is $name is refused before it is read', async ({ body, headers, status, key }) => {
		const served = open()
		const sent = { origin: served.url, 'accept-language': 'nb', ...headers }
		const request = { method: 'POST', body: body(), duplex: 'half', headers: sent }
		const answer = await fetch(`${served.url}/login?_action=auth.logIn`, request)
		expect([answer.status, await answer.text()]).toEqual([status, translator('nb')(key)])
	})

	test('an API token may call so often and is then told when to come again, and a large body is refused', async () => {
		const served = open()
		await join(served, 'eva')
		const token = `vt_${'a'.repeat(40)}`
		await served.db.$client.execute({
			sql: "insert into api_tokens (user_id, name, token_hash, created_at) select id, 'x', ?, 0 from users where email like 'eva@%'",
			args: [createHash('sha256').update(token).digest('hex')],
		})
		const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
		const large = await fetch(`${served.url}/api/v1/links`, { method: 'POST', headers, body: 'x'.repeat(2_100_000) })
		expect([large.status, (await large.json()).code]).toEqual([413, 'large'])
		// Counting begins anew with the minute: more than one minute's calls meet the limit in one of two.
		let refused: Response | undefined
		for (let calls = 0; calls < 2 * API_CALLS && !refused; calls += 50) {
			const answers = await Promise.all(
				Array.from({ length: 50 }, () => fetch(`${served.url}/api/v1/profiles`, { headers })),
			)
			refused = answers.find(({ status }) => status === 429)
		}
		if (!refused) throw new Error('No call was refused')
		expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
		expect((await refused.json()).code).toBe('throttled')
	})

	test('what concerns security leaves one line each in the log, without secrets, addresses or e-mails', async () => {
		const served = open()
		const wrong = { email: 'krista@example.com', password: 'no such words here' }
		await post(served, '/login?_action=auth.logIn', wrong)
		await post(served, '/login?_action=auth.logIn', { ...wrong, password: PASSWORD })
		await post(served, '/login?_action=auth.logIn', wrong, { origin: 'https://evil.example' })
		await get(served, '/api/v1/links')
		const lines = () =>
			[...served.log().matchAll(/\{"security":.+\}/g)].map(([line]) => JSON.parse(line) as Record<string, string>)
		const expected = ['sign-up.ok', 'sign-in.ok', 'sign-in.failed', 'origin.refused', 'token.refused']
		await until(() => expected.every((event) => lines().some(({ security }) => security === event)))
		for (const line of lines()) {
			expect(line.address).toMatch(/^[0-9a-f]{16}$/)
			expect(new Date(line.at ?? '').toISOString()).toBe(line.at)
		}
		expect(served.log()).not.toMatch(/krista@|words in a row|words here|vitrine_session/)
	})

	test('a forgotten password gets a link by mail, or a sentence where no mail is set up', async () => {
		const html = await (await get(open(), '/reset')).text()
		const sentence = translator('en')('auth.reset.noMail')
		expect([html.includes('name="email"'), html.includes(sentence)]).toEqual([runtime === 'Node', runtime !== 'Node'])
	})
})

describe('cookies', () => {
	test('over plain http, also to another machine, are ones that the browser sends back', async () => {
		const served = await startNode({ env: { ORIGIN: 'http://192.0.2.5:4502', SIGNUPS: 'open' } })
		expect(served.log()).toContain('Passwords travel unencrypted to http://192.0.2.5:4502: ')
		const fromThere = { origin: 'http://192.0.2.5:4502' }
		const joined = await join(served, 'krista', fromThere)
		const form = { email: 'krista@example.com', password: PASSWORD }
		for (const answer of [joined, await post(served, '/login?_action=auth.logIn', form, fromThere)]) {
			expect(answer.headers.getSetCookie().join()).not.toMatch(/secure/i)
			expect((await get(served, '/app/account', cookiesOf(answer))).status).toBe(200)
		}
	})

	test('without ORIGIN follow the request, as a trusted proxy tells of it', async () => {
		for (const [TRUST_PROXY, secure] of [
			['1', true],
			['0', false],
		] as const) {
			const served = await startNode({ env: { SIGNUPS: 'open', TRUST_PROXY } })
			expect(served.log()).not.toContain('unencrypted')
			const joined = await join(served, 'krista', { 'x-forwarded-proto': 'https' })
			const cookies = joined.headers.getSetCookie()
			expect([cookies.length, cookies.every((cookie) => /; secure/i.test(cookie) === secure)]).toEqual([3, true])
		}
	})

	test('that the browser did not keep are missed aloud, and only by whoever has just signed in', async () => {
		const served = await startNode({ env: { SIGNUPS: 'open' } })
		const cookies = cookiesOf(await join(served, 'krista'))
		const enter = async (referer: string, cookie = '') => {
			const headers = { referer, cookie, 'accept-language': 'nb' }
			const answer = await fetch(`${served.url}/app/page`, { redirect: 'manual', headers })
			return answer.headers.get('location')
		}
		const lost = '/login?lost&next=%2Fapp%2Fpage'
		const plain = '/login?next=%2Fapp%2Fpage'
		expect(await enter(`${served.url}/login?next=%2Fapp`)).toBe(lost)
		expect(await enter(`${served.url}/signup?invitation=x`)).toBe(lost)
		expect(await enter(`${served.url}/login`, cookies)).toBeNull()
		expect(await enter(`${served.url}/login`, cookies.replace('=', '=x'))).toBe(plain)
		expect(await enter(`${served.url}/maya`)).toBe(plain)
		expect(await enter('https://elsewhere.example/login')).toBe(plain)
		expect(await enter('')).toBe(plain)
		const answer = await fetch(served.url + lost, { headers: { 'accept-language': 'nb' } })
		expect(await answer.text()).toContain(translator('nb')('auth.logIn.lost'))
	})
})

describe('forms of other sites', () => {
	const open = sharedServer(startNode)

	test.each([
		{ name: 'another site', headers: { origin: 'https://evil.example' } },
		{ name: 'a sandboxed frame', headers: { origin: 'null' } },
		{ name: 'another port', headers: { origin: 'http://127.0.0.1:1' } },
	])('$name is refused', async ({ headers }) => {
		const served = open()
		expect((await join(served, 'krista', headers)).status).toBe(403)
		const said = await fetch(`${served.url}/_actions/auth.signUp`, { method: 'POST', body: new FormData(), headers })
		expect(said.status).toBe(403)
	})

	test.each(['/api/v1/x', '/in/x'])('an action is none of the machines that knock at %s', async (path) => {
		const form = { email: 'a@b.co', password: 'x' }
		const answer = await post(open(), `${path}?_action=auth.logIn`, form, { origin: 'https://evil.example' })
		expect([answer.status, await answer.text()]).toEqual([403, translator('en')('error.foreign')])
	})

	test('a request that does not say where it comes from is refused', async () => {
		const served = open()
		const body = new URLSearchParams({ email: 'a@b.co', password: 'x' })
		expect((await fetch(`${served.url}/login?_action=auth.logIn`, { method: 'POST', body })).status).toBe(403)
	})

	test('on this machine both of its names are ours', async () => {
		const served = open()
		const local = { ...served, url: served.url.replace('127.0.0.1', 'localhost') }
		for (const one of [served, local]) {
			const answer = await post(one, '/login?_action=auth.logIn', { email: 'a@b.co', password: 'x' })
			expect([answer.status, (await answer.text()).includes('role="alert"')]).toEqual([403, true])
		}
	})

	test('behind a proxy only ORIGIN is ours, whatever host the proxy asks for, and cookies are for https only', async () => {
		const served = await startNode({ env: { ORIGIN: 'https://vitrine.example', SIGNUPS: 'open' } })
		expect((await join(served, 'krista')).status).toBe(403)
		const joined = await join(served, 'krista', { origin: 'https://vitrine.example' })
		expect(joined.status).toBe(303)
		const set = joined.headers.getSetCookie()
		expect(set.map((cookie) => cookie.split('=')[0])).toEqual([
			'__Host-vitrine_session',
			'vitrine_owner',
			'vitrine_browser',
		])
		for (const cookie of set) expect(cookie).toMatch(/; Max-Age=\d+; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
		const planted = cookiesOf(joined).replace('__Host-', '')
		expect((await get(served, '/app', planted)).status).toBe(303)
		expect((await get(served, '/app', cookiesOf(joined))).status).toBe(200)
	})
})
