import { deleteProofs, findPendingEmail, findProof, insertProof, useProof } from '../../../db/queries/email-proofs.ts'
import { findUsersByEmail, replaceClaim } from '../../../db/queries/users.ts'
import type { User } from '../../../db/schema/index.ts'
import type { AnonymousCtx, Ctx } from '../ctx.ts'
import { DomainError } from '../errors.ts'
import { base32 } from '../ids.ts'
import { DAY } from '../time.ts'
import { proven } from './account.ts'
import type { Caller } from './commands.ts'
import { askForMail } from './mails.ts'

/** How long a link that proves an address can be opened. */
export const PROOF_DAYS = 3
/** How long the address that was left can take the account back. */
export const UNDO_DAYS = 7
const TOKEN_BYTES = 25

/** What to mail to an address that somebody gave as theirs. Tokens are in no table and must be in no log. */
export type ProofMail =
	| { kind: 'proof'; email: string; language: User['language']; token: string }
	/** Another account has proven it; its owner is told and nothing changes. */
	| { kind: 'taken'; email: string; language: User['language'] }

/**
 * Makes a link by which the owner of the address proves it for this account. Whoever asked must not be told which of the two
 * mails it became, nor find out by how long it takes.
 */
export async function makeProof(
	ctx: AnonymousCtx,
	user: Pick<User, 'id' | 'language'>,
	email: string,
): Promise<ProofMail> {
	const { proven: owner } = await findUsersByEmail(ctx.db, email)
	if (owner && owner.id !== user.id) return { kind: 'taken', email, language: owner.language }
	const token = base32(ctx.crypto.randomBytes(TOKEN_BYTES))
	const id = ctx.crypto.sha256(token)
	await insertProof(ctx.db, { id, userId: user.id, email, expiresAt: ctx.now + PROOF_DAYS * DAY })
	return { kind: 'proof', email, language: user.language, token }
}

/**
 * Asks for another address. It becomes the account's when it has been proven; until then the proven one counts. An account
 * that has proven none claims the new one at once, as does every account where no mail can be sent.
 */
export async function changeEmail(
	ctx: Ctx,
	input: { currentPassword: string; email: string; canMail: boolean } & Caller,
): Promise<{ user: User; isPending: boolean }> {
	const { currentPassword, email, address, canMail } = input
	const user = await proven(ctx, currentPassword, address)
	if (canMail) await askForMail(ctx, email, { userId: ctx.userId })
	if (user.emailProvenAt !== null && !canMail) throw new DomainError('invalid', 'auth.email.noMail', 'email')
	const isPending = user.emailProvenAt !== null && email !== user.email
	if (!isPending && email !== user.email) await replaceClaim(ctx.db, user.id, email)
	if (email === user.email) await deleteProofs(ctx.db, user.id)
	return { user, isPending }
}

/** Counts the asking for another link to the address that the account gave last, which it returns. */
export async function askForProof(ctx: Ctx, user: Pick<User, 'email' | 'emailProvenAt'>): Promise<string | null> {
	const email =
		(await findPendingEmail(ctx.db, ctx.userId, ctx.now)) ?? (user.emailProvenAt === null ? user.email : null)
	if (email !== null) await askForMail(ctx, email, { userId: ctx.userId })
	return email
}

/** The address that a link proves, or null when it can no longer be used. */
export async function provenBy(ctx: AnonymousCtx, token: string): Promise<string | null> {
	return (await findProof(ctx.db, ctx.crypto.sha256(token), ctx.now))?.email ?? null
}

/** What is mailed to the address that was left: a link that gives the account back to it. */
export interface LeftMail {
	user: User
	newEmail: string
	token: string
}

/**
 * The address is the account's from now on. Returns what to tell the proven address that was left; null when there was none.
 * `missing` when the link is used or expired, `conflict` when another account has proven the address.
 */
export async function proveEmail(ctx: AnonymousCtx, token: string): Promise<LeftMail | null> {
	const id = ctx.crypto.sha256(token)
	const proof = await findProof(ctx.db, id, ctx.now)
	if (!proof) throw new DomainError('missing', 'auth.proof.unusable')
	const { user, email } = proof
	const isLeft = user.emailProvenAt !== null && user.email !== email
	const undo = base32(ctx.crypto.randomBytes(TOKEN_BYTES))
	const undoing = {
		id: ctx.crypto.sha256(undo),
		userId: user.id,
		email: user.email,
		expiresAt: ctx.now + UNDO_DAYS * DAY,
	}
	const isUsed = await useProof(ctx.db, { id, userId: user.id, email }, isLeft ? undoing : null, ctx.now)
	if (!isUsed) throw new DomainError('conflict', 'auth.email.elsewhere')
	return isLeft ? { user, newEmail: email, token: undo } : null
}
