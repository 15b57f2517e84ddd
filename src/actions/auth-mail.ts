import type { Creator } from '../../db/queries/users.ts'
import type { Platform } from '../../functions/platform/platform.ts'
import { type LeftMail, makeProof, PROOF_DAYS, UNDO_DAYS } from '../domain/auth/email.ts'
import { mayNotify } from '../domain/auth/mails.ts'
import { RESET_MINUTES, type ResetMail } from '../domain/auth/reset.ts'
import type { AnonymousCtx } from '../domain/ctx.ts'
import { translator } from '../messages/index.ts'
import { paths } from '../paths.ts'

// What was asked for has been counted by `askForMail`; notices are counted here.

export async function sendReset(platform: Platform, { email, language, token }: ResetMail): Promise<void> {
	const t = translator(language)
	const link = platform.config.origin + paths.resetWith(token)
	await platform.mailer?.send({
		to: email,
		subject: t('auth.resetMail.subject'),
		text: t('auth.resetMail.text', { link, minutes: RESET_MINUTES }),
	})
}

/** A link that proves the address; or, where it is another account's, a word to its owner. */
export async function sendProof(
	platform: Platform,
	ctx: AnonymousCtx,
	user: Pick<Creator, 'id' | 'language'>,
	email: string,
): Promise<void> {
	if (!platform.mailer) return
	const { origin } = platform.config
	const made = await makeProof(ctx, user, email)
	const t = translator(made.language)
	const text =
		made.kind === 'proof'
			? t('auth.proofMail.text', { origin, link: origin + paths.proveWith(made.token), days: PROOF_DAYS })
			: t('auth.takenMail.text', { origin, signIn: origin + paths.signIn, reset: origin + paths.reset })
	await platform.mailer.send({ to: email, subject: t(`auth.${made.kind}Mail.subject`), text })
}

/** Told to the proven address that was left, whose owner may not have asked for it. */
export async function sendEmailChanged(platform: Platform, { user, newEmail, token }: LeftMail): Promise<void> {
	const t = translator(user.language)
	const { origin } = platform.config
	await platform.mailer?.send({
		to: user.email,
		subject: t('auth.emailMail.subject'),
		text: t('auth.emailMail.text', { email: newEmail, origin, link: origin + paths.resetWith(token), days: UNDO_DAYS }),
	})
}

/** What its owner is told of, each with the way back. */
export type Notice = 'passwordMail' | 'tokenMail' | 'lockedMail' | 'stepsMail'

/** What can happen to the keys and codes of an account. */
export type StepsChange = 'passkeyAdded' | 'passkeyRemoved' | 'appOn' | 'appOff' | 'codesRenewed' | 'codeUsed'

/** `name` is that of the passkey. */
export const notifyOfSteps = (
	platform: Platform,
	ctx: AnonymousCtx,
	user: Parameters<typeof notify>[2],
	change: StepsChange,
	name = '',
): Promise<void> =>
	notify(platform, ctx, user, 'stepsMail', { change, name, account: platform.config.origin + paths.account })

/** Tells the owner of an account what has just happened to it. An address that nobody has proven is told nothing. */
export async function notify(
	platform: Platform,
	ctx: AnonymousCtx,
	user: Pick<Creator, 'id' | 'email' | 'emailProvenAt' | 'language'>,
	notice: Notice,
	values: Record<string, string> = {},
): Promise<void> {
	if (user.emailProvenAt === null || !platform.mailer || !(await mayNotify(ctx, user.id))) return
	const t = translator(user.language)
	const { origin } = platform.config
	await platform.mailer.send({
		to: user.email,
		subject: t(`auth.${notice}.subject`),
		text: t(`auth.${notice}.text`, { origin, reset: origin + paths.reset, ...values }),
	})
}
