import { open, rm, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { sql } from 'drizzle-orm'
import { type Db, openDb } from '../../db/client.ts'
import { findDamage } from '../../db/queries/integrity.ts'
import { makeDataFolder } from '../platform/node/data-folder.ts'
import { type Command, CommandError, UsageError } from './command.ts'
import { orTrouble } from './file-trouble.ts'

export const backup: Command = {
	summary: 'Copy the whole database into a new file, also while a server is running.',
	usage: '<file>',
	options: {},
	needsDatabase: true,
	async run({ ctx, config }, { positionals }) {
		const [given, ...more] = positionals
		if (given === undefined || more.length > 0) throw new UsageError('Say into which one file.')
		if (!config.databaseUrl.startsWith('file:'))
			throw new CommandError('DATABASE_URL names a server: back it up with the tools of its provider.')
		const file = resolve(given)
		if (await stat(file).catch(() => null)) throw new CommandError(`${file} is there already and is not overwritten.`)
		const bytes = await orTrouble(`No backup was made in ${file}`, () => copyInto(file, ctx.db))
		return { text: `Copied the database into ${file} (${bytes} bytes) and checked the copy.`, json: { file, bytes } }
	},
}

/** A copy is closed to other users from its first byte; what cannot be finished or read again is taken away. */
async function copyInto(file: string, db: Db): Promise<number> {
	await makeDataFolder(dirname(file))
	const made = await open(file, 'wx', 0o600)
	try {
		await made.close()
		await db.run(sql`vacuum into ${file}`)
		return await proven(file)
	} catch (error) {
		await rm(file, { force: true })
		throw error
	}
}

/** A backup that cannot be read is none: the copy is opened and examined before anyone relies on it. */
async function proven(file: string): Promise<number> {
	const copy = openDb(`file:${file}`)
	const damage = await findDamage(copy).finally(() => copy.$client.close())
	if (damage.length > 0) throw new CommandError(`The copy came out damaged and was taken away: ${damage[0]}`)
	return (await stat(file)).size
}
