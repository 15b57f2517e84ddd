import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { openDb } from '../../db/client.ts'
import { runCli } from '../../functions/cli.ts'
import { crypto } from '../../functions/platform/crypto.ts'
import { openDoubts } from '../../functions/platform/node/proxy-doubts.ts'
import { becomeSoleServer } from '../../functions/platform/node/sole-server.ts'
import { SAID } from '../../functions/proxy-doubt.ts'
import { logIn } from '../../src/domain/auth/commands.ts'
import { readSession } from '../../src/domain/auth/session.ts'
import { findByToken } from '../../src/domain/auth/tokens.ts'
import { ingestHits } from '../../src/domain/clicks/ingest.ts'
import { freshDbFile, freshFolder } from '../support/db.ts'
import { aHit } from '../support/hits.ts'
import { until } from '../support/server.ts'
import { theWorld } from '../support/world.ts'

/** The command line over a database of this test's own. */
function cli(file = freshDbFile(), typed = PASSWORD) {
	const env = { DATABASE_URL: `file:${file}`, ORIGIN: 'https://vitrine.example' }
	const told: string[] = []
	const run = (...args: string[]) =>
		runCli(
			args,
			env,
			(line) => told.push(line),
			async () => typed,
		)
	return {
		file,
		told,
		run,
		json: async (...args: string[]) => JSON.parse((await run(...args, '--json')).out),
		/** A look into the database beside the command line. */
		async with<T>(look: (ctx: { db: ReturnType<typeof openDb>; now: number; crypto: typeof crypto }) => Promise<T>) {
			const db = openDb(`file:${file}`)
			return look({ db, now: Date.now(), crypto }).finally(() => db.$client.close())
		},
	}
}

const PASSWORD = 'four words in a row'
const MAYA = ['create-creator', '--handle', 'maya', '--email', 'Maya@Example.com', '--password-stdin']

test('an operator makes a creator in a database that is not there yet, and the creator can sign in', async () => {
	const { run, json, file, ...beside } = cli(join(freshFolder(), 'data', 'new.db'))
	expect(await run(...MAYA)).toEqual({
		code: 0,
		out: 'Made https://vitrine.example/maya for maya@example.com.\n',
		err: '',
	})
	expect(statSync(file).isFile()).toBe(true)
	expect((statSync(dirname(file)).mode & 0o777).toString(8), 'closed to other users').toBe('700')
	const { token } = await beside.with((ctx) =>
		logIn(ctx, { name: 'maya@example.com', password: 'four words in a row', address: '' }),
	)
	expect((await beside.with((ctx) => readSession(ctx, token))).user?.email).toBe('maya@example.com')
	expect(await json('list-creators')).toMatchObject([{ handle: 'maya', email: 'maya@example.com' }])
})

test('a password that is left out is made, shown once, and works', async () => {
	const { json, ...beside } = cli()
	const { password } = await json('create-creator', '--handle', 'tom', '--email', 'tom@example.com')
	const { userId } = await beside.with((ctx) => logIn(ctx, { name: 'tom@example.com', password, address: '' }))
	expect(userId).toMatch(/^[a-z2-7]{24}$/)
})

test('a password that is typed in has to be a good one', async () => {
	const { run } = cli(freshDbFile(), 'short')
	expect(await run(...MAYA)).toMatchObject({ code: 1, err: expect.stringMatching(/^A password has at least 10/) })
})

test('a password comes through a pipe, out of the sight of who lists processes', async () => {
	const { file, ...beside } = cli()
	const env = { PATH: process.env.PATH, DATABASE_URL: `file:${file}` }
	execFileSync(process.execPath, ['functions/cli.ts', ...MAYA], { env, input: `${PASSWORD}\nmore\n` })
	const input = { name: 'maya@example.com', password: PASSWORD, address: '' }
	expect((await beside.with((ctx) => logIn(ctx, input))).token).toBeDefined()
})

