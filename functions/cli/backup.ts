import { chmod, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { sql } from 'drizzle-orm'
import { openDb } from '../../db/client.ts'
import { findDamage } from '../../db/queries/integrity.ts'
import { type Command, CommandError, UsageError } from './command.ts'

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
		await ctx.db.run(sql`vacuum into ${file}`)
		await chmod(file, 0o600)
		const bytes = await proven(file)
		return { text: `Copied the database into ${file} (${bytes} bytes) and checked the copy.`, json: { file, bytes } }
	},
}

/** A backup that cannot be read is none: the copy is opened and examined before anyone relies on it. */
async function proven(file: string): Promise<number> {
	const copy = openDb(`file:${file}`)
	const damage = await findDamage(copy).finally(() => copy.$client.close())
	if (damage.length > 0) throw new Error(`The copy in ${file} is damaged: ${damage[0]}`)
	return (await stat(file)).size
}
