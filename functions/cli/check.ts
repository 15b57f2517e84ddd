import { findDamage, findMiscounts, findOrphans } from '../../db/queries/integrity.ts'
import { dataFolderOf } from '../platform/node/data-folder.ts'
import { readDoubts } from '../platform/node/proxy-doubts.ts'
import type { Command } from './command.ts'

export const check: Command = {
	summary: 'Examine the database: its pages, its references, and whether every counter equals the rows it counts.',
	usage: '',
	options: {},
	needsDatabase: true,
	async run({ ctx: { db }, config }) {
		const problems: string[] = []
		for (const one of db.databases())
			problems.push(...(await findDamage(one)), ...(await findOrphans(one)), ...(await findMiscounts(one)))
		// What a stranger's request can bring about is told, and fails nothing.
		const notes = await readDoubts(dataFolderOf(config.databaseUrl))
		const failed = problems.length > 0
		const found = failed ? problems : ['The database is sound, and every counter equals its rows.']
		return { text: [...found, ...notes].join('\n'), json: { ok: !failed, problems, notes }, failed }
	},
}