describe('an operator who takes a page down', () => {
	const isHidden = ({ db }: { db: ReturnType<typeof openDb> }) =>
		db.$client
			.execute("select hidden_at is not null as yes from profiles where handle = 'maya'")
			.then(({ rows }) => rows[0]?.yes)

	test('hides and shows it, and has the reason in a line of the log', async () => {
		const { run, told, ...beside } = cli()
		await run(...MAYA)
		const reason = 'Complaint 7: phishing'
		expect(await run('hide-creator', '--handle', 'Maya', '--reason', reason)).toEqual({
			code: 0,
			out: 'The page of maya@example.com is hidden. A running server follows within a minute.\n',
			err: '',
		})
		expect(await beside.with(isHidden)).toBe(1)
		expect(JSON.parse(told[0] ?? '')).toMatchObject({ security: 'account.hidden', by: 'command line', reason })
		expect((await run('show-creator', '--email', 'maya@example.com ', '--reason', 'A mistake')).code).toBe(0)
		expect(await beside.with(isHidden)).toBe(0)
	})

	test('deletes the account, whose address leaves the file too', async () => {
		const { run, json, told, file, ...beside } = cli()
		await run(...MAYA)
		await beside.with(({ db }) => db.$client.execute('pragma wal_checkpoint(truncate)'))
		expect(readFileSync(file).includes('maya@example.com')).toBe(true)
		expect(await json('delete-creator', '--handle', 'maya', '--reason', 'Spam')).toMatchObject({ isDeleted: true })
		expect(JSON.parse(told[0] ?? '')).toMatchObject({ security: 'account.deleted', reason: 'Spam' })
		expect((await run('list-creators')).out).not.toContain('maya')
		expect(await run('create-creator', '--handle', 'maya', '--email', 'o@b.co')).toMatchObject({ code: 1 })
		await beside.with(({ db }) => db.$client.execute('pragma wal_checkpoint(truncate)'))
		expect(readFileSync(file).includes('maya@example.com')).toBe(false)
	})
})

test('an API token is printed alone, so that a script can take it', async () => {
	const { run, ...beside } = cli()
	await run(...MAYA)
	const { out, code } = await run('create-token', '--handle', '@Maya')
	expect([code, out]).toEqual([0, expect.stringMatching(/^vt_[a-z2-7]{40}\n$/)])
	const owner = await beside.with(async (ctx) => {
		const touched: Promise<unknown>[] = []
		const holder = await findByToken(ctx, out.trim(), (work) => void touched.push(work))
		await Promise.all(touched)
		return holder?.creator
	})
	expect(owner?.email).toBe('maya@example.com')
	await run('create-token', '--handle', 'maya', '--read-only')
	const { rows } = await beside.with((ctx) => ctx.db.$client.execute('select scope from api_tokens order by id'))
	expect(rows.map(({ scope }) => scope)).toEqual(['full', 'read'])
})

test('invitations are made, listed and revoked', async () => {
	const { run, json } = cli()
	const { id, url, expiresAt } = await json('invite', '--days', '3')
	expect(url).toMatch(/^https:\/\/vitrine\.example\/signup\?invitation=[a-z2-7]{16}$/)
	expect(Math.round((Date.parse(expiresAt) - Date.now()) / 86_400_000)).toBe(3)
	expect(await json('invitations')).toMatchObject([{ id, state: 'open' }])
	expect((await run('invitations', 'revoke', String(id))).code).toBe(0)
	expect((await run('invitations', 'list')).out).toMatch(/^1 {2}revoked {2}until/)
	expect((await run('invitations', 'revoke', String(id))).code).toBe(1)
})

test('reset-password prints a link for an account, and only for one', async () => {
	const { run } = cli()
	await run(...MAYA)
	expect((await run('reset-password', '--email', 'MAYA@example.com')).out).toMatch(
		/^https:\/\/vitrine\.example\/reset\/[a-z2-7]{40}\n$/,
	)
	expect(await run('reset-password', '--email', 'tom@example.com')).toEqual({
		code: 1,
		out: '',
		err: 'There is no account with the e-mail tom@example.com.\n',
	})
})

test('reset-password forgets the second steps of a creator who has lost them all, only when it is told to', async () => {
	const { run, ...beside } = cli()
	await run(...MAYA)
	const steps = () =>
		beside.with(async ({ db }) => (await db.$client.execute('select count(*) as n from totps')).rows[0]?.n)
	await beside.with(({ db }) =>
		db.$client.execute("insert into totps (user_id, nonce, created_at, confirmed_at) select id, 'n', 1, 1 from users"),
	)
	await run('reset-password', '--email', 'maya@example.com')
	expect(await steps()).toBe(1)
	expect((await run('reset-password', '--email', 'maya@example.com', '--second-steps')).code).toBe(0)
	expect(await steps()).toBe(0)
})

