import { execFileSync, spawn } from 'node:child_process'
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openDb } from '../../db/client.ts'
import { buildIfChanged } from '../../functions/build.ts'
import { freshDbFile, freshFolder } from '../support/db.ts'
import { freePort, until } from '../support/server.ts'
import { theWorld } from '../support/world.ts'

/** `npm start` itself, as it was typed: what it prints, and how it ends. */
function start(env: Record<string, string>) {
	buildIfChanged('node')
	const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'functions/start.ts'], {
		env: { PATH: process.env.PATH, ...env },
	})
	let printed = ''
	for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (printed += chunk.toString()))
	const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)))
	const stop = async () => {
		child.kill('SIGTERM')
		return ended
	}
	onTestFinished(() => void child.kill('SIGKILL'))
	return { log: () => printed, ended, stop, isServing: () => until(() => printed.includes('is serving'), 30_000) }
}

const onDisk = async (given: Record<string, string> = {}) => ({
	PORT: String(await freePort()),
	DATABASE_URL: `file:${join(freshFolder(), 'data', 'vitrine.db')}`,
	...given,
})
const fileOf = (env: { DATABASE_URL: string }) => env.DATABASE_URL.slice('file:'.length)

async function handles(file: string): Promise<unknown[]> {
	const db = openDb(`file:${file}`)
	const { rows } = await db.$client.execute('select handle from profiles order by id')
	db.$client.close()
	return rows.map((row) => row.handle)
}

describe('a first start', () => {
	test('prints the demonstration and how to sign in to it; a second one loses nothing and prints no password', async () => {
		const env = await onDisk()
		const first = start(env)
		await first.isServing()
		const password = /password ([a-z2-7]{4}(?:-[a-z2-7]{4}){3})$/m.exec(first.log())?.[1]
		const kept = join(dirname(fileOf(env)), 'demo-password')
		expect(first.log()).toContain(`http://localhost:${env.PORT}/krista`)
		expect([password, readFileSync(kept, 'utf8'), statSync(kept).mode & 0o777]).toEqual([password, password, 0o600])
		for (const host of ['127.0.0.1', 'localhost'])
			expect((await fetch(`http://${host}:${env.PORT}/krista`)).status).toBe(200)
		expect(await first.stop()).toBe(0)

		const second = start(env)
		await second.isServing()
		expect(second.log()).toContain('demo --password')
		expect(second.log()).not.toContain(password ?? 'no password')
		expect(await second.stop()).toBe(0)
		expect(await handles(fileOf(env))).toEqual(['krista'])
	})

	test.each([
		['ORIGIN is set', { ORIGIN: 'https://vitrine.example' }],
		['it listens to other machines', { HOST: '0.0.0.0' }],
	])('makes no demonstration when %s', async (_, given) => {
		const env = await onDisk(given)
		const server = start(env)
		await server.isServing()
		await server.stop()
		expect([await handles(fileOf(env)), server.log()]).toEqual([[], expect.not.stringContaining('demonstration')])
	})

	test.each([
		['says that nobody can open its links', {}, true],
		['is content with an origin', { ORIGIN: 'https://vitrine.example' }, false],
	])('for every address of the machine %s', async (_, given, isTold) => {
		const server = start(await onDisk({ HOST: '0.0.0.0', ...given }))
		await server.isServing()
		await server.stop()
		expect(/^ORIGIN is not set: .+ http:\/\/0\.0\.0\.0:\d+, which nobody can open\.$/m.test(server.log())).toBe(isTold)
	})

	test('makes no demonstration beside somebody who is there already', async () => {
		const file = freshDbFile()
		const db = openDb(`file:${file}`)
		await theWorld(db)
		db.$client.close()
		const server = start(await onDisk({ DATABASE_URL: `file:${file}` }))
		await server.isServing()
		await server.stop()
		expect(await handles(file)).toEqual(['maya.lamps', 'tom'])
	})
})

test('Ctrl-C, which a terminal tells every process of `npm start`, lets the server leave in order', async () => {
	const env = { PATH: process.env.PATH, ...(await onDisk()) }
	const child = spawn(process.execPath, ['functions/setup.mjs', 'start'], { env, detached: true })
	const group = -(child.pid ?? Number.NaN)
	let printed = ''
	child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()))
	const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)))
	onTestFinished(() => {
		if (child.exitCode === null) process.kill(group, 'SIGKILL')
	})
	await until(() => printed.includes('is serving'), 30_000)
	expect((await fetch(`http://127.0.0.1:${env.PORT}/krista`)).status).toBe(200)
	// A busy server hears two signals as one.
	await sleep(1000)
	process.kill(group, 'SIGINT')
	expect(await ended).toBe(0)
})

