import { z } from 'zod'
import { MAX_PASSWORD_LENGTH } from '../auth/password-rules.ts'
import { bounded } from '../text.ts'

export const DeleteEverything = z.object({
	currentPassword: bounded(MAX_PASSWORD_LENGTH, {
		missing: 'auth.password.empty',
		tooLong: 'auth.password.tooLong',
	}).min(1, 'auth.password.empty'),
	/** Ticked by hand, so that a slip of the thumb deletes nothing. */
	isSure: bounded(10, { missing: 'data.delete.unsure', tooLong: 'data.delete.unsure' }),
})