describe('a backup', () => {
	test('is a whole copy that works, made while somebody else has the database open, and overwrites nothing', async () => {
		const { run, json, file, ...beside } = cli()
		await run(...MAYA)
		const to = join(dirname(file), 'copy.db')
		await beside.with(async ({ db }) => {
			await db.$client.execute('update profiles set name = name')
			expect(await json('backup', to)).toMatchObject({ file: to, bytes: statSync(to).size })
		})
		expect(statSync(to).mode & 0o077).toBe(0)
		expect(await cli(to).json('list-creators')).toMatchObject([{ handle: 'maya' }])
		expect(await run('backup', to)).toMatchObject({ code: 1, err: `${to} is there already and is not overwritten.\n` })
	})

	test('makes the folders it is to lie in, and is closed to other users from its first byte', async () => {
		const { run, file } = cli()
		await run(...MAYA)
		const folder = join(dirname(file), 'backups', '2026')
		const to = join(folder, 'monday.db')
		const modes = new Set<string>()
		const look = setInterval(() => existsSync(to) && modes.add((statSync(to).mode & 0o777).toString(8)), 1)
		const before = process.umask(0)
		const { code } = await run('backup', to).finally(() => process.umask(before))
		clearInterval(look)
		modes.add((statSync(to).mode & 0o777).toString(8))
		expect([code, ...modes]).toEqual([0, '600'])
		for (const made of [folder, dirname(folder)]) expect((statSync(made).mode & 0o777).toString(8)).toBe('700')
	})

	test.each([
		['in a folder that is a file', (file: string) => join(file, 'copy.db'), /a file is in its way/],
		['under a name that is too long', (file: string) => join(dirname(file), 'x'.repeat(300)), /its name is too long/],
	])('%s is refused in one sentence', async (_, to, reason) => {
		const { run, file } = cli()
		await run(...MAYA)
		const { code, err } = await run('backup', to(file))
		expect(code).toBe(1)
		expect(err).toMatch(reason)
		expect(err).toMatch(/^No backup was made in .*\.\n$/)
	})

	test('of a database that is not there makes none', async () => {
		const file = join(freshFolder(), 'nothing.db')
		expect(await cli(file).run('backup', `${file}.copy`)).toMatchObject({
			code: 1,
			err: `There is no database at ${file} yet.\n`,
		})
		expect(existsSync(file)).toBe(false)
	})
})

