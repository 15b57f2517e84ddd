import { listCreators as listRows } from '../../db/queries/users.ts'
import { type Command, iso } from './command.ts'

export const listCreators: Command = {
	summary: 'List the accounts, oldest first.',
	usage: '',
	options: {},
	async run({ ctx }) {
		const rows = await listRows(ctx.db)
		const creators = rows.map((row) => ({ ...row, createdAt: iso(row.createdAt) }))
		const lines = creators.map(({ createdAt, handle, email }) => `${createdAt.slice(0, 10)}  /${handle}  ${email}`)
		return { text: lines.join('\n') || 'There are no creators yet.', json: creators }
	},
}
