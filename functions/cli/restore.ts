import { chmod, copyFile, open, rename, rm, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { openDb } from '../../db/client.ts'
import { countMigrations } from '../../db/migrate.ts'
import { findDamage, hasTables } from '../../db/queries/integrity.ts'
import { makeDataFolder } from '../platform/node/data-folder.ts'
import { becomeSoleServer } from '../platform/node/sole-server.ts'
import { CommandError, type FileCommand, UsageError } from './command.ts'
import { orTrouble } from './file-trouble.ts'

export const restore: FileCommand = {
	summary: 'Put a backup in the place of the database, which is kept beside it. Stop the server first.',
	usage: '<file>',
	options: {},
	async runOnFile({ databaseUrl }, { positionals }) {
		const [given, ...more] = positionals
		if (given === undefined || more.length > 0) throw new UsageError('Say from which one file.')
		if (!databaseUrl.startsWith('file:'))
			throw new CommandError('DATABASE_URL names a server: restore it with the tools of its provider.')
		const [backup, database] = [resolve(given), resolve(databaseUrl.slice('file:'.length))]
		if (!(await isThere(backup))) throw new CommandError(`There is no file ${backup}.`)
		if (backup === database) throw new CommandError(`${backup} is the database itself.`)
		const kept = await orTrouble(`${backup} was not restored to ${database}`, async () => {
			await makeDataFolder(dirname(database))
			const leave = await becomeSoleServer(database)
			return replace(database, backup).finally(leave)
		})
		const text = `Restored ${backup}.${kept ? ` The database that was here is kept as ${kept}.` : ''}`
		return { text, json: { restored: backup, kept } }
	},
}

/** Nothing moves before a copy of the backup lies whole and sound beside the database. Where the old one is kept, or null. */
async function replace(database: string, backup: string): Promise<string | null> {
	const copy = `${database}.restoring`
	try {
		await copyFile(backup, copy)
		if (await isThere(`${backup}-wal`)) await copyFile(`${backup}-wal`, `${copy}-wal`)
		await prove(copy, backup)
		await chmod(copy, 0o600)
		await flush(copy)
	} catch (error) {
		await rm(copy, { force: true })
		throw error
	} finally {
		for (const end of LOG_ENDS) await rm(copy + end, { force: true })
	}
	const kept = (await isThere(database)) ? await keepAside(database) : null
	await rename(copy, database)
	await flush(dirname(database))
	return kept
}

/** A database in WAL mode is up to three files. */
const LOG_ENDS = ['-wal', '-shm']

/** Opens the copy, which also takes what its log holds into it, and examines it. */
async function prove(copy: string, backup: string): Promise<void> {
	const db = openDb(`file:${copy}`)
	try {
		await db.$client.execute('pragma wal_checkpoint(truncate)')
		const [damage] = await findDamage(db)
		if (damage !== undefined) throw new CommandError(`${backup} is damaged: ${damage}`)
		if (!(await hasTables(db))) throw new CommandError(`${backup} is not a backup of Vitrine.`)
		const { known, applied } = await countMigrations(db)
		if (applied > known) throw new CommandError(`${backup} was made by a newer Vitrine: update this one first.`)
	} catch (error) {
		throw error instanceof CommandError ? error : new CommandError(`${backup} is not a sound database.`)
	} finally {
		db.$client.close()
	}
}

/** The old database under a name of its own, with its log, which SQLite finds by that name. */
async function keepAside(database: string): Promise<string> {
	const kept = await freeName(`${database}.before-restore`)
	for (const end of [...LOG_ENDS, '']) if (await isThere(database + end)) await rename(database + end, kept + end)
	return kept
}

async function freeName(base: string, n = 1): Promise<string> {
	const name = `${base}-${n}`
	return (await isThere(name)) ? freeName(base, n + 1) : name
}

/** To the disk, so that no power cut can leave a name without its bytes. */
async function flush(path: string): Promise<void> {
	const handle = await open(path, 'r')
	await handle.sync().finally(() => handle.close())
}

const isThere = (path: string): Promise<boolean> =>
	stat(path).then(
		() => true,
		() => false,
	)
