import { handlesOf } from '../../../db/queries/accounts.ts'
import { deleteOwnSession } from '../../../db/queries/sessions.ts'
import { findUser, replacePassword } from '../../../db/queries/users.ts'
import type { User } from '../../../db/schema/index.ts'
import type { Ctx } from '../ctx.ts'
import { DomainError } from '../errors.ts'
import type { Caller } from './commands.ts'
import { checkPassword, hashPassword, verifyPassword } from './password.ts'
import { startSession } from './session.ts'
import { attemptOn, begin, succeeded } from './throttle.ts'

/**
 * Ends every session, begins one for the browser that asked, and returns its token. With `andGiven`, API tokens and links to
 * statistics end too.
 */
export async function changePassword(
	ctx: Ctx,
	input: { currentPassword: string; password: string; andGiven: boolean; device?: string } & Caller,
): Promise<{ user: User; token: string }> {
	const { currentPassword, password, andGiven, address, device } = input
	const user = await proven(ctx, currentPassword, address)
	await checkPassword(password, [user.email, ...(await handlesOf(ctx.db, user.id))])
	const newHash = await hashPassword(ctx.crypto, password)
	if (!(await replacePassword(ctx.db, user.id, { oldHash: user.passwordHash, newHash, andGiven }, ctx.now)))
		throw new DomainError('conflict', 'auth.password.changedMeanwhile')
	return { user, token: await startSession(ctx, user.id, device) }
}

/** How much of a session's id names it to its owner: enough to be unique among a creator's. */
export const SESSION_REF_LENGTH = 16

/** Ends one of the creator's sessions, named by the beginning of its id. */
export async function endSession(ctx: Ctx, ref: string): Promise<void> {
	if (ref.length !== SESSION_REF_LENGTH || !(await deleteOwnSession(ctx.db, ctx.userId, ref)))
		throw new DomainError('missing', 'auth.session.missing')
}

/** The account of the signed-in creator, after they showed that they know its password; counted as signing in is. */
export async function proven(ctx: Ctx, password: string, address: string): Promise<User> {
	const user = await findUser(ctx.db, ctx.userId)
	if (!user) throw new DomainError('unauthenticated', 'error.unauthenticated')
	// Apart from strangers' attempts on the account: whoever is signed in has been its owner before.
	const attempt = attemptOn(ctx, 'prove', user.id, address)
	await begin(ctx, attempt)
	if (!(await verifyPassword(ctx.crypto, user.passwordHash, password)))
		throw new DomainError('invalid', 'auth.password.wrong', 'currentPassword')
	await succeeded(ctx, attempt)
	return user
}
