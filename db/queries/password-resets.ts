import { and, eq, gt, isNull, lte, sql } from 'drizzle-orm'
import type { Db } from '../client.ts'
import { passwordResets, users } from '../schema/index.ts'
import { isProvenElsewhere } from './email-proofs.ts'
import { dropKeys, endSessions, revokeGiven, voidResets } from './openers.ts'

/** `email` is where the link is mailed to, or empty when it is handed over otherwise. */
export async function insertReset(
	db: Db,
	reset: { id: string; userId: string; email: string; expiresAt: number },
): Promise<void> {
	await db.insert(passwordResets).values(reset)
}

/** Whose reset this is, while it can still be used. */
export async function findReset(db: Db, id: string, now: number) {
	const [row] = await db
		.select({ userId: users.id, email: users.email, mailedTo: passwordResets.email })
		.from(passwordResets)
		.innerJoin(users, eq(users.id, passwordResets.userId))
		.where(and(eq(passwordResets.id, id), isNull(passwordResets.usedAt), gt(passwordResets.expiresAt, now)))
	return row ?? null
}

/**
 * Uses a reset: the password is replaced, and everything else that opens the account is closed. The address that the link
 * was mailed to is the account's from now on, and proven, unless another account has proven it.
 * The user's id, or null when the reset is used, expired or unknown. Of two at the same time, one wins.
 */
export async function useReset(db: Db, id: string, passwordHash: string, now: number): Promise<string | null> {
	const open = (column: string) =>
		sql`(select ${sql.raw(column)} from password_resets where id = ${id} and used_at is null and expires_at > ${now})`
	const owner = open('user_id')
	const mailedTo = open('email')
	const isProof = sql`${mailedTo} <> '' and not ${isProvenElsewhere(mailedTo, sql`users.id`)}`
	const [, , , changed] = await db.batch([
		...dropKeys(db, owner),
		db
			.update(users)
			.set({
				passwordHash,
				email: sql`case when ${isProof} then ${mailedTo} else email end`,
				emailProvenAt: sql`case when ${isProof} then ${now} else email_proven_at end`,
			})
			.where(eq(users.id, owner))
			.returning({ id: users.id }),
		...endSessions(db, owner),
		...revokeGiven(db, owner, now),
		voidResets(db, owner),
	])
	return changed[0]?.id ?? null
}

export async function deleteResetsExpiredBy(db: Db, at: number): Promise<void> {
	await db.delete(passwordResets).where(lte(passwordResets.expiresAt, at))
}
