import { makeReset, RESET_MINUTES } from '../../src/domain/auth/reset.ts'
import { paths } from '../../src/paths.ts'
import { type Command, CommandError, required } from './command.ts'

export const resetPassword: Command = {
	summary: `Print a link with which a creator sets a new password. It works once, for ${RESET_MINUTES} minutes.`,
	usage: '--email <email>',
	options: { email: { type: 'string', about: 'of the account' } },
	async run({ ctx, config }, given) {
		const email = required(given, 'email').trim().toLowerCase()
		const reset = await makeReset(ctx, email, { isMailed: false })
		if (!reset) throw new CommandError(`There is no account with the e-mail ${email}.`)
		const url = config.origin + paths.resetWith(reset.token)
		return { text: url, json: { url, minutes: RESET_MINUTES } }
	},
}
