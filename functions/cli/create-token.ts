import { findUserByHandle } from '../../db/queries/users.ts'
import { createToken as makeToken } from '../../src/domain/auth/tokens.ts'
import { handleKey } from '../../src/domain/profiles/handle.ts'
import { type Command, CommandError, optional, required } from './command.ts'

export const createToken: Command = {
	summary: 'Make an API token for a creator and print it, this once.',
	usage: '--handle <handle> [--name <name>] [--read-only]',
	options: {
		handle: { type: 'string', about: 'whose token it is' },
		name: { type: 'string', about: 'what the creator sees it under; "command line" when left out' },
		'read-only': { type: 'boolean', about: 'for a program that changes nothing' },
	},
	async run({ ctx }, given) {
		const handle = required(given, 'handle')
		const creator = await findUserByHandle(ctx.db, handleKey(handle.replace(/^@/, '')))
		if (!creator) throw new CommandError(`There is no creator with the handle ${handle}.`)
		const { id, token } = await makeToken(
			{ ...ctx, userId: creator.id },
			{ name: optional(given, 'name') ?? 'command line', scope: given.values['read-only'] === true ? 'read' : 'full' },
		)
		return { text: token, json: { id, token } }
	},
}
