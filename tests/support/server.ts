import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { dirname, resolve } from 'node:path'
import { afterAll, beforeAll, onTestFinished } from 'vitest'
import { createTestHarness } from 'wrangler'
import { type Db, openDb } from '../../db/client.ts'
import { startHranaServer } from '../../db/hrana/server.ts'
import { migrateDb } from '../../db/migrate.ts'
import { buildIfChanged } from '../../functions/build.ts'
import NODE_FLAGS from '../../functions/node-flags.json' with { type: 'json' }
import { type AtEnd, freshDbFile } from './db.ts'
import { must } from './factories.ts'

/** A server of the built site, over a database of its own, and a look into that database. */
export interface Served {
	url: string
	/** A connection beside the server's. */
	db: Db
	/** What the server printed so far. */
	log(): string
	stop(signal?: NodeJS.Signals): Promise<void>
}

interface Options {
	env?: Record<string, string>
	/** Fills the database before the server opens it. */
	seed?: (db: Db) => Promise<unknown>
	/** What browsers call this machine: its address, unless passkeys are to be made, for which it needs a name. */
	host?: '127.0.0.1' | 'localhost'
	/** An existing database file, to start again on the same data. */
	file?: string
	atEnd?: AtEnd
}

const atTestEnd: AtEnd = (work) => onTestFinished(async () => void (await work()))

const START_MS = 30_000
/** Long enough for the tests' own sessions and signatures, and in no real installation. */
const SECRET = 'a secret that only the tests know 0123456789'

/** The Node build, as `npm start` runs it, on a free port. */
export async function startNode(options: Options = {}): Promise<Served> {
	const { env = {}, seed, atEnd = atTestEnd, file = freshDbFile(atEnd), host = '127.0.0.1' } = options
	buildIfChanged('node')
	const db = await seeded(file, atEnd, seed)
	const port = await freePort()
	const settings = { HOST: '127.0.0.1', PORT: String(port), DATABASE_URL: `file:${file}`, SECRET, ...env }
	const child = spawn(process.execPath, [...NODE_FLAGS, resolve('dist/node/front/node.mjs')], {
		// With a database over HTTP, the folder for what is kept on disk is found from here.
		cwd: dirname(file),
		env: { PATH: process.env.PATH, HOME: dirname(file), ...settings },
	})
	let printed = ''
	const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
	for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (printed += chunk.toString()))
	const stop = async (signal: NodeJS.Signals = 'SIGTERM') => {
		child.kill(signal)
		await exited
	}
	atEnd(() => stop('SIGKILL'))
	await until(() => printed.includes('is serving') || child.exitCode !== null, START_MS)
	if (child.exitCode !== null) throw new Error(`The server did not start: ${printed}`)
	return { url: `http://${host}:${port}`, db, log: () => printed, stop }
}

/** The Workers build in workerd, with a database over HTTP: our own server over a file, or the one in LIBSQL_TEST_URL. */
export async function startEdge(options: Options = {}): Promise<Served> {
	const { env = {}, atEnd = atTestEnd, host } = options
	buildIfChanged('edge')
	const { db, vars, ...database } = await openHttpDatabase(options, atEnd)
	const workers = (ORIGIN: string) => ({
		workers: [{ configPath: 'dist/edge/server/wrangler.json', vars: { ...vars, SECRET, ORIGIN, ...env } }],
	})
	const harness = createTestHarness(workers('http://127.0.0.1'))
	const stop = async () => {
		await harness.close()
		await database.close()
	}
	atEnd(stop)
	const { url } = await harness.listen()
	url.hostname = host ?? url.hostname
	// It keeps its port, which nobody knows before it listens.
	if (!env.ORIGIN) await harness.update(workers(url.origin))
	const log = () =>
		harness
			.getLogs()
			.map((line) => line.message)
			.join('\n')
	return { url: url.origin, db, log, stop }
}

async function openHttpDatabase({ seed, file }: Options, atEnd: AtEnd) {
	const url = process.env.LIBSQL_TEST_URL
	if (url) return openGivenDatabase(url, process.env.LIBSQL_TEST_TOKEN, atEnd, seed)
	const path = file ?? freshDbFile(atEnd)
	const db = await seeded(path, atEnd, seed)
	const server = await startHranaServer({ file: path })
	return { db, vars: { DATABASE_URL: server.url }, close: () => server.close() }
}

/** A real sqld or Turso database, which the tests empty first. */
async function openGivenDatabase(url: string, token: string | undefined, atEnd: AtEnd, seed: Options['seed']) {
	const db = openDb(url, token)
	atEnd(() => db.$client.close())
	const tables = await db.$client.execute(
		"select name from sqlite_master where type = 'table' and name not like 'sqlite_%'",
	)
	await db.$client.migrate(tables.rows.map((row) => `drop table "${row.name}"`))
	await migrateDb(db)
	await seed?.(db)
	const vars = { DATABASE_URL: url, ...(token ? { DATABASE_AUTH_TOKEN: token } : {}) }
	return { db, vars, close: async () => {} }
}

/** One server for all tests of a file, which must not disturb one another. */
export function sharedServer(start: typeof startNode, options: Options = {}): () => Served {
	const endings: (() => unknown)[] = []
	let served: Served | undefined
	beforeAll(async () => {
		served = await start({ ...options, atEnd: (work) => void endings.unshift(work) })
	})
	afterAll(async () => {
		for (const work of endings) await work()
	})
	return () => must(served)
}

async function seeded(file: string, atEnd: AtEnd, seed?: (db: Db) => Promise<unknown>): Promise<Db> {
	const db = openDb(`file:${file}`)
	atEnd(() => db.$client.close())
	await seed?.(db)
	return db
}

export function freePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const probe = createServer()
		probe.on('error', reject)
		probe.listen(0, '127.0.0.1', () => {
			const { port } = probe.address() as { port: number }
			probe.close(() => resolve(port))
		})
	})
}

/** Asks again until it is so. Throws when it never was. */
export async function until(isSo: () => boolean | Promise<boolean>, limitMs = 5000): Promise<void> {
	const end = performance.now() + limitMs
	while (!(await isSo())) {
		if (performance.now() > end) throw new Error(`Waited ${limitMs} ms in vain for ${isSo}`)
		await new Promise((resolve) => setTimeout(resolve, 20))
	}
}
