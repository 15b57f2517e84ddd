import { createHash } from 'node:crypto'
import { globSync } from 'node:fs'
import { describe, expect, test, vi } from 'vitest'
import type { Db } from '../../db/client.ts'
import { countOpeners } from '../../db/queries/openers.ts'
import { crypto } from '../../functions/platform/crypto.ts'
import { routes } from '../../src/api/index.ts'
import { SESSION_REF_LENGTH } from '../../src/domain/auth/account.ts'
import { startSession } from '../../src/domain/auth/session.ts'
import { createToken } from '../../src/domain/auth/tokens.ts'
import { recordConversion } from '../../src/domain/conversions/commands.ts'
import { EVERYTHING, openExport } from '../../src/domain/exports/commands.ts'
import { EXPORT_NAMES } from '../../src/domain/exports/rows.ts'
import { createStatLink } from '../../src/domain/stats/commands.ts'
import { SESSION_COOKIE } from '../../src/view/session.ts'
import { NOON } from '../support/factories.ts'
import { type Served, sharedServer, startEdge, startNode } from '../support/server.ts'
import { DESK, OLD, theWorld } from '../support/world.ts'
import { ACTIONS, API, PAGES, type Victim } from './rules.ts'

// Only the names of the actions are asked of Astro's part here; what they do is asked of the built server.
vi.mock('astro:actions', () => ({ defineAction: (definition: object) => definition, ActionError: Error }))

/** Stands in everything of Maya's that is nobody else's business. */
const SECRET = 'nobodys-business'
const HERS = new RegExp(`${SECRET}|maya@example\\.com`)

const victims = new WeakMap<Db, Victim>()

/** Maya with something of every kind, and Tom with a page of his own. */
async function seed(db: Db): Promise<void> {
	const { page } = await theWorld(db)
	const maya = { db, now: NOON, crypto, userId: 'maya' }
	const entry = await recordConversion(maya, {
		profileId: page.id,
		source: { door: 'api', network: '', name: SECRET },
		...{ externalId: SECRET, event: 'sale', blockId: null, hitId: null, merchant: SECRET, status: 'pending' },
		...{ amount: 10_000, saleAmount: null, currency: 'NOK', occurredAt: NOON, note: SECRET },
	})
	const token = await createToken(maya, { name: SECRET, scope: 'full' })
	await createStatLink(maya, { name: SECRET, range: '28d', endsOn: null, hasEarnings: true })
	const session = await startSession(maya, 'maya', SECRET)
	const picture = 'ab'.repeat(32)
	await db.$client.executeMultiple(`
		update links set title = '${SECRET}' where block_id = (select id from blocks where public_id = '${OLD}');
		insert into channels (profile_id, tag, name, created_at) values (${page.id}, 'hers-alone', '${SECRET}', 0);
		insert into pictures values ('${picture}', 'maya', 'AAAA', 1, 1, 1);
		update links set picture = '${picture}' where block_id = (select id from blocks where public_id = '${DESK}');
		insert into passkeys (id, user_id, name, public_key, counter, created_at) values ('herpasskey', 'maya', '${SECRET}', x'00', 0, 1);
		insert into totps (user_id, nonce, created_at) values ('maya', 'her nonce', ${Date.now()});
		insert into recovery_codes (id, user_id, created_at) values ('hers', 'maya', 1);
		insert into password_resets (id, user_id, expires_at) values ('hers', 'maya', ${Number.MAX_SAFE_INTEGER});`)
	const statLinks = await db.$client.execute('select id from stat_links')
	victims.set(db, {
		handle: page.handle,
		entry: entry.publicId,
		tokenId: token.id,
		statLinkId: Number(statLinks.rows[0]?.id),
		sessionRef: crypto.sha256(session).slice(0, SESSION_REF_LENGTH),
		picture,
		passkey: 'herpasskey',
		nonce: 'her nonce',
	})
}

/** All that is hers, as she would download it, and what opens her account. */
async function dump(db: Db): Promise<string> {
	const { pieces } = await openExport({ db, userId: 'maya', now: NOON }, EVERYTHING, { from: '', to: '' })
	let text = ''
	for await (const piece of pieces) text += piece
	// A reset that somebody asked for is made for her, as anybody may ask; it opens nothing until its mail is read.
	const { resets: _, ...openers } = await countOpeners(db, 'maya')
	const hers = await db.$client.execute("select used_at from password_resets where id = 'hers'")
	return text + JSON.stringify([openers, hers.rows])
}

const asTom = async ({ db }: Served) => ({
	cookie: `${SESSION_COOKIE}=${await startSession({ db, now: Date.now(), crypto }, 'tom')}`,
})

