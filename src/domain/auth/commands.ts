import { insertAccount, listProfiles } from '../../../db/queries/accounts.ts'
import { deleteSession, deleteSessions } from '../../../db/queries/sessions.ts'
import { findUserByEmail } from '../../../db/queries/users.ts'
import { keepCounter } from '../clicks/counters.ts'
import type { AnonymousCtx, Ctx } from '../ctx.ts'
import { DomainError } from '../errors.ts'
import { base32 } from '../ids.ts'
import { codeHash } from './invitations.ts'
import { checkPassword, hashPassword, verifyPassword } from './password.ts'
import type { LogInInput, SignUpInput } from './schemas.ts'
import { startSession } from './session.ts'
import { attemptOn, begin, succeeded } from './throttle.ts'

export type Signups = 'open' | 'invite' | 'closed'

/** A door's word on where somebody knocks from: the address, hashed. */
export interface Caller {
	address: string
}

/**
 * Makes an account with its profile and its handle, or nothing at all, and returns the account's id.
 * Knocking is counted per address, because every knock costs a password hash.
 */
export async function signUp(ctx: AnonymousCtx, input: SignUpInput & { signups: Signups } & Caller): Promise<string> {
	const { email, password, handle, signups } = input
	if (signups === 'closed') throw new DomainError('forbidden', 'auth.signUp.closed')
	if (signups === 'invite' && !input.invitation)
		throw new DomainError('invalid', 'auth.invitation.needed', 'invitation')
	await checkPassword(password, [email, handle.handle])
	await begin(ctx, attemptOn(ctx, 'sign-up', email, input.address))
	return openAccount(ctx, { ...input, invitation: signups === 'invite' ? (input.invitation ?? null) : null })
}

/** The part of signing up that an operator does too: no throttle and, with `invitation` null, no invitation. */
export async function openAccount(
	ctx: AnonymousCtx,
	input: Omit<SignUpInput, 'invitation'> & { invitation: string | null },
): Promise<string> {
	const { email, password, handle, language, timeZone, invitation } = input
	const passwordHash = await hashPassword(ctx.crypto, password)
	const user = { id: base32(ctx.crypto.randomBytes(15)), email, passwordHash, language, createdAt: ctx.now }
	const outcome = await insertAccount(ctx.db, {
		user,
		handle: handle.handle,
		handleKey: handle.key,
		timeZone,
		invitation: invitation === null ? null : codeHash(ctx.crypto, invitation),
	})
	if (outcome.isMade) {
		await countFor(ctx, user.id)
		return user.id
	}
	if (outcome.isHandleTaken) throw new DomainError('invalid', 'handle.taken', 'handle')
	if (outcome.isEmailTaken) throw new DomainError('invalid', 'auth.email.taken', 'email')
	throw new DomainError('invalid', 'auth.invitation.unusable', 'invitation')
}

/** What an interruption leaves out here, the clock's work puts right. */
async function countFor({ db }: AnonymousCtx, ownerId: string): Promise<void> {
	for (const { id, timeZone } of await listProfiles(db, ownerId))
		await keepCounter(db, { profileId: id, ownerId, timeZone })
}

/** Begins a session and returns its token. An unknown e-mail gets the same answer after the same time. */
export async function logIn(ctx: AnonymousCtx, { email, password, address }: LogInInput & Caller) {
	const attempt = attemptOn(ctx, 'sign-in', email, address)
	await begin(ctx, attempt)
	const user = await findUserByEmail(ctx.db, email)
	const isRight = await verifyPassword(ctx.crypto, user?.passwordHash ?? null, password)
	if (!user || !isRight) throw new DomainError('forbidden', 'auth.logIn.wrong')
	await succeeded(ctx, attempt)
	return { userId: user.id, token: await startSession(ctx, user.id) }
}

/** Ends the session of this token. */
export async function logOut(ctx: AnonymousCtx, token: string): Promise<void> {
	await deleteSession(ctx.db, ctx.crypto.sha256(token))
}

/** Ends every session of the creator, this one included. */
export async function logOutEverywhere(ctx: Ctx): Promise<void> {
	await deleteSessions(ctx.db, ctx.userId)
}
