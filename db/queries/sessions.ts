import { and, desc, eq, lte, sql } from 'drizzle-orm'
import type { Db } from '../client.ts'
import { type Session, sessions } from '../schema/index.ts'
import { creators } from './users.ts'

/** A session and whose it is, by the hash of its token, in one keyed read. */
export async function findSession(db: Db, id: string) {
	const [row] = await db
		.select({ session: sessions, creator: creators.columns })
		.from(sessions)
		.innerJoin(creators.table, eq(creators.table.id, sessions.userId))
		.where(eq(sessions.id, id))
	return row ?? null
}

export async function insertSession(db: Db, session: Session): Promise<void> {
	await db.insert(sessions).values(session)
}

export async function setSessionExpiry(db: Db, id: string, expiresAt: number): Promise<void> {
	await db.update(sessions).set({ expiresAt }).where(eq(sessions.id, id))
}

export async function deleteSession(db: Db, id: string): Promise<void> {
	await db.delete(sessions).where(eq(sessions.id, id))
}

/** The latest seen first. */
export async function listSessions(db: Db, userId: string): Promise<Session[]> {
	return db.select().from(sessions).where(eq(sessions.userId, userId)).orderBy(desc(sessions.seenAt))
}

/** Ends one of a creator's sessions, by the beginning of its id; false when there is none such. */
export async function deleteOwnSession(db: Db, userId: string, beginning: string): Promise<boolean> {
	const ended = await db
		.delete(sessions)
		.where(and(eq(sessions.userId, userId), sql`substr(${sessions.id}, 1, ${beginning.length}) = ${beginning}`))
		.returning({ id: sessions.id })
	return ended.length > 0
}

export async function noteSessionSeen(db: Db, id: string, at: number): Promise<void> {
	await db.update(sessions).set({ seenAt: at }).where(eq(sessions.id, id))
}

/** All of a creator's sessions. */
export async function deleteSessions(db: Db, userId: string): Promise<void> {
	await db.delete(sessions).where(eq(sessions.userId, userId))
}

export async function deleteSessionsExpiredBy(db: Db, at: number): Promise<void> {
	await db.delete(sessions).where(lte(sessions.expiresAt, at))
}