describe('in a folder that was there before, open to others', () => {
	const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8)

	test('nothing that is made is open to others', async () => {
		const folder = join(freshFolder(), 'data')
		mkdirSync(folder)
		chmodSync(folder, 0o755)
		chmodSync(dirname(folder), 0o755)
		const file = join(folder, 'vitrine.db')
		const env = await onDisk({ DATABASE_URL: `file:${file}` })
		const server = start(env)
		await server.isServing()
		const backup = join(folder, 'backup.db')
		execFileSync(process.execPath, ['functions/cli.ts', 'backup', backup], { env: { PATH: process.env.PATH, ...env } })
		const made = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => [
			name,
			modeOf(join(folder, name)),
		])
		expect(made.map(([name]) => name)).toEqual(
			expect.arrayContaining(['vitrine.db', 'vitrine.db-wal', 'vitrine.db-shm', 'spool', 'backup.db', 'secret']),
		)
		expect(made.filter(([, mode]) => mode !== '600' && mode !== '700')).toEqual([])
		expect(server.log()).not.toContain('Other users')
		await server.stop()

		chmodSync(file, 0o644)
		const again = start(env)
		await again.isServing()
		expect(again.log()).toMatch(
			/^Other users of this machine can read .+vitrine\.db: close it with chmod -R go= \S+vitrine\.db/m,
		)
		expect(await again.stop()).toBe(0)
	})
})

describe('a start that cannot be', () => {
	const aFile = (content: string) => {
		const path = join(freshFolder(), 'there')
		writeFileSync(path, content)
		return path
	}
	const cases: [name: string, given: () => Record<string, string>, sentence: RegExp][] = [
		[
			'a data folder that cannot be made',
			() => ({ DATABASE_URL: `file:${aFile('')}/vitrine.db` }),
			/^The database .+ cannot be made: give it a folder that can be written, or choose another file with DATABASE_URL\.$/,
		],
		[
			'a database file that cannot be opened',
			() => ({ DATABASE_URL: `file:${freshFolder()}` }),
			/^The database .+ cannot be written: make it and its folder writable, or choose another file with DATABASE_URL\.$/,
		],
		[
			'a file that is no database',
			() => ({ DATABASE_URL: `file:${aFile('This was once a letter. '.repeat(400))}` }),
			/^The database .+ is not a sound database: put a backup in its place, or choose another file with DATABASE_URL\.$/,
		],
		[
			'a database of another make, whose address may hold a password',
			() => ({ DATABASE_URL: 'mysql://x' }),
			/^DATABASE_URL is set but must begin with/,
		],
		['a database that is not there', () => ({ DATABASE_URL: 'http://127.0.0.1:9' }), /^DATABASE_URL does not answer: /],
		['a port that is none', () => ({ PORT: 'abc' }), /^PORT is "abc" but must be a whole number from 0 to 65535: /],
		[
			'an origin with a path',
			() => ({ ORIGIN: 'https://x.example/a' }),
			/^ORIGIN is .+ but must be a scheme and a host/,
		],
		['unknown sign-ups', () => ({ SIGNUPS: 'maybe' }), /^SIGNUPS is "maybe" but must be open, invite or closed: /],
		[
			'a secret of a word, which is not repeated',
			() => ({ SECRET: 'hunter2' }),
			/^SECRET is set but must be at least 32/,
		],
		[
			'an address of another machine',
			() => ({ HOST: '203.0.113.9' }),
			/^HOST 203\.0\.113\.9 is not an address of this/,
		],
	]
	test.each(cases)('says so in one sentence: %s', async (_, given, sentence) => {
		const { ended, log } = start(await onDisk(given()))
		expect([await ended, log().trim()]).toEqual([1, expect.stringMatching(sentence)])
		expect(log().trim().split('\n')).toHaveLength(1)
	})

	test('says so in one sentence: a port that is in use', async () => {
		const env = await onDisk()
		const other = createServer()
		await new Promise<void>((resolve) => other.listen(Number(env.PORT), '127.0.0.1', resolve))
		const { ended, log } = start(env)
		expect([await ended, log().trim()]).toEqual([
			1,
			`PORT ${env.PORT} is in use: stop the other program, or choose another with PORT=4322.`,
		])
		other.close()
	})
})
