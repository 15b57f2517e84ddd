import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDb } from '../../db/client.ts'
import { migrateDb } from '../../db/migrate.ts'

/** Migrates one empty database for the whole run; every test copies its file. */
export default async function setup() {
	const folder = await mkdtemp(join(tmpdir(), 'vitrine-tests-'))
	const path = join(folder, 'base.db')
	const db = openDb(`file:${path}`)
	await migrateDb(db)
	await db.$client.execute('pragma wal_checkpoint(truncate)')
	db.$client.close()
	process.env.VITRINE_BASE_DB = path
	return () => rm(folder, { recursive: true })
}
