import { and, desc, eq, gt, lte, sql } from 'drizzle-orm'
import type { Db } from '../client.ts'
import { emailProofs, users } from '../schema/index.ts'
import { voidResets } from './openers.ts'

/** Makes a proof that takes the place of the account's earlier ones. */
export async function insertProof(
	db: Db,
	proof: { id: string; userId: string; email: string; expiresAt: number },
): Promise<void> {
	await db.batch([
		db.delete(emailProofs).where(eq(emailProofs.userId, proof.userId)),
		db.insert(emailProofs).values(proof),
	])
}

/** What a link proves while it can be used, and what the account has now. */
export async function findProof(db: Db, id: string, now: number) {
	const [row] = await db
		.select({ email: emailProofs.email, user: users })
		.from(emailProofs)
		.innerJoin(users, eq(users.id, emailProofs.userId))
		.where(and(eq(emailProofs.id, id), gt(emailProofs.expiresAt, now)))
	return row ?? null
}

/** The address that waits to be proven; null when none does. */
export async function findPendingEmail(db: Db, userId: string, now: number): Promise<string | null> {
	const [row] = await db
		.select({ email: emailProofs.email })
		.from(emailProofs)
		.where(and(eq(emailProofs.userId, userId), gt(emailProofs.expiresAt, now)))
		.orderBy(desc(emailProofs.expiresAt))
	return row?.email ?? null
}

export async function deleteProofs(db: Db, userId: string): Promise<void> {
	await db.delete(emailProofs).where(eq(emailProofs.userId, userId))
}

/**
 * Makes a proven address the account's, once. False when another account has proven it, or the link is used or expired.
 * Resets that were mailed to the address before are void; `undo` is one that is mailed there now.
 */
export async function useProof(
	db: Db,
	proof: { id: string; userId: string; email: string },
	undo: { id: string; userId: string; email: string; expiresAt: number } | null,
	now: number,
): Promise<boolean> {
	const { id, userId, email } = proof
	const isOpen = sql`exists (select 1 from email_proofs where id = ${id} and user_id = ${userId} and expires_at > ${now})`
	const isProven = sql`exists (select 1 from users where id = ${userId} and email = ${email} and email_proven_at = ${now})`
	const [changed] = await db.batch([
		db
			.update(users)
			.set({ email, emailProvenAt: now })
			.where(and(eq(users.id, userId), isOpen, sql`not ${isProvenElsewhere(email, userId)}`))
			.returning({ id: users.id }),
		voidResets(db, userId),
		...(undo
			? [
					db.run(sql`
						insert into password_resets (id, user_id, email, expires_at)
						select ${undo.id}, ${undo.userId}, ${undo.email}, ${undo.expiresAt} where ${isProven}`),
				]
			: []),
		db.delete(emailProofs).where(eq(emailProofs.userId, userId)),
	])
	return (changed as { id: string }[]).length === 1
}

/** Whether an account other than this one has proven the address. */
export const isProvenElsewhere = (email: unknown, userId: unknown) => sql`
	exists (select 1 from users as other
		where other.email = ${email} and other.email_proven_at is not null and other.id <> ${userId})`

export async function deleteProofsExpiredBy(db: Db, at: number): Promise<void> {
	await db.delete(emailProofs).where(lte(emailProofs.expiresAt, at))
}
