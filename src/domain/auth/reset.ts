import { handlesOf } from '../../../db/queries/accounts.ts'
import { findReset, insertReset, useReset } from '../../../db/queries/password-resets.ts'
import { findUser } from '../../../db/queries/users.ts'
import type { User } from '../../../db/schema/index.ts'
import type { AnonymousCtx } from '../ctx.ts'
import { DomainError } from '../errors.ts'
import { base32 } from '../ids.ts'
import { type Caller, userNamed } from './commands.ts'
import { askForMail } from './mails.ts'
import { checkPassword, hashPassword } from './password.ts'
import { stepAttempt } from './second-step.ts'
import { forgetFailures } from './sign-in-throttle.ts'
import { succeeded } from './throttle.ts'

export const RESET_MINUTES = 30
const TOKEN_BYTES = 25

/** What to mail, to whom and in which language. The token is in no table and must be in no log. */
export interface ResetMail {
	userId: string
	email: string
	language: User['language']
	token: string
}

/** Refuses whoever asks too often, for one account or from one address, whether or not there is such an account. */
export async function beginReset(ctx: AnonymousCtx, { name, address }: { name: string } & Caller): Promise<void> {
	const user = await userNamed(ctx, name)
	await askForMail(ctx, user?.email ?? name, { address })
}

/**
 * Makes a reset of the account of that name, an address or a handle, or null when there is none. Whoever asked must not be told which it was,
 * nor find out by how long the answer takes: the door does this after it has answered.
 */
export async function makeReset(
	ctx: AnonymousCtx,
	name: string,
	{ isMailed = true }: { isMailed?: boolean } = {},
): Promise<ResetMail | null> {
	const user = await userNamed(ctx, name)
	if (!user) return null
	const token = base32(ctx.crypto.randomBytes(TOKEN_BYTES))
	await insertReset(ctx.db, {
		id: ctx.crypto.sha256(token),
		userId: user.id,
		email: isMailed ? user.email : '',
		expiresAt: ctx.now + RESET_MINUTES * 60_000,
	})
	return { userId: user.id, email: user.email, language: user.language, token }
}

/** Whether the token in a mailed link can still be used. */
export async function isResetUsable(ctx: AnonymousCtx, token: string): Promise<boolean> {
	return (await findReset(ctx.db, ctx.crypto.sha256(token), ctx.now)) !== null
}

/**
 * Sets the password, closes everything else that opens the account, and lifts its wait. The token works once, within half an
 * hour. The address that it was mailed to is proven by it. A second step is asked for as before where the address was proven
 * already: an inbox alone does not open such an account.
 */
export async function resetPassword(
	ctx: AnonymousCtx,
	{ token, password }: { token: string; password: string },
): Promise<User> {
	const id = ctx.crypto.sha256(token)
	const reset = await findReset(ctx.db, id, ctx.now)
	if (!reset) throw new DomainError('missing', 'auth.reset.unusable')
	await checkPassword(password, [reset.email, reset.mailedTo, ...(await handlesOf(ctx.db, reset.userId))])
	const userId = await useReset(ctx.db, id, await hashPassword(ctx.crypto, password), ctx.now)
	if (userId === null) throw new DomainError('missing', 'auth.reset.unusable')
	const user = await findUser(ctx.db, userId)
	if (!user) throw new DomainError('missing', 'auth.reset.unusable')
	await forgetFailures(ctx, userId)
	await succeeded(ctx, stepAttempt(ctx, userId, ''))
	return user
}
