import type { Creator } from '../../db/queries/users.ts'
import type { Platform } from '../../functions/platform/platform.ts'
import { RESET_MINUTES, type ResetMail } from '../domain/auth/reset.ts'
import { translator } from '../messages/index.ts'
import { paths } from '../paths.ts'

/** Nobody waits for the mail: how long an answer takes must not say whether there was an account. */
export function sendReset(platform: Platform, { email, language, token }: ResetMail): void {
	const t = translator(language)
	const link = platform.config.origin + paths.resetWith(token)
	platform.defer(
		platform.mailer.send({
			to: email,
			subject: t('auth.resetMail.subject'),
			text: t('auth.resetMail.text', { link, minutes: RESET_MINUTES }),
		}),
	)
}

/** Told to the address that was left, whose owner may not have asked for it. */
export function sendEmailChanged(platform: Platform, { email, language }: Creator, oldEmail: string): void {
	const t = translator(language)
	platform.defer(
		platform.mailer.send({
			to: oldEmail,
			subject: t('auth.emailMail.subject'),
			text: t('auth.emailMail.text', { email, origin: platform.config.origin }),
		}),
	)
}
