import { findDamage, findMiscounts, findOrphans } from '../../db/queries/integrity.ts'
import type { Command } from './command.ts'

export const check: Command = {
	summary: 'Examine the database: its pages, its references, and whether every counter equals the rows it counts.',
	usage: '',
	options: {},
	needsDatabase: true,
	async run({ ctx: { db } }) {
		const problems: string[] = []
		for (const one of db.databases())
			problems.push(...(await findDamage(one)), ...(await findOrphans(one)), ...(await findMiscounts(one)))
		const failed = problems.length > 0
		return {
			text: failed ? problems.join('\n') : 'The database is sound, and every counter equals its rows.',
			json: { ok: !failed, problems },
			failed,
		}
	},
}
