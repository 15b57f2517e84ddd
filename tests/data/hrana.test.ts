import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Config, createClient, type InArgs } from '@libsql/client/http'
import { eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/libsql/http'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type HranaOptions, type HranaServer, startHranaServer } from '../../db/hrana/server.ts'
import { splitSql } from '../../db/hrana/sql.ts'

let folder: string
let server: HranaServer
const cleanups: (() => unknown)[] = []

beforeEach(async () => {
	folder = mkdtempSync(join(tmpdir(), 'hrana-'))
	server = await start()
	await client().executeMultiple('CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT UNIQUE, n INTEGER, x REAL, b BLOB)')
})

afterEach(async () => {
	for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
	rmSync(folder, { recursive: true })
})

async function start(options: Partial<HranaOptions> = {}) {
	const started = await startHranaServer({ file: join(folder, 'test.db'), ...options })
	cleanups.push(() => started.close())
	return started
}

function client(config: Partial<Config> = {}) {
	const opened = createClient({ url: server.url, ...config })
	cleanups.push(() => opened.close())
	return opened
}

async function names() {
	return (await client().execute('SELECT name FROM t ORDER BY id')).rows.map((row) => row.name)
}

function post(body: unknown, url = server.url, headers: Record<string, string> = {}) {
	const text = typeof body === 'string' ? body : JSON.stringify(body)
	return fetch(`${url}/v2/pipeline`, { method: 'POST', body: text, headers })
}

async function pipeline(requests: unknown[], baton?: string) {
	const response = await post({ baton, requests })
	expect(response.status).toBe(200)
	return await response.json()
}

const sql = (text: string) => ({ type: 'execute', stmt: { sql: text } })

describe('values', () => {
	const sent = [null, 'blå 🪔', '', 5n, -(2n ** 63n), 2n ** 63n - 1n, 9007199254740993n, 1.5, -0.25, 1e300]

	test.each(sent)('%s survives the way there and back', async (value) => {
		const { rows } = await client({ intMode: 'bigint' }).execute({ sql: 'SELECT ? AS v', args: [value] })
		expect(rows[0]?.v).toBe(value)
	})

	test('blobs survive, empty ones too', async () => {
		const bytes = new Uint8Array([0, 1, 127, 128, 255])
		const { rows } = await client().execute({ sql: 'SELECT ?, ?', args: [bytes, new Uint8Array(0)] })
		expect(new Uint8Array(rows[0]?.[0] as ArrayBuffer)).toEqual(bytes)
		expect(new Uint8Array(rows[0]?.[1] as ArrayBuffer)).toEqual(new Uint8Array(0))
	})

	test('a number is a REAL and a bigint or boolean an INTEGER', async () => {
		const { rows } = await client().execute({
			sql: 'SELECT typeof(?) AS a, typeof(?) AS b, typeof(?) AS c',
			args: [5, 5n, true],
		})
		expect(rows[0]).toEqual({ a: 'real', b: 'integer', c: 'integer' })
	})

	test('a write tells its rows and its last row id beyond 2^53', async () => {
		const db = client({ intMode: 'bigint' })
		const inserted = await db.execute(
			"INSERT INTO t (id, name) VALUES (9007199254740993, 'a'), (9007199254740995, 'b')",
		)
		expect(inserted).toMatchObject({ rowsAffected: 2, lastInsertRowid: 9007199254740995n })
		expect(await db.execute('UPDATE t SET n = 1')).toMatchObject({ rowsAffected: 2, lastInsertRowid: undefined })
		expect(await db.execute('UPDATE t SET n = 1 WHERE id = 0 RETURNING id')).toMatchObject({ rowsAffected: 0 })
		expect(await db.execute('SELECT * FROM t')).toMatchObject({ rowsAffected: 0, lastInsertRowid: undefined })
	})

	test('columns carry their names and declared types', async () => {
		const result = await client().execute('SELECT id, n AS number, count(*), id FROM t')
		expect(result.columns).toEqual(['id', 'number', 'count(*)', 'id'])
		expect(result.columnTypes).toEqual(['INTEGER', 'INTEGER', '', 'INTEGER'])
	})
})

describe('arguments', () => {
	test.each([
		{ text: 'SELECT :a, @b, $c, :a', args: { a: 1, b: 'x', c: null }, row: [1, 'x', null, 1] },
		{ text: 'SELECT :a, @b', args: { ':a': 1, '@b': 2 }, row: [1, 2] },
		{ text: "SELECT ?2, ?1, '?', ':no' AS \"?\" -- ?", args: [1, 2], row: [2, 1, '?', ':no'] },
		{ text: 'SELECT :a, ?', args: ['x', 'y'], row: ['x', 'y'] },
	])('$text', async ({ text, args, row }) => {
		const { rows } = await client().execute({ sql: text, args: args as InArgs })
		expect(row.map((_, column) => rows[0]?.[column])).toEqual(row)
	})

	test.each([
		{ text: 'SELECT ?, ?', args: [1], code: 'ARGS_INVALID' },
		{ text: 'SELECT ?', args: [1, 2], code: 'ARGS_INVALID' },
		{ text: 'SELECT :a', args: { b: 1 }, code: 'ARGS_INVALID' },
		{ text: ' -- nothing', args: [], code: 'SQL_NO_STATEMENT' },
		{ text: 'SELECT 1; SELECT 2', args: [], code: 'SQL_MANY_STATEMENTS' },
		{ text: 'SELEC 1', args: [], code: 'SQLITE_ERROR' },
	])('$code for $text', async ({ text, args, code }) => {
		await expect(client().execute({ sql: text, args })).rejects.toMatchObject({ code })
	})
})

describe('writes', () => {
	test('a unique violation has its own code and the server goes on', async () => {
		const db = client()
		await db.execute("INSERT INTO t (name) VALUES ('a')")
		await expect(db.execute("INSERT INTO t (name) VALUES ('a')")).rejects.toMatchObject({
			code: 'SQLITE_CONSTRAINT_UNIQUE',
			message: expect.stringContaining('UNIQUE constraint failed: t.name'),
		})
		expect(await names()).toEqual(['a'])
	})

	test('a batch is all or nothing', async () => {
		const insert = 'INSERT INTO t (name) VALUES (?)'
		const db = client()
		const results = await db.batch([{ sql: insert, args: ['a'] }, 'SELECT count(*) AS c FROM t'], 'write')
		expect(results[1]?.rows[0]?.c).toBe(1)
		const failing = [insert, insert, insert].map((sql, i) => ({ sql, args: [['b', 'a', 'c'][i] ?? null] }))
		const failure = { code: 'SQLITE_CONSTRAINT_UNIQUE', statementIndex: 1 }
		await expect(db.batch(failing, 'write')).rejects.toMatchObject(failure)
		expect(await names()).toEqual(['a'])
	})

	test('fifty batches at once all succeed', async () => {
		const db = client({ concurrency: 50 })
		const batches = Array.from({ length: 50 }, (_, i) =>
			db.batch([`INSERT INTO t (name) VALUES ('${i}')`, `UPDATE t SET n = 1 WHERE name = '${i}'`], 'write'),
		)
		await Promise.all(batches)
		expect((await db.execute('SELECT sum(n) AS s FROM t')).rows[0]?.s).toBe(50)
	})

	test('executeMultiple runs a script with a trigger in it and stops at its first error', async () => {
		const db = client()
		await db.executeMultiple(`
			CREATE TRIGGER shout AFTER INSERT ON t BEGIN
				UPDATE t SET x = CASE WHEN new.n > 0 THEN 1 ELSE 0 END WHERE id = new.id;
				UPDATE t SET name = upper(name) WHERE id = new.id;
			END;
			INSERT INTO t (name) VALUES ('a;b'); -- a comment; with a semicolon
			INSERT INTO t (name) VALUES ('c')`)
		expect(await names()).toEqual(['A;B', 'C'])
		const script = "INSERT INTO t (name) VALUES ('d'); INSERT INTO nope VALUES (1); INSERT INTO t (name) VALUES ('e')"
		await expect(db.executeMultiple(script)).rejects.toMatchObject({ code: 'SQLITE_ERROR' })
		expect(await names()).toEqual(['A;B', 'C', 'D'])
	})

	test('migrate() may break foreign keys on its way and leaves them on for the next', async () => {
		const db = client()
		await db.executeMultiple('CREATE TABLE child (t_id INTEGER REFERENCES t (id)); INSERT INTO t (id) VALUES (1)')
		await db.execute('INSERT INTO child VALUES (1)')
		await db.migrate(['DELETE FROM t', 'INSERT INTO t (id) VALUES (1)'])
		await expect(db.execute('DELETE FROM t')).rejects.toMatchObject({ code: 'SQLITE_CONSTRAINT_FOREIGNKEY' })
	})

	test('a connection whose foreign keys were switched off is not given to the next stream', async () => {
		const db = client()
		await db.executeMultiple('CREATE TABLE child (t_id INTEGER REFERENCES t (id)); PRAGMA foreign_keys = off')
		await expect(db.execute('INSERT INTO child VALUES (9)')).rejects.toThrow('FOREIGN KEY')
	})
})

describe('transactions across requests', () => {
	test('a commit keeps, a rollback does not', async () => {
		const db = client()
		for (const [name, end] of [
			['kept', 'commit'],
			['lost', 'rollback'],
			['closed', 'close'],
		] as const) {
			const tx = await db.transaction('write')
			await tx.execute({ sql: 'INSERT INTO t (name) VALUES (?)', args: [name] })
			const seen = await tx.execute({ sql: 'SELECT count(*) AS c FROM t WHERE name = ?', args: [name] })
			expect(seen.rows[0]?.c).toBe(1)
			await tx[end]()
		}
		expect(await names()).toEqual(['kept'])
	})

	test('a writer waits for an open transaction without stopping it', async () => {
		const tx = await client().transaction('write')
		await tx.execute("INSERT INTO t (name) VALUES ('first')")
		const second = client().execute("INSERT INTO t (name) VALUES ('second')")
		await sleep(50)
		await tx.commit()
		await second
		expect(await names()).toEqual(['first', 'second'])
	})

	test('a writer that waited in vain is told so, and the next one is well', async () => {
		server = await start({ lockWaitMs: 100 })
		const tx = await client().transaction('write')
		await tx.execute("INSERT INTO t (name) VALUES ('first')")
		const db = client()
		await expect(db.batch(["INSERT INTO t (name) VALUES ('late')"], 'write')).rejects.toMatchObject({
			code: 'SQLITE_BUSY',
		})
		await tx.commit()
		await db.batch(["INSERT INTO t (name) VALUES ('next')"], 'write')
		expect(await names()).toEqual(['first', 'next'])
	})

	test('the stream that waited in vain can write later', async () => {
		server = await start({ lockWaitMs: 50 })
		const tx = await client().transaction('write')
		await tx.execute("INSERT INTO t (name) VALUES ('first')")
		const { baton, results } = await pipeline([sql("INSERT INTO t (name) VALUES ('late')")])
		expect(results[0].error.code).toBe('SQLITE_BUSY')
		await tx.commit()
		const later = await pipeline([sql('BEGIN'), sql("INSERT INTO t (name) VALUES ('later')"), sql('COMMIT')], baton)
		expect(later.results.map((result: { type: string }) => result.type)).toEqual(['ok', 'ok', 'ok'])
		expect(await names()).toEqual(['first', 'later'])
	})

	test('a transaction that read what another has changed since cannot write, and the next one can', async () => {
		const tx = await client().transaction('deferred')
		await tx.execute('SELECT * FROM t')
		await client().execute("INSERT INTO t (name) VALUES ('other')")
		const write = tx.execute("INSERT INTO t (name) VALUES ('stale')")
		await expect(write).rejects.toMatchObject({ code: 'SQLITE_BUSY_SNAPSHOT' })
		await tx.rollback()
		await client().batch(["INSERT INTO t (name) VALUES ('next')"], 'write')
		expect(await names()).toEqual(['other', 'next'])
	})

	test('an idle stream expires and its transaction is rolled back', async () => {
		server = await start({ streamIdleMs: 100 })
		const { baton } = await pipeline([sql('BEGIN IMMEDIATE'), sql("INSERT INTO t (name) VALUES ('a')")])
		await sleep(200)
		const late = await post({ baton, requests: [sql('COMMIT')] })
		expect(await late.json()).toMatchObject({ code: 'STREAM_EXPIRED' })
		await client().execute("INSERT INTO t (name) VALUES ('b')")
		expect(await names()).toEqual(['b'])
	})

	test('a baton is good for one request', async () => {
		const first = await pipeline([sql('BEGIN')])
		const second = await pipeline([{ type: 'get_autocommit' }], first.baton)
		expect(second.results[0].response).toEqual({ type: 'get_autocommit', is_autocommit: false })
		expect(second.baton).not.toBe(first.baton)
		expect((await post({ baton: first.baton, requests: [] })).status).toBe(400)
		expect((await pipeline([{ type: 'close' }], second.baton)).baton).toBeNull()
		expect((await post({ baton: second.baton, requests: [] })).status).toBe(400)
	})

	test('the 129th open stream is refused until one closes', async () => {
		const open = await Promise.all(Array.from({ length: 128 }, () => pipeline([sql('SELECT 1')])))
		expect((await post({ requests: [] })).status).toBe(503)
		await pipeline([{ type: 'close' }], open[0].baton)
		expect((await post({ requests: [] })).status).toBe(200)
	})
})

describe('the protocol', () => {
	test('describe tells parameters, columns and whether it only reads', async () => {
		const describeSql = (text: string) => ({ type: 'describe', sql: text })
		const { results } = await pipeline([
			describeSql('SELECT id, x + ? AS y FROM t WHERE name = :name AND n > ?5'),
			describeSql('INSERT INTO t (id) VALUES (1)'),
			describeSql('EXPLAIN DELETE FROM t'),
			describeSql('SELECT nope FROM t'),
		])
		expect(results[0].response.result).toEqual({
			params: [{ name: null }, { name: ':name' }, { name: null }, { name: null }, { name: '?5' }],
			cols: [
				{ name: 'id', decltype: 'INTEGER' },
				{ name: 'y', decltype: null },
			],
			is_explain: false,
			is_readonly: true,
		})
		expect(results[1].response.result).toMatchObject({ params: [], cols: [], is_readonly: false })
		expect(results[2].response.result).toMatchObject({ is_explain: true })
		expect(results[3]).toMatchObject({ type: 'error', error: { code: 'SQLITE_ERROR' } })
		expect(await names()).toEqual([])
	})

	test('stored texts serve until they are closed', async () => {
		const store = { type: 'store_sql', sql_id: 1, sql: 'SELECT 7' }
		const use = { type: 'execute', stmt: { sql_id: 1 } }
		const { baton, results } = await pipeline([store, use])
		expect(results[1].response.result.rows).toEqual([[{ type: 'integer', value: '7' }]])
		const response = await post({ baton, requests: [{ type: 'close_sql', sql_id: 1 }, use] })
		expect(response.status).toBe(400)
		expect(await response.text()).toBe('SQL text 1 not found')
		const { results: tooLarge } = await pipeline([{ ...store, sql: `SELECT '${'å'.repeat(2500)}'` }])
		expect(tooLarge[0]).toMatchObject({ type: 'error', error: { code: 'SQL_STORE_TOO_LARGE' } })
	})

	test.each([
		{ condition: { type: 'ok', step: 0 }, runs: true },
		{ condition: { type: 'ok', step: 1 }, runs: false },
		{ condition: { type: 'error', step: 1 }, runs: true },
		{ condition: { type: 'error', step: 0 }, runs: false },
		{ condition: { type: 'not', cond: { type: 'ok', step: 1 } }, runs: true },
		{
			condition: {
				type: 'and',
				conds: [
					{ type: 'ok', step: 0 },
					{ type: 'ok', step: 1 },
				],
			},
			runs: false,
		},
		{
			condition: {
				type: 'or',
				conds: [
					{ type: 'ok', step: 0 },
					{ type: 'ok', step: 1 },
				],
			},
			runs: true,
		},
		{ condition: { type: 'is_autocommit' }, runs: true },
	])('a step with $condition', async ({ condition, runs }) => {
		const steps = [
			{ stmt: { sql: 'SELECT 1' } },
			{ stmt: { sql: 'SELECT nope' } },
			{ condition, stmt: { sql: 'SELECT 3' } },
		]
		const { results } = await pipeline([{ type: 'batch', batch: { steps } }])
		const { step_results, step_errors } = results[0].response.result
		expect(step_results.map((result: unknown) => result !== null)).toEqual([true, false, runs])
		expect(step_errors.map((error: unknown) => error !== null)).toEqual([false, true, false])
	})

	test('want_rows: false runs without rows', async () => {
		const stmt = { sql: "INSERT INTO t (name) VALUES ('a') RETURNING id", want_rows: false }
		const { results } = await pipeline([{ type: 'execute', stmt }])
		expect(results[0].response.result).toMatchObject({ rows: [], affected_row_count: 1, last_insert_rowid: '1' })
	})

	test.each([
		'not json',
		'[]',
		{ requests: [{ type: 'nope' }] },
		{ requests: [{ type: 'execute', stmt: { sql: 'SELECT ?', args: [{ type: 'integer', value: 5 }] } }] },
		{
			requests: [
				{ type: 'execute', stmt: { sql: 'SELECT ?', args: [{ type: 'integer', value: '9223372036854775808' }] } },
			],
		},
		{ requests: [{ type: 'execute', stmt: {} }] },
		{ requests: [{ type: 'close' }, sql('SELECT 1')] },
	])('%j is a bad request', async (body) => {
		expect((await post(body)).status).toBe(400)
	})

	test('a body over 16 MB is refused and one below is not', async () => {
		const [below, over] = [15, 17].map((megabytes) => sql(`SELECT length('${'x'.repeat(megabytes * 1024 * 1024)}')`))
		expect((await post({ requests: [over] })).status).toBe(413)
		expect((await pipeline([below])).results[0].response.result.rows[0][0].value).toBe(String(15 * 1024 * 1024))
	})

	test('the two doors without a token, and nothing else', async () => {
		server = await start({ authToken: 'secret' })
		const statuses = ['/health', '/v2', '/v3-protobuf'].map(async (path) => (await fetch(server.url + path)).status)
		expect(await Promise.all(statuses)).toEqual([200, 200, 404])
	})

	test('a wrong or missing token is refused, the right one is not', async () => {
		server = await start({ authToken: 'secret' })
		expect((await post({ requests: [] })).status).toBe(401)
		await expect(client({ authToken: 'wrong' }).execute('SELECT 1')).rejects.toThrow('401')
		expect((await client({ authToken: 'secret' }).execute('SELECT 1 AS one')).rows[0]?.one).toBe(1)
	})
})

describe('faults', () => {
	test('a batch that is rolled back is no commit, so its answer arrives', async () => {
		server.setFaults({ dropAfterCommitEvery: 1 })
		const insert = "INSERT INTO t (name) VALUES ('a')"
		const failure = { code: 'SQLITE_CONSTRAINT_UNIQUE' }
		await expect(client().batch([insert, insert], 'write')).rejects.toMatchObject(failure)
		const kept = await pipeline([sql('BEGIN'), sql(insert), sql('ROLLBACK')])
		expect(kept.results).toHaveLength(3)
	})

	test('a slow database and a broken one, until they are taken away', async () => {
		server.setFaults({ delayMs: 80 })
		const before = performance.now()
		await names()
		expect(performance.now() - before).toBeGreaterThanOrEqual(79)
		server.setFaults({ status: 500 })
		await expect(client().execute("INSERT INTO t (name) VALUES ('a')")).rejects.toMatchObject({ code: 'SERVER_ERROR' })
		server.setFaults({})
		expect(await names()).toEqual([])
	})

	test('every second commit loses its answer but not its rows', async () => {
		server.setFaults({ dropAfterCommitEvery: 2 })
		const db = client()
		const outcomes: string[] = []
		for (const name of ['a', 'b', 'c', 'd']) {
			await db.execute('SELECT 1')
			const insert = db.batch([{ sql: 'INSERT INTO t (name) VALUES (?)', args: [name] }], 'write')
			outcomes.push(
				await insert.then(
					() => 'answered',
					() => 'cut',
				),
			)
		}
		expect(outcomes).toEqual(['answered', 'cut', 'answered', 'cut'])
		expect(await names()).toEqual(['a', 'b', 'c', 'd'])
	})
})

test('drizzle inserts with returning and joins columns of the same name', async () => {
	const makers = sqliteTable('makers', { id: integer('id').primaryKey(), name: text('name').notNull() })
	const lamps = sqliteTable('lamps', {
		id: integer('id').primaryKey(),
		name: text('name'),
		makerId: integer('maker_id'),
	})
	const db = drizzle({ client: client() })
	await db.run('CREATE TABLE makers (id INTEGER PRIMARY KEY, name TEXT NOT NULL)')
	await db.run('CREATE TABLE lamps (id INTEGER PRIMARY KEY, name TEXT, maker_id INTEGER)')
	const [maker] = await db.insert(makers).values({ id: 7, name: 'Jøtul' }).returning()
	expect(maker).toEqual({ id: 7, name: 'Jøtul' })
	await db.batch([db.insert(lamps).values({ id: 1, name: 'desk', makerId: 7 }), db.insert(lamps).values({ id: 2 })])
	const rows = await db.select().from(lamps).leftJoin(makers, eq(makers.id, lamps.makerId)).orderBy(lamps.id)
	expect(rows).toEqual([
		{ lamps: { id: 1, name: 'desk', makerId: 7 }, makers: { id: 7, name: 'Jøtul' } },
		{ lamps: { id: 2, name: null, makerId: null }, makers: null },
	])
})

test('what was written is in the file after a restart', async () => {
	await client().execute("INSERT INTO t (name) VALUES ('a')")
	await server.close()
	server = await start()
	expect(await names()).toEqual(['a'])
})

describe('splitSql', () => {
	test.each([
		{ text: 'with a(x) as (select 1) insert into t select x from a', verb: 'INSERT', params: [] },
		{ text: "select 'it''s; ?', [a;b], `c;?` /* ; ? */", verb: 'SELECT', params: [] },
		{ text: 'select ?, :a, ?3, :a, ?', verb: 'SELECT', params: [null, ':a', '?3', null] },
		{ text: '/* ? */ update t set n = $n', verb: 'UPDATE', params: ['$n'] },
	])('$text', ({ text, verb, params }) => {
		expect(splitSql(`${text};;`)).toMatchObject([{ verb, params }])
	})
})

describe('npm run edge', () => {
	const run = (...args: string[]) => {
		const child = spawn(process.execPath, ['db/hrana/main.ts', ...args])
		cleanups.push(() => child.kill())
		return child
	}

	test('prints the URL, serves, and ends on a signal', async () => {
		const child = run('--file', join(folder, 'new', 'edge.db'))
		const [line] = await once(child.stdout, 'data')
		const url = String(line).trim()
		expect((await fetch(`${url}/health`)).status).toBe(200)
		child.kill('SIGTERM')
		expect(await once(child, 'exit')).toEqual([0, null])
	})

	test('a busy port stops it with one sentence', async () => {
		const taken = createServer().listen(0, '127.0.0.1')
		cleanups.push(() => taken.close())
		await once(taken, 'listening')
		const { port } = taken.address() as { port: number }
		const child = run('--file', join(folder, 'edge.db'), '--port', String(port))
		const [line] = await once(child.stderr, 'data')
		expect(String(line)).toBe(`Port ${port} is in use: stop what uses it or choose another with --port.\n`)
		expect(await once(child, 'exit')).toEqual([1, null])
	})
})
