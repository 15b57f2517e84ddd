import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { migrate } from 'drizzle-orm/libsql/migrator'
import { expect, onTestFinished, test } from 'vitest'
import { openDb } from '../../db/client.ts'
import { migrateDb } from '../../db/migrate.ts'
import { findMiscounts } from '../../db/queries/integrity.ts'
import { keepCounters } from '../../src/domain/clicks/counters.ts'
import { freshFolder } from '../support/db.ts'

/** A database as it was after the first `count` migrations. */
async function databaseAfter(count: number) {
	const folder = freshFolder()
	cpSync('db/migrations', join(folder, 'migrations'), { recursive: true })
	const journal = join(folder, 'migrations/meta/_journal.json')
	const { entries, ...rest } = JSON.parse(readFileSync(journal, 'utf8'))
	writeFileSync(journal, JSON.stringify({ ...rest, entries: entries.slice(0, count) }))
	const db = openDb(`file:${join(folder, 'old.db')}`)
	onTestFinished(() => db.$client.close())
	await migrate(db, { migrationsFolder: join(folder, 'migrations') })
	return db
}

test('hits that were counted by quarter hour are counted by every dimension, and none is lost', async () => {
	const db = await databaseAfter(2)
	const DAY = 86_400_000
	await db.$client.executeMultiple(`
		insert into users (id, email, password_hash, language, created_at) values ('maya', 'maya@example.com', 'x', 'en', 0);
		insert into profiles (id, owner_id, handle, name, language, time_zone, created_at, updated_at)
			values (1, 'maya', 'maya', 'Maya', 'en', 'Asia/Kathmandu', 0, 0);
		insert into words (text) values ('tag:tt');
		insert into hits (id, profile_id, block_id, kind, at, bucket, channel, country, device, app, visitor) values
			('a', 1, 0, 0, ${20_000 * DAY + 5}, 0, 1, 'NO', 0, 1, 7),
			('b', 1, 9, 1, ${20_000 * DAY + 6}, 0, 1, 'NO', 0, 1, 7),
			('c', 1, 9, 1, ${20_000 * DAY + 7}, 3, 1, 'NO', 0, 1, 7),
			('d', 1, 9, 1, ${20_001 * DAY + 8}, 1, null, null, 3, 0, null);
		insert into visitors (visitor, profile_id, first_at) values (7, 1, ${20_000 * DAY + 5});
	`)
	await migrateDb(db)
	await keepCounters(db)
	expect(await findMiscounts(db)).toEqual([])
	const rows = (sql: string) => db.$client.execute(sql).then((result) => result.rows.map((row) => Array.from(row)))
	expect(await rows('select count(*) from hits')).toEqual([[4]])
	expect(await rows('select text from hits join words on words.id = country limit 1')).toEqual([['NO']])
	expect(await rows('select dimension, sum(hits) from rollups where grain = 1 group by 1')).toEqual([
		[0, 4],
		[1, 3],
		[2, 2],
		[3, 2],
		[4, 2],
		[5, 2],
		[6, 1],
	])
	expect(await rows('select count(*) from taps')).toEqual([[2]])
})
