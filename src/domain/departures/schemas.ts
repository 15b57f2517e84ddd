import { z } from 'zod'
import { MAX_PASSWORD_LENGTH } from '../auth/password-rules.ts'

export const DeleteEverything = z.object({
	currentPassword: z
		.string('auth.password.empty')
		.min(1, 'auth.password.empty')
		.max(MAX_PASSWORD_LENGTH, 'auth.password.tooLong'),
	/** Ticked by hand, so that a slip of the thumb deletes nothing. */
	isSure: z.string('data.delete.unsure'),
})
