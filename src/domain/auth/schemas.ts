import { z } from 'zod'
import { readHandle } from '../profiles/handle.ts'
import { localPath } from './next.ts'
import { MAX_PASSWORD_LENGTH } from './password-rules.ts'
import { isTimeZone } from './time-zone.ts'

const email = z
	.string('auth.email.empty')
	.trim()
	.toLowerCase()
	.max(254, 'auth.email.malformed')
	.regex(/^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]+$/, 'auth.email.malformed')

/** A password that is being compared. What a new one must be is in password.ts, which knows whose it is. */
const password = z.string('auth.password.empty').max(MAX_PASSWORD_LENGTH, 'auth.password.tooLong')

/** As written, and the key that must be unique. */
const handle = z.string('handle.empty').transform((typed, context) => {
	const read = readHandle(typed)
	if (read.ok) return { handle: read.handle, key: read.key }
	context.addIssue({ code: 'custom', message: read.problem })
	return z.NEVER
})

export const language = z.enum(['en', 'nb'])

/** An IANA zone that this runtime knows. */
const timeZone = z.string('auth.timeZone.unknown').refine(isTimeZone, 'auth.timeZone.unknown')

export const SignUp = z.object({
	handle,
	email,
	password,
	invitation: z.string().trim().max(40, 'auth.invitation.unusable').optional(),
	language: language.catch('en'),
	/** What the browser says; a browser without script says nothing. */
	timeZone: z.string().optional(),
})

export type SignUpInput = Omit<z.output<typeof SignUp>, 'timeZone'> & { timeZone: string }

const next = z.string().transform(localPath).optional()

export const LogIn = z.object({ email, password, next })
export type LogInInput = Pick<z.output<typeof LogIn>, 'email' | 'password'>

export const Nothing = z.object({})
export const ChangePassword = z.object({ currentPassword: password, password })
export const ChangeEmail = z.object({ email, currentPassword: password })
export const RenameHandle = z.object({ handle })
export const ChangeLanguage = z.object({ language })
export const ChangeTimeZone = z.object({ timeZone })
export const AskReset = z.object({ email })
export const ResetPassword = z.object({
	token: z.string('auth.reset.unusable').max(80, 'auth.reset.unusable'),
	password,
})
