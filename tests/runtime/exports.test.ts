import { get, type IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import type { Db } from '../../db/client.ts'
import { crypto } from '../../functions/platform/crypto.ts'
import { startSession } from '../../src/domain/auth/session.ts'
import { timePrefix } from '../../src/domain/ids.ts'
import { createStatLink } from '../../src/domain/stats/commands.ts'
import { SESSION_COOKIE } from '../../src/view/session.ts'
import { ctxFor } from '../support/ctx.ts'
import { aLink } from '../support/factories.ts'
import { type Served, startEdge, startNode } from '../support/server.ts'
import { theWorld } from '../support/world.ts'

const HITS = 100_000

async function manyHits(db: Db): Promise<void> {
	const { page } = await theWorld(db)
	// Of yesterday: what is older than it is kept would leave meanwhile.
	const at = Date.now() - 86_400_000
	await db.$client.execute(`
		with recursive n (i) as (select 1 union all select i + 1 from n where i < ${HITS})
		insert into hits (profile_id, id, block_id, kind, at, bucket, device, app)
		select ${page.id}, '${timePrefix(at)}' || printf('%010d', i), 0, 0, ${at}, 1, 0, 0 from n`)
}

async function sessionOf(served: Served): Promise<{ cookie: string }> {
	const token = await startSession({ db: served.db, now: Date.now(), crypto }, 'maya')
	return { cookie: `${SESSION_COOKIE}=${token}` }
}

test('a long download arrives whole, also after one that was given up', async () => {
	const served = await startNode({ seed: manyHits })
	const headers = await sessionOf(served)
	const slow = await opened(`${served.url}/app/data/clicks.jsonl`, headers)
	slow.destroy()
	const whole = await linesOf(await opened(`${served.url}/app/data/clicks.jsonl`, headers))
	expect(new Set(whole).size).toBe(HITS)
	expect(served.log()).not.toMatch(/error/i)
})

/** An answer of which nothing has been read yet. */
function opened(url: string, headers: Record<string, string>): Promise<IncomingMessage> {
	return new Promise((resolve, reject) => get(url, { headers }, resolve).on('error', reject))
}

async function linesOf(answer: IncomingMessage): Promise<string[]> {
	let text = ''
	answer.setEncoding('utf8')
	for await (const piece of answer) text += piece
	return text.split('\n').filter(Boolean)
}

test.each([
	['Node', startNode],
	['workerd', startEdge],
])('on %s the same files, for their owner alone', async (_, start) => {
	let secret = ''
	const served = await start({
		seed: async (db) => {
			const { page } = await theWorld(db)
			await aLink(db, { profileId: page.id, publicId: 'nastynasty' }, { url: 'https://a.example/', title: '=1+1, æ' })
			const link = { name: 'Shop', range: '7d', endsOn: null, hasEarnings: true } as const
			secret = (await createStatLink(ctxFor(db, 'maya'), link)).secret
		},
	})
	const headers = await sessionOf(served)
	const file = await fetch(`${served.url}/app/data/links.csv`, { headers })
	expect(Object.fromEntries(file.headers)).toMatchObject({
		'content-type': expect.stringMatching(/^text\/csv; charset=utf-8/),
		'content-disposition': expect.stringMatching(/^attachment; filename="vitrine-maya\.lamps-links-[\d-]+\.csv"$/),
		'cache-control': 'private, no-store',
		'x-content-type-options': 'nosniff',
	})
	const text = Buffer.from(await file.arrayBuffer()).toString()
	expect(text).toMatch(/^\ufeffid,position,title,url.*\r\n(.*\r\n)*nastynasty,0,"'=1\+1, æ",/)
	const everything = await fetch(`${served.url}/app/data/everything.json`, { headers })
	expect(((await everything.json()) as { links: unknown[] }).links).toHaveLength(5)

	const status = async (path: string, init: RequestInit = {}) =>
		(await fetch(served.url + path, { redirect: 'manual', ...init })).status
	expect(await status('/app/data/links.csv')).toBe(303)
	expect(await status('/app/data/users.csv', { headers })).toBe(404)
	expect(await status('/app/data/clicks.csv?from=2026-02-30', { headers })).toBe(400)
	expect(await status(`/stats/${secret}`)).toBe(200)
	expect(await status(`/stats/${secret.slice(1)}a`)).toBe(404)
})
