import { z } from 'zod'
import { bounded, requiredLine } from '../text.ts'
import { currentPassword, nextPath } from './schemas.ts'

/** How many passkeys an account may have. */
export const MAX_PASSKEYS = 10
export const MAX_PASSKEY_NAME = 60

/** Twice what the longest answer of a browser is known to take, in UTF-16 units. */
const MAX_ANSWER = 12_000
/** Base64url of the 1,023 bytes that a credential's id has at most. */
const MAX_CREDENTIAL_ID = 1364

const answer = bounded(MAX_ANSWER, { missing: 'auth.passkey.refused', tooLong: 'auth.passkey.refused' })

export const AskToAddPasskey = z.object({ currentPassword })
export const AddPasskey = z.object({
	name: requiredLine(MAX_PASSKEY_NAME, 'auth.passkey.nameEmpty', 'auth.passkey.nameTooLong'),
	answer,
})
export const RemovePasskey = z.object({ id: bounded(MAX_CREDENTIAL_ID, { tooLong: 'auth.passkey.missing' }) })
export const SignInWithPasskey = z.object({ answer, next: nextPath })
