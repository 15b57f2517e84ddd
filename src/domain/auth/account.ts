import { handlesOf } from '../../../db/queries/accounts.ts'
import { type Creator, findUser, replaceEmail, replacePassword } from '../../../db/queries/users.ts'
import type { User } from '../../../db/schema/index.ts'
import type { Ctx } from '../ctx.ts'
import { DomainError } from '../errors.ts'
import type { Caller } from './commands.ts'
import { checkPassword, hashPassword, verifyPassword } from './password.ts'
import { startSession } from './session.ts'
import { attemptOn, begin, succeeded } from './throttle.ts'

/** Ends every session, begins one for the browser that asked, and returns its token. */
export async function changePassword(
	ctx: Ctx,
	{ currentPassword, password, address }: { currentPassword: string; password: string } & Caller,
): Promise<string> {
	const user = await proven(ctx, currentPassword, address)
	await checkPassword(password, [user.email, ...(await handlesOf(ctx.db, user.id))])
	const newHash = await hashPassword(ctx.crypto, password)
	if (!(await replacePassword(ctx.db, user.id, user.passwordHash, newHash)))
		throw new DomainError('conflict', 'auth.password.changedMeanwhile')
	return startSession(ctx, user.id)
}

/** Returns the address that was left, so that it can be told. */
export async function changeEmail(
	ctx: Ctx,
	{ currentPassword, email, address }: { currentPassword: string; email: string } & Caller,
): Promise<{ creator: Creator; oldEmail: string }> {
	const user = await proven(ctx, currentPassword, address)
	const creator = await replaceEmail(ctx.db, user.id, email)
	if (!creator) throw new DomainError('invalid', 'auth.email.taken', 'email')
	return { creator, oldEmail: user.email }
}

/** The account of the signed-in creator, after they showed that they know its password; counted as signing in is. */
export async function proven(ctx: Ctx, password: string, address: string): Promise<User> {
	const user = await findUser(ctx.db, ctx.userId)
	if (!user) throw new DomainError('unauthenticated', 'error.unauthenticated')
	const attempt = attemptOn(ctx, 'sign-in', user.email, address)
	await begin(ctx, attempt)
	if (!(await verifyPassword(ctx.crypto, user.passwordHash, password)))
		throw new DomainError('invalid', 'auth.password.wrong', 'currentPassword')
	await succeeded(ctx, attempt)
	return user
}
