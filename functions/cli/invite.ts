import { createInvitation } from '../../src/domain/auth/invitations.ts'
import { paths } from '../../src/paths.ts'
import { type Command, iso, wholeNumber } from './command.ts'

const DAYS = 14

export const invite: Command = {
	summary: 'Make an invitation that one person can use once, and print its link.',
	usage: '[--days <days>]',
	options: { days: { type: 'string', about: `how long it can be used; ${DAYS} when left out` } },
	async run({ ctx, config }, given) {
		const days = wholeNumber(given, 'days', DAYS, 1, 365)
		const { id, code, expiresAt } = await createInvitation(ctx, { days })
		const url = config.origin + paths.signUpWith(code)
		const text = `${url}\nIt is invitation ${id} and can be used once, until ${iso(expiresAt).slice(0, 10)}.`
		return { text, json: { id, code, url, expiresAt: iso(expiresAt) } }
	},
}
