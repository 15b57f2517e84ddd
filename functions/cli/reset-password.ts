import { deleteSecondSteps } from '../../db/queries/second-steps.ts'
import { makeReset, RESET_MINUTES } from '../../src/domain/auth/reset.ts'
import { paths } from '../../src/paths.ts'
import { type Command, CommandError, required } from './command.ts'

export const resetPassword: Command = {
	summary: `Print a link with which a creator sets a new password. It works once, for ${RESET_MINUTES} minutes.`,
	usage: '--email <email> [--second-steps]',
	options: {
		email: { type: 'string', about: 'of the account' },
		'second-steps': {
			type: 'boolean',
			about: 'also forget its passkeys, authenticator app and recovery codes, at once: for a creator who lost them all',
		},
	},
	async run({ ctx, config }, given) {
		const email = required(given, 'email').trim().toLowerCase()
		const reset = await makeReset(ctx, email, { isMailed: false })
		if (!reset) throw new CommandError(`There is no account with the e-mail ${email}.`)
		if (given.values['second-steps']) await deleteSecondSteps(ctx.db, reset.userId)
		const url = config.origin + paths.resetWith(reset.token)
		return { text: url, json: { url, minutes: RESET_MINUTES } }
	},
}
