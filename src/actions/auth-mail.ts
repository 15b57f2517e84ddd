import type { Creator } from '../../db/queries/users.ts'
import type { Platform } from '../../functions/platform/platform.ts'
import { RESET_MINUTES, type ResetMail } from '../domain/auth/reset.ts'
import { translator } from '../messages/index.ts'
import { paths } from '../paths.ts'

export async function sendReset(platform: Platform, { email, language, token }: ResetMail): Promise<void> {
	const t = translator(language)
	const link = platform.config.origin + paths.resetWith(token)
	await platform.mailer?.send({
		to: email,
		subject: t('auth.resetMail.subject'),
		text: t('auth.resetMail.text', { link, minutes: RESET_MINUTES }),
	})
}

/** Told to the address that was left, whose owner may not have asked for it. */
export async function sendEmailChanged(
	platform: Platform,
	{ email, language }: Creator,
	oldEmail: string,
): Promise<void> {
	const t = translator(language)
	await platform.mailer?.send({
		to: oldEmail,
		subject: t('auth.emailMail.subject'),
		text: t('auth.emailMail.text', { email, origin: platform.config.origin }),
	})
}
