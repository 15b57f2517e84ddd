import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { closeDb, openDb } from '../../db/client.ts'
import { migrateDb } from '../../db/migrate.ts'
import { crypto } from '../platform/crypto.ts'
import type { Config } from '../platform/env.ts'
import { makeDataFolder } from '../platform/node/data-folder.ts'
import { FORGET } from '../platform/node/forget.ts'
import { CommandError, type World } from './command.ts'

/** Opens the database that the server uses, beside a running one too; makes it first when it may. */
export async function openWorld(
	config: Config,
	mustExist: boolean,
	terminal: Pick<World, 'tell' | 'readLine'>,
): Promise<{ world: World; close: () => void }> {
	const file = config.databaseUrl.startsWith('file:') ? config.databaseUrl.slice('file:'.length) : null
	if (file !== null && mustExist && !existsSync(file)) throw new CommandError(`There is no database at ${file} yet.`)
	if (file !== null) await makeDataFolder(dirname(file))
	const db = openDb(config.databaseUrl, config.databaseAuthToken, undefined, config.databaseShards)
	if (file !== null) await db.$client.execute(FORGET)
	if (!mustExist) for (const one of db.databases()) await migrateDb(one)
	return { world: { ctx: { db, now: Date.now(), crypto }, config, ...terminal }, close: () => closeDb(db) }
}
