import { eq, lte } from 'drizzle-orm'
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

export async function listSessions(db: Db, userId: string): Promise<Session[]> {
	return db.select().from(sessions).where(eq(sessions.userId, userId))
}

/** All of a creator's sessions. */
export async function deleteSessions(db: Db, userId: string): Promise<void> {
	await db.delete(sessions).where(eq(sessions.userId, userId))
}

export async function deleteSessionsExpiredBy(db: Db, at: number): Promise<void> {
	await db.delete(sessions).where(lte(sessions.expiresAt, at))
}
