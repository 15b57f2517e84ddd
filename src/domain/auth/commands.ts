import { insertAccount, listProfiles } from '../../../db/queries/accounts.ts'
import { isInvitationUsable } from '../../../db/queries/invitations.ts'
import { deleteSession } from '../../../db/queries/sessions.ts'
import { closeAccount, findUserByHandle, findUsersByEmail } from '../../../db/queries/users.ts'
import type { User } from '../../../db/schema/index.ts'
import { keepCounter } from '../clicks/counters.ts'
import type { AnonymousCtx, Ctx } from '../ctx.ts'
import { DomainError } from '../errors.ts'
import { base32 } from '../ids.ts'
import { readHandle } from '../profiles/handle.ts'
import { codeHash } from './invitations.ts'
import { checkPassword, hashPassword, verifyPassword } from './password.ts'
import type { LogInInput, SignUpInput } from './schemas.ts'
import { oweStep } from './second-step.ts'
import { startSession } from './session.ts'
import { beginSignIn } from './sign-in-throttle.ts'
import { attemptOn, begin } from './throttle.ts'

export type Signups = 'open' | 'invite' | 'closed'

/** A door's word on where somebody knocks from: the address, hashed. */
export interface Caller {
	address: string
}

/**
 * Makes an account with its profile and its handle, or nothing at all, and returns the account's id.
 * Attempts are counted per address, because each costs a password hash. Who else gave the same e-mail address makes no
 * difference: it is only claimed until it has been proven.
 */
export async function signUp(ctx: AnonymousCtx, input: SignUpInput & { signups: Signups } & Caller): Promise<string> {
	const { email, password, handle, signups } = input
	if (signups === 'closed') throw new DomainError('forbidden', 'auth.signUp.closed')
	if (signups === 'invite' && !input.invitation)
		throw new DomainError('invalid', 'auth.invitation.needed', 'invitation')
	await checkPassword(password, [email, handle.handle])
	await begin(ctx, attemptOn(ctx, 'sign-up', email, input.address))
	if (
		signups === 'invite' &&
		!(await isInvitationUsable(ctx.db, codeHash(ctx.crypto, input.invitation ?? ''), ctx.now))
	)
		throw new DomainError('invalid', 'auth.invitation.unusable', 'invitation')
	return openAccount(ctx, { ...input, invitation: signups === 'invite' ? (input.invitation ?? null) : null })
}

/** The part of signing up that an operator does too: no throttle and, with `invitation` null, no invitation. */
export async function openAccount(
	ctx: AnonymousCtx,
	input: Omit<SignUpInput, 'invitation'> & { invitation: string | null },
): Promise<string> {
	const { email, password, handle, language, timeZone, invitation } = input
	const passwordHash = await hashPassword(ctx.crypto, password)
	const id = base32(ctx.crypto.randomBytes(15))
	const user = { id, email, emailProvenAt: null, passwordHash, language, createdAt: ctx.now }
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
	throw new DomainError('invalid', 'auth.invitation.unusable', 'invitation')
}

/** What an interruption leaves out here, the clock's work puts right. */
async function countFor({ db }: AnonymousCtx, ownerId: string): Promise<void> {
	for (const { id, timeZone } of await listProfiles(db, ownerId))
		await keepCounter(db, { profileId: id, ownerId, timeZone })
}

/**
 * Begins a session and returns its token, or that of the second step which is owed first. An unknown name gets the same answer
 * after the same time, and so does an address that is only claimed, which is why a refusal costs two hashes.
 */
export async function logIn(ctx: AnonymousCtx, input: LogInInput & Caller & SignInBrowser) {
	const { name, password, address, device } = input
	const named = await usersNamed(ctx, name)
	const first = named.proven ?? named.claimed
	const browser = first && (input.browserOf?.(first.id) ?? null)
	const attempt = await beginSignIn(ctx, { user: first, name, address, browser })
	const user = await userWith(ctx, named, password)
	if (!user) {
		if (attempt.locks && first) input.onLocked?.(first)
		throw new DomainError('forbidden', 'auth.logIn.wrong')
	}
	// Before a second step, which is counted by itself: the password is no secret any more to whoever has shown it.
	// Whoever only claims the address must not lift the wait of the account that has proven it.
	await attempt.settle(user.id === first?.id)
	const owed = await oweStep(ctx, user.id)
	return { userId: user.id, isOwing: owed !== null, token: owed ?? (await startSession(ctx, user.id, device)) }
}

/** What the browser that signs in brings, and what is to be done when it locks an account. */
export interface SignInBrowser {
	/** What the creator will know the browser by. */
	device?: string
	/** The secret that says that this browser has been signed in to the account before, or null. */
	browserOf?: (userId: string) => string | null
	/** Hears of an account that others' failures keep waiting from now on. */
	onLocked?: (user: User) => void
}

/** The two accounts that a name can mean; of a handle there is only one. */
interface Named {
	proven: User | null
	claimed: User | null
}

/** The account whose password this is: whoever has proven an address goes before whoever only claims it. */
async function userWith(ctx: AnonymousCtx, { proven, claimed }: Named, password: string): Promise<User | null> {
	for (const user of [proven, claimed])
		if (await verifyPassword(ctx.crypto, user?.passwordHash ?? null, password)) return user
	return null
}

async function usersNamed({ db }: AnonymousCtx, name: string): Promise<Named> {
	if (name.includes('@') && !name.startsWith('@')) return findUsersByEmail(db, name)
	const read = readHandle(name)
	return { proven: read.ok ? await findUserByHandle(db, read.key) : null, claimed: null }
}

/** The account that a name means to somebody who cannot show a password; null when there is none. */
export async function userNamed(ctx: AnonymousCtx, name: string): Promise<User | null> {
	const { proven, claimed } = await usersNamed(ctx, name)
	return proven ?? claimed
}

/** Ends the session of this token. */
export async function logOut(ctx: AnonymousCtx, token: string): Promise<void> {
	await deleteSession(ctx.db, ctx.crypto.sha256(token))
}

/** Ends every session of the creator, this one included, and with `andGiven` API tokens and links to statistics. */
export async function logOutEverywhere(ctx: Ctx, { andGiven }: { andGiven: boolean }): Promise<void> {
	await closeAccount(ctx.db, ctx.userId, andGiven, ctx.now)
}
