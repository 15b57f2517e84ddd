import { fileURLToPath } from 'node:url'
import { sql } from 'drizzle-orm'
import { migrate } from 'drizzle-orm/libsql/migrator'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import type { Db } from './client.ts'

const MIGRATIONS = fileURLToPath(new URL('./migrations', import.meta.url))

/**
 * Brings the database to the newest tables; does nothing when it is there already.
 * A local file is put into WAL mode once, which the file remembers: readers then never wait for the writer.
 */
export async function migrateDb(db: Db): Promise<void> {
	if (db.$client.protocol === 'file') await db.run(sql`pragma journal_mode = wal`)
	await migrate(db, { migrationsFolder: MIGRATIONS })
}

/** How many migrations this program knows, and how many the database has had. */
export async function countMigrations(db: Db): Promise<{ known: number; applied: number }> {
	const [row] = await db.all<{ n: number }>(sql`select count(*) as n from __drizzle_migrations`)
	return { known: readMigrationFiles({ migrationsFolder: MIGRATIONS }).length, applied: row?.n ?? 0 }
}
