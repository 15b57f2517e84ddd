import { z } from 'zod'
import { MAX_HANDLE_LENGTH, readHandle } from '../profiles/handle.ts'
import { bounded, typedMost } from '../text.ts'
import { SESSION_REF_LENGTH } from './account.ts'
import { isEmailAddress, MAX_EMAIL_LENGTH } from './email-address.ts'
import { localPath } from './next.ts'
import { MAX_PASSWORD_LENGTH } from './password-rules.ts'
import { isTimeZone } from './time-zone.ts'

const email = bounded(typedMost(MAX_EMAIL_LENGTH), { missing: 'auth.email.empty', tooLong: 'auth.email.malformed' })
	.trim()
	.toLowerCase()
	.max(MAX_EMAIL_LENGTH, { abort: true, error: 'auth.email.malformed' })
	.refine(isEmailAddress, 'auth.email.malformed')

/** A password that is being compared. What a new one must be is in password.ts, which knows whose it is. */
const password = bounded(MAX_PASSWORD_LENGTH, { missing: 'auth.password.empty', tooLong: 'auth.password.tooLong' })

/** What proves that whoever is signed in is the owner. */
export const currentPassword = password

/** As written, and the key that must be unique. */
const handle = bounded(typedMost(MAX_HANDLE_LENGTH), { missing: 'handle.empty', tooLong: 'handle.tooLong' }).transform(
	(typed, context) => {
		const read = readHandle(typed)
		if (read.ok) return { handle: read.handle, key: read.key }
		context.addIssue({ code: 'custom', message: read.problem })
		return z.NEVER
	},
)

/** No zone of IANA's has a longer name. */
const MOST_ZONE = 64

export const language = z.enum(['en', 'nb'])

/** An IANA zone that this runtime knows. */
const timeZone = bounded(MOST_ZONE, { missing: 'auth.timeZone.unknown', tooLong: 'auth.timeZone.unknown' }).refine(
	isTimeZone,
	'auth.timeZone.unknown',
)

export const SignUp = z.object({
	handle,
	email,
	password,
	invitation: bounded(typedMost(40), { tooLong: 'auth.invitation.unusable' })
		.trim()
		.max(40, 'auth.invitation.unusable')
		.optional(),
	language: language.catch('en'),
	/** What the browser says; a browser without script says nothing. */
	timeZone: bounded(MOST_ZONE).optional().catch(undefined),
})

export type SignUpInput = Omit<z.output<typeof SignUp>, 'timeZone'> & { timeZone: string }

/** Where to go on to; one that is too long is as good as none. */
export const nextPath = bounded(2000).transform(localPath).optional().catch(undefined)

/** An address or a handle, which is looked up and not judged. */
const name = bounded(typedMost(MAX_EMAIL_LENGTH), { missing: 'auth.name.empty', tooLong: 'auth.logIn.wrong' })
	.trim()
	.toLowerCase()
	.min(1, 'auth.name.empty')

/** The field keeps the name that password managers know. */
export const LogIn = z
	.object({ email: name, password, next: nextPath })
	.transform(({ email, ...rest }) => ({ name: email, ...rest }))
export type LogInInput = Pick<z.output<typeof LogIn>, 'name' | 'password'>

/** A box that is ticked says something, one that is not says nothing. */
const isTicked = bounded(10)
	.nullish()
	.transform((value) => typeof value === 'string')

export const Nothing = z.object({})
export const ChangePassword = z.object({ currentPassword: password, password, andGiven: isTicked })
export const LogOutEverywhere = z.object({ andGiven: isTicked })
export const EndSession = z.object({ ref: bounded(SESSION_REF_LENGTH, { tooLong: 'auth.session.missing' }) })
export const ChangeEmail = z.object({ email, currentPassword: password })
export const RenameHandle = z.object({ handle })
export const ChangeLanguage = z.object({ language })
export const ChangeTimeZone = z.object({ timeZone })
export const AskReset = z.object({ email: name }).transform(({ email }) => ({ name: email }))
const token = bounded(80, { missing: 'auth.proof.unusable', tooLong: 'auth.proof.unusable' })
export const ProveEmail = z.object({ token })
export const ResetPassword = z.object({
	token: bounded(80, { missing: 'auth.reset.unusable', tooLong: 'auth.reset.unusable' }),
	password,
})
