import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { getPriority } from 'node:os'
import { createClient, LibsqlBatchError, LibsqlError } from '@libsql/client'
import { eq, sql } from 'drizzle-orm'
import { expect, onTestFinished, test } from 'vitest'
import { overClient } from '../../db/client.ts'
import { PreparedClient } from '../../db/prepared-client.ts'
import { profiles, users } from '../../db/schema/index.ts'
import { readConfig } from '../../functions/platform/env.ts'
import { openNodePlatform } from '../../functions/platform/node/open.ts'
import { splitClient } from '../../functions/platform/node/split-client.ts'
import { ThreadClient } from '../../functions/platform/node/thread-client.ts'
import { freshDbFile } from '../support/db.ts'
import { aProfile, aUser } from '../support/factories.ts'

function open() {
	const url = `file:${freshDbFile()}`
	const client = splitClient(new ThreadClient(url, 'writer'), new ThreadClient(url, 'reader'))
	onTestFinished(() => client.close())
	return { client, db: overClient(client) }
}

test('Drizzle works across the thread, also with two columns of one name', async () => {
	const { db } = open()
	const maya = await aUser(db, { id: 'maya' })
	const page = await aProfile(db, { ownerId: maya.id, handle: 'maya' })
	const rows = await db
		.select({ user: users.id, profile: profiles.id, at: users.createdAt })
		.from(users)
		.innerJoin(profiles, eq(profiles.ownerId, users.id))
	expect(rows).toEqual([{ user: 'maya', profile: page.id, at: maya.createdAt }])
})

test('a read sees the write that was answered before it', async () => {
	const { db } = open()
	for (let i = 0; i < 50; i++) {
		await aUser(db, { id: `u${i}` })
		expect(await db.$count(users)).toBe(i + 1)
	}
})

test('rows come back by position and by name, blobs and large numbers included', async () => {
	const { client } = open()
	const { rows, columns } = await client.execute(
		"select 1 as a, 'two' as b, null as c, 2.5 as d, x'00ff' as e, 9007199254740991 as f",
	)
	expect(columns).toEqual(['a', 'b', 'c', 'd', 'e', 'f'])
	expect(Array.from(rows[0] ?? [])).toEqual([1, 'two', null, 2.5, expect.anything(), 9007199254740991])
	expect(new Uint8Array(rows[0]?.e as ArrayBuffer)).toEqual(new Uint8Array([0, 255]))
	expect(Object.keys(rows[0] ?? {})).toEqual(columns)
})

test('a batch is all or nothing, and says which statement failed', async () => {
	const { client, db } = open()
	const insert = (id: string) => ({
		sql: 'insert into users (id, email, password_hash, language, created_at) values (?, ?, ?, ?, ?)',
		args: [id, `${id}@example.com`, 'none', 'en', 1],
	})
	const failure = await client.batch([insert('a'), insert('a')]).catch((error: unknown) => error)
	expect(failure).toBeInstanceOf(LibsqlBatchError)
	expect(failure).toMatchObject({ code: 'SQLITE_CONSTRAINT', statementIndex: 1 })
	expect(await db.$count(users)).toBe(0)
})

test('an error of the driver keeps its code, and the thread goes on', async () => {
	const { client } = open()
	const failure = await client.execute('select * from absent').catch((error: unknown) => error)
	expect(failure).toBeInstanceOf(LibsqlError)
	expect(failure).toMatchObject({ message: expect.stringContaining('no such table') })
	expect((await client.execute('select 1 as one')).rows[0]?.one).toBe(1)
})

test('rows and errors are those of the driver, whoever stands before it', async () => {
	const file = freshDbFile()
	const clients = [
		createClient({ url: `file:${file}` }),
		new ThreadClient(`file:${file}`, 'x'),
		new PreparedClient(`file:${file}`),
	]
	onTestFinished(() => {
		for (const client of clients) client.close()
	})
	const told = await Promise.all(
		clients.map(async (client) => {
			const [row] = (await client.execute('select 1 as a, 2 as a, 3 as b')).rows
			const { message, code } = await client
				.execute("insert into words values (1, 'x'), (1, 'y')")
				.catch((error) => error)
			return { ...row, names: Object.keys(row ?? {}), values: Array.from(row ?? []), message, code }
		}),
	)
	expect(told[0]).toMatchObject({ a: 1, b: 3, names: ['a', 'b'], values: [1, 2, 3], code: 'SQLITE_CONSTRAINT' })
	expect(told.slice(1)).toEqual([told[0], told[0]])
})

test('columns are told apart also where a name has a comma', async () => {
	const { client } = open()
	const names = async (sql: string) => Object.keys((await client.execute(sql)).rows[0] ?? {})
	expect(await names('select 1 as "a,b"')).toEqual(['a,b'])
	expect(await names('select 1 as a, 2 as b')).toEqual(['a', 'b'])
})

test('a transaction that would hold the writer is refused', async () => {
	const { client } = open()
	expect(() => client.transaction('write')).toThrow('batch()')
})

test('a closed client refuses instead of waiting for ever', async () => {
	const { client, db } = open()
	client.close()
	await expect(db.run(sql`delete from users`)).rejects.toThrow()
})

test('a thread that is closed in the middle of a statement answers it, and ends by itself', async () => {
	const thread = new ThreadClient(`file:${freshDbFile()}`, 'closing')
	const slow = thread.execute(
		'with recursive n(i) as (select 1 union all select i + 1 from n where i < 300000) select max(i) as most from n',
	)
	thread.close()
	expect((await slow).rows[0]?.most).toBe(300_000)
	await thread.ended
})

/** The niceness of this process's threads of a name; none where the system does not say. */
function nicenessOf(name: string): number[] {
	if (!existsSync('/proc/self/task')) return []
	const tasks = readdirSync('/proc/self/task').map((id) => readFileSync(`/proc/self/task/${id}/stat`, 'utf8'))
	const named = tasks.filter((stat) => stat.includes(`(${name})`))
	return named.map((stat) => Number(stat.split(') ')[1]?.split(' ')[16]))
}

test('a thread gives way as far as it is told to, and nobody else does', async () => {
	const url = `file:${freshDbFile()}`
	const own = getPriority()
	const [urgent, patient] = [new ThreadClient(url, 'urgent'), new ThreadClient(url, 'patient', { niceness: own + 1 })]
	onTestFinished(() => {
		for (const thread of [urgent, patient]) thread.close()
	})
	await Promise.all([urgent, patient].map((thread) => thread.execute('select 1')))
	const isTold = process.platform === 'linux'
	expect([nicenessOf('urgent'), nicenessOf('patient')]).toEqual(isTold ? [[own], [own + 1]] : [[], []])
})

test('reports give way to followers', async () => {
	const platform = await openNodePlatform(readConfig({ DATABASE_URL: `file:${freshDbFile()}` }))
	onTestFinished(() => platform.close())
	await Promise.all([platform.db.$count(users), platform.db.delete(users)])
	const wanted = Math.max(10, getPriority())
	expect(nicenessOf('reader').includes(wanted)).toBe(process.platform === 'linux')
})