describe('a restore', () => {
	/** A database with Maya and a backup of it, after which she renamed herself. */
	async function aBackedUp() {
		const line = cli()
		await line.run(...MAYA)
		const backup = join(dirname(line.file), 'backup.db')
		await line.run('backup', backup)
		await line.with(({ db }) => db.$client.execute("update profiles set handle = 'later'"))
		const handles = async (file = line.file) =>
			(await cli(file).json('list-creators')).map(({ handle }: { handle: string }) => handle)
		return { ...line, backup, handles }
	}

	test('puts the backup in place and keeps the database that was there', async () => {
		const { run, json, file, backup, handles } = await aBackedUp()
		const { kept } = await json('restore', backup)
		expect(await handles()).toEqual(['maya'])
		expect(await handles(kept)).toEqual(['later'])
		expect(await handles(backup)).toEqual(['maya'])
		expect(statSync(file).mode & 0o077).toBe(0)
		expect((await run('check')).code).toBe(0)
		expect((await run('restore', backup)).out).toContain(`${file}.before-restore-2`)
		expect(readdirSync(dirname(file)).filter((name) => name.includes('restoring'))).toEqual([])
	})

	test('works where there is no database yet, and takes along what only a log held', async () => {
		const { backup, handles, ...beside } = await aBackedUp()
		const empty = cli(join(freshFolder(), 'new', 'vitrine.db'))
		expect(await empty.json('restore', backup)).toMatchObject({ kept: null })
		expect(await handles(empty.file)).toEqual(['maya'])
		await beside.with(async ({ db }) => {
			await db.$client.execute("update profiles set handle = 'in.the.log'")
			expect(existsSync(`${beside.file}-wal`)).toBe(true)
			await empty.run('restore', beside.file)
		})
		expect(await handles(empty.file)).toEqual(['in.the.log'])
	})

	test.each([
		['a folder', (file: string) => dirname(file), (file: string) => file, /it is a folder/],
		[
			'to a folder that is a file',
			(file: string) => file,
			(file: string) => join(file, 'new.db'),
			/a file is in its way/,
		],
	])('of %s is refused in one sentence', async (_, from, to, reason) => {
		const { file, backup } = await aBackedUp()
		const { code, err } = await cli(to(file)).run('restore', from(backup))
		expect(code).toBe(1)
		expect(err).toMatch(reason)
		expect(err).toMatch(/^.* was not restored to .*\.\n$/)
	})

	test('is refused while a server has the file', async () => {
		const { run, file, backup, handles } = await aBackedUp()
		const leave = await becomeSoleServer(file)
		expect(await run('restore', backup)).toMatchObject({ code: 1, err: expect.stringMatching(/has a server already/) })
		leave()
		expect(await handles()).toEqual(['later'])
	})

	test.each([
		['text', (file: string) => writeFileSync(file, 'not a database'), /is not a sound database\.\n$/],
		['a torn file', (file: string) => truncateSync(file, 40_000), /is (damaged: .*|not a sound database\.)\n$/],
		['a database of another program', otherDatabase, /is not a backup of Vitrine\.\n$/],
		['a backup from the future', fromTheFuture, /was made by a newer Vitrine: update this one first\.\n$/],
	])('refuses %s, and nothing has changed', async (_, spoil, sentence) => {
		const { run, file, backup, handles } = await aBackedUp()
		await spoil(backup)
		expect(await run('restore', backup)).toMatchObject({ code: 1, err: expect.stringMatching(sentence) })
		expect(await handles()).toEqual(['later'])
		expect(readdirSync(dirname(file)).filter((name) => /restor/.test(name))).toEqual([])
	})

	async function otherDatabase(file: string) {
		rmSync(file)
		const db = openDb(`file:${file}`)
		await db.$client.execute('create table notes (text)')
		db.$client.close()
	}

	async function fromTheFuture(file: string) {
		const db = openDb(`file:${file}`)
		await db.$client.execute("insert into __drizzle_migrations (hash, created_at) values ('later', 9e12)")
		db.$client.close()
	}
})

test('what somebody typed cannot speak to the terminal', async () => {
	const { run, json, ...beside } = cli()
	await run(...MAYA)
	const typed = 'a\u001b]0;owned\u0007\u001b[31m\u009b1m\u202ered@x.yy'
	await beside.with(({ db }) => db.$client.execute({ sql: 'update users set email = ?', args: [typed] }))
	const { out } = await run('list-creators')
	expect(out).toMatch(/^\d{4}-\d\d-\d\d {2}\/maya {2}a\ufffd]0;owned\ufffd\ufffd\[31m\ufffd1m\ufffdred@x\.yy\n$/)
	expect((await run('list-creators', '--json')).out).not.toMatch(/(?!\n)[\p{Cc}\u202e]/u)
})