async function tomsToken({ db }: Served) {
	const token = `vt_${'b'.repeat(40)}`
	await db.$client.execute({
		sql: "insert or ignore into api_tokens (user_id, name, token_hash, created_at) values ('tom', 'x', ?, 0)",
		args: [createHash('sha256').update(token).digest('hex')],
	})
	return { authorization: `Bearer ${token}` }
}

async function actionNames(): Promise<string[]> {
	const { server } = await import('../../src/actions/index.ts')
	return Object.entries(server).flatMap(([noun, verbs]) => Object.keys(verbs).map((verb) => `${noun}.${verb}`))
}

test('every action, page and route of the API has a rule', async () => {
	expect(Object.keys(ACTIONS).sort()).toEqual((await actionNames()).sort())
	const pages = globSync('**/*.{astro,ts}', { cwd: 'src/pages' })
	expect(Object.keys(PAGES).sort()).toEqual(pages.sort())
	expect(Object.keys(API).sort()).toEqual(routes.map(({ method, path }) => `${method} ${path}`).sort())
})

describe.each([
	['Node', startNode],
	['workerd', startEdge],
])('somebody else on %s', (_, start) => {
	// Accounts can be made by invitation alone, which the attacker has none of.
	const open = sharedServer(start, { seed, host: 'localhost', env: { SIGNUPS: 'open' } })
	const victim = () => victims.get(open().db) as Victim

	function act(name: string, form: Record<string, string | Blob>, headers: Record<string, string>) {
		const body = new FormData()
		for (const [key, value] of Object.entries(form)) body.append(key, value)
		return fetch(`${open().url}/_actions/${name}`, {
			method: 'POST',
			body,
			headers: { origin: open().url, ...headers },
		})
	}

	test('changes nothing of hers and reads nothing of hers by any action', async () => {
		const { db } = open()
		const before = await dump(db)
		expect(before).toMatch(HERS)
		for (const [name, { form, answer }] of Object.entries(ACTIONS)) {
			const heard = await act(name, form(victim()), await asTom(open()))
			expect([name, heard.status >= 400 ? 'refused' : 'own', heard.status]).toEqual([name, answer, heard.status])
			expect([name, heard.status]).not.toEqual([name, 500])
			expect([name, HERS.test(await heard.text())]).toEqual([name, false])
			expect([name, await dump(db)]).toEqual([name, before])
		}
	})

	test('does nothing at all who is not signed in', async () => {
		const { db } = open()
		const before = await dump(db)
		for (const [name, { form, isOpen }] of Object.entries(ACTIONS)) {
			if (isOpen) continue
			const heard = await act(name, form(victim()), {})
			expect([name, heard.status]).toEqual([name, 401])
		}
		expect(await dump(db)).toBe(before)
	})

	test.each([
		['Tom', asTom],
		['nobody', async () => ({})],
	])('%s reads nothing of hers on any page', async (_who, headersOf) => {
		const headers = await headersOf(open())
		for (const [file, pathOf] of Object.entries(PAGES)) {
			const answer = await fetch(open().url + pathOf(victim()), { headers, redirect: 'manual' })
			expect([file, answer.status]).not.toEqual([file, 500])
			expect([file, HERS.test(await answer.text())]).toEqual([file, false])
			const isRoom = file.startsWith('app/')
			if (isRoom && !('cookie' in headers)) expect([file, answer.status]).toEqual([file, 303])
		}
	})

	test('finds nothing of hers in any file', async () => {
		const headers = await asTom(open())
		for (const name of EXPORT_NAMES)
			for (const format of ['csv', 'json']) {
				const answer = await fetch(`${open().url}/app/data/${name}.${format}`, { headers, redirect: 'manual' })
				const text = await answer.text()
				expect([name, format, HERS.test(text)]).toEqual([name, format, false])
			}
	})

	test('changes nothing of hers and reads nothing of hers by any route of the API', async () => {
		const { db, url } = open()
		const token = await tomsToken(open())
		const before = await dump(db)
		for (const [route, { id, body, query = '' }] of Object.entries(API)) {
			const [method, path = ''] = route.split(' ')
			const sent = body && JSON.stringify(body(victim()))
			const address = `${url}/api/v1${path.replace('{id}', id?.(victim()) ?? '')}${query}`
			const ask = (headers: Record<string, string>) =>
				fetch(address, { method, headers: { 'content-type': 'application/json', ...headers }, body: sent })
			const heard = await ask(token)
			if (id || body) expect([route, heard.status >= 400 && heard.status < 500]).toEqual([route, true])
			expect([route, heard.status]).not.toEqual([route, 500])
			expect([route, HERS.test(await heard.text())]).toEqual([route, false])
			expect([route, (await ask({})).status]).toEqual([route, 401])
			expect([route, (await ask(await asTom(open()))).status]).toEqual([route, 401])
		}
		expect(await dump(db)).toBe(before)
	})
})
