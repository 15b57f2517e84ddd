import { listInvitations } from '../../db/queries/invitations.ts'
import { revokeInvitation, stateOf } from '../../src/domain/auth/invitations.ts'
import { type Command, type Given, iso, type Report, UsageError, type World } from './command.ts'

export const invitations: Command = {
	summary: 'List the invitations, newest first, or revoke one that is still open.',
	usage: '[list | revoke <number>]',
	options: {},
	async run(world, given) {
		const [verb = 'list', number] = given.positionals
		if (verb === 'list' && number === undefined) return list(world)
		if (verb === 'revoke') return revoke(world, number)
		throw new UsageError('Write invitations, or invitations revoke with the number of one.')
	},
}

async function list({ ctx }: World): Promise<Report> {
	const rows = (await listInvitations(ctx.db)).map((row) => ({
		id: row.id,
		state: stateOf(row, ctx.now),
		createdAt: iso(row.createdAt),
		expiresAt: iso(row.expiresAt),
	}))
	const lines = rows.map(({ id, state, expiresAt }) => `${id}  ${state}  until ${expiresAt.slice(0, 10)}`)
	return { text: lines.join('\n') || 'There are no invitations.', json: rows }
}

async function revoke({ ctx }: World, number: Given['positionals'][number] | undefined): Promise<Report> {
	const id = Number(number)
	if (!Number.isInteger(id) || id < 1) throw new UsageError('Say which invitation by its number, as the list shows it.')
	await revokeInvitation(ctx, id)
	return { text: `Invitation ${id} can no longer be used.`, json: { id, state: 'revoked' } }
}
