import { z } from 'zod'
import { bounded } from '../text.ts'
import { currentPassword, nextPath } from './schemas.ts'

/** As people type it, with spaces and dashes. */
const code = bounded(60, { missing: 'auth.step.empty', tooLong: 'auth.step.wrong' }).trim().min(1, 'auth.step.empty')

export const WithPassword = z.object({ currentPassword })
export const ConfirmApp = z.object({
	nonce: bounded(80, { missing: 'auth.app.expired', tooLong: 'auth.app.expired' }),
	code,
})
export const AnswerStep = z.object({ code, next: nextPath })
