import { openAccount } from '../../src/domain/auth/commands.ts'
import { checkPassword } from '../../src/domain/auth/password.ts'
import { SignUp } from '../../src/domain/auth/schemas.ts'
import { timeZoneOr } from '../../src/domain/auth/time-zone.ts'
import { base32 } from '../../src/domain/ids.ts'
import { isMessageKey, translator } from '../../src/messages/index.ts'
import { paths } from '../../src/paths.ts'
import { type Command, optional, required, UsageError } from './command.ts'

const MADE_PASSWORD_BYTES = 15

export const createCreator: Command = {
	summary: 'Make an account with its page, whatever SIGNUPS says.',
	usage: '--handle <handle> --email <email> [--password-stdin] [--language en|nb] [--time-zone <zone>]',
	options: {
		handle: { type: 'string', about: 'the name of the page in its address' },
		email: { type: 'string', about: 'what the creator signs in with' },
		'password-stdin': {
			type: 'boolean',
			about:
				'read the password, at least 10 characters, from the first line of the input; else one is made and printed once',
		},
		language: { type: 'string', about: 'of the rooms and the page; en when left out' },
		'time-zone': { type: 'string', about: 'an IANA zone such as Europe/Oslo' },
	},
	async run({ ctx, config, readLine }, given) {
		const made = given.values['password-stdin'] !== true
		const input = read({
			handle: required(given, 'handle'),
			email: required(given, 'email'),
			password: made ? base32(ctx.crypto.randomBytes(MADE_PASSWORD_BYTES)) : await readLine(),
			language: optional(given, 'language') ?? 'en',
		})
		await checkPassword(input.password, [input.email, input.handle.handle])
		const timeZone = timeZoneOr(optional(given, 'time-zone'), input.language)
		const id = await openAccount(ctx, { ...input, timeZone, invitation: null })
		const url = config.origin + paths.profile(input.handle.handle)
		const password = made ? { password: input.password } : {}
		return {
			text: `Made ${url} for ${input.email}.${made ? `\nPassword, shown this once: ${input.password}` : ''}`,
			json: { id, handle: input.handle.handle, email: input.email, url, ...password },
		}
	},
}

function read(given: Record<string, string>) {
	const parsed = SignUp.safeParse(given)
	if (parsed.success) return parsed.data
	const { message = '' } = parsed.error.issues[0] ?? {}
	throw new UsageError(isMessageKey(message) ? translator('en')(message) : message)
}
