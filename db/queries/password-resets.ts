import { and, eq, gt, isNull, lte, sql } from 'drizzle-orm'
import type { Db } from '../client.ts'
import { passwordResets, sessions, users } from '../schema/index.ts'

export async function insertReset(db: Db, reset: { id: string; userId: string; expiresAt: number }): Promise<void> {
	await db.insert(passwordResets).values(reset)
}

/** Whose reset this is, while it can still be used. */
export async function findReset(db: Db, id: string, now: number) {
	const [row] = await db
		.select({ userId: users.id, email: users.email })
		.from(passwordResets)
		.innerJoin(users, eq(users.id, passwordResets.userId))
		.where(and(eq(passwordResets.id, id), isNull(passwordResets.usedAt), gt(passwordResets.expiresAt, now)))
	return row ?? null
}

/**
 * Uses a reset: the password is replaced, every session ends, and so does every other reset of the account.
 * The user, or null when the reset is used, expired or unknown. Of two at the same time, one wins.
 */
export async function useReset(db: Db, id: string, passwordHash: string, now: number): Promise<string | null> {
	const owner = sql`(select user_id from password_resets where id = ${id} and used_at is null and expires_at > ${now})`
	const [changed] = await db.batch([
		db.update(users).set({ passwordHash }).where(eq(users.id, owner)).returning({ id: users.id, email: users.email }),
		db.delete(sessions).where(eq(sessions.userId, owner)),
		db.update(passwordResets).set({ usedAt: now }).where(eq(passwordResets.userId, owner)),
	])
	return changed[0]?.id ?? null
}

export async function deleteResetsExpiredBy(db: Db, at: number): Promise<void> {
	await db.delete(passwordResets).where(lte(passwordResets.expiresAt, at))
}