describe('check', () => {
	const DAY = 86_400_000

	async function aTapped() {
		const line = cli()
		await line.with(async ({ db }) => {
			const { page } = await theWorld(db)
			await ingestHits(
				db,
				[0, 1, 2, 3].map((n) => aHit({ profileId: page.id, at: n * DAY + n })),
			)
		})
		const spoil = (sql: string) => line.with(({ db }) => db.$client.executeMultiple(sql))
		return { ...line, spoil }
	}

	test('finds nothing in a sound database, also after old hits have left', async () => {
		const { json, spoil } = await aTapped()
		expect(await json('check')).toEqual({ ok: true, problems: [], notes: [] })
		await spoil(`delete from hits where at < ${2 * DAY}; update counters set raw_from = 2`)
		expect(await json('check')).toEqual({ ok: true, problems: [], notes: [] })
	})

	test('tells what the server has doubted about its proxies, until it starts again', async () => {
		const { run, file } = await aTapped()
		const warned = vi.spyOn(console, 'warn').mockReturnValue()
		const start = () => openDoubts(dirname(file), () => DAY)
		const tell = await start()
		for (const doubt of ['inner', 'inner', 'cloudflare'] as const) tell(doubt)
		expect(warned.mock.calls.flat()).toEqual([SAID.inner, SAID.cloudflare])
		const lines = [SAID.inner, SAID.cloudflare].map((said) => `1970-01-02T00:00:00.000Z: ${said}`)
		const sound = 'The database is sound, and every counter equals its rows.'
		const isTold = async () => (await run('check')).out === `${[sound, ...lines].join('\n')}\n`
		await until(isTold)
		await start()
		expect(await run('check')).toEqual({ code: 0, out: `${sound}\n`, err: '' })
	})

	test.each([
		['a rollup that is too high', 'update rollups set hits = 2 where dimension = 0 and grain = 0 and at >= 288'],
		['a rollup that is gone', 'delete from rollups where dimension = 0 and grain = 0 and at >= 288'],
		['a rollup of nothing', 'insert into rollups values (1, 0, 0, 999, 0, 0, 0, 1)'],
	])('finds %s', async (_, sql) => {
		const { run, spoil } = await aTapped()
		await spoil(sql)
		expect(await run('check')).toMatchObject({
			code: 1,
			out: expect.stringMatching(/rollups do not equal their hits\.\n/),
		})
	})

	test('finds a day that is not the sum of its quarter hours', async () => {
		const { run, spoil } = await aTapped()
		await spoil('update rollups set hits = 7 where dimension = 2 and grain = 1 and at = 1')
		expect((await run('check')).out).toMatch(/rollups of days do not equal their quarter hours\.\n/)
	})

	test('finds a row that points nowhere', async () => {
		const { run, spoil } = await aTapped()
		await spoil("pragma foreign_keys = off; delete from users where id = 'tom'")
		expect((await run('check')).out).toMatch(/of profiles points at a row of users that is not there/)
	})
})

describe('a command that is written wrong', () => {
	test.each([
		[['nonsense'], 2, /^There is no command nonsense\. There are: .*rebuild-rollups\.\n$/],
		[['create-creator', '--handle', 'maya'], 2, /^--email is missing\.\n$/],
		[['create-creator', '--handle', 'app', '--email', 'a@b.co'], 2, /^This name is set aside\./],
		[['create-token', '--handle', 'nobody'], 1, /^There is no creator with the handle nobody\.\n$/],
		[['invite', '--days', 'many'], 2, /^--days is a whole number from 1 to 365\.\n$/],
		[['check', '--fast'], 2, /^Unknown option '--fast'\.\n$/],
		[['create-creator', '--password', 'x'], 2, /^Unknown option '--password'\.\n$/],
		[['hide-creator', '--handle', 'maya'], 2, /^--reason is missing\.\n$/],
		[['delete-creator', '--reason', 'x'], 2, /^Say whose with --handle or with --email\.\n$/],
		[
			['show-creator', '--handle', 'a', '--email', 'b', '--reason', 'x'],
			2,
			/^Say whose with --handle or with --email\.\n$/,
		],
		[['hide-creator', '--handle', 'nobody', '--reason', 'x'], 1, /^There is no page with the handle nobody\.\n$/],
		[['delete-creator', '--email', 'a@b.co', '--reason', 'x'], 1, /^There is no account with the e-mail a@b\.co\.\n$/],
		[['backup'], 2, /^Say into which one file\.\n$/],
		[['restore'], 2, /^Say from which one file\.\n$/],
		[['restore', 'nowhere.db'], 1, /^There is no file .*nowhere\.db\.\n$/],
	])('%j', async (args, code, sentence) => {
		const { run } = cli()
		const ran = await run(...args)
		expect(ran).toMatchObject({ code, out: '', err: expect.stringMatching(sentence) })
		const asJson = await run(...args, '--json')
		expect(JSON.parse(asJson.err)).toEqual({ error: ran.err.trim() })
	})
})

test('every command explains itself', async () => {
	const { run } = cli()
	const { out } = await run('--help')
	const names = [...out.matchAll(/^ {2}([a-z-]+)/gm)].map(([, name = '']) => name)
	expect(names.length).toBeGreaterThan(7)
	for (const help of await Promise.all(names.map((name) => run(name, '--help')))) {
		expect(help.code).toBe(0)
		expect(help.out).toMatch(/--json/)
	}
})

test('it is a program', () => {
	const out = execFileSync(process.execPath, ['functions/cli.ts', 'check', '--help'], { encoding: 'utf8' })
	expect(out).toContain('npm run vitrine -- check')
})
