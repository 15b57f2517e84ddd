import { and, desc, eq, gt, isNull, lt } from 'drizzle-orm'
import type { Db } from '../client.ts'
import { invitations } from '../schema/index.ts'

export type Invitation = typeof invitations.$inferSelect

export async function insertInvitation(db: Db, given: Pick<Invitation, 'codeHash' | 'createdAt' | 'expiresAt'>) {
	const [row] = await db.insert(invitations).values(given).returning()
	return row as Invitation
}

export async function listInvitations(db: Db): Promise<Invitation[]> {
	return db.select().from(invitations).orderBy(desc(invitations.id))
}

/** Whether somebody could use it now. */
export async function isInvitationUsable(db: Db, codeHash: string, now: number): Promise<boolean> {
	const [row] = await db
		.select({ id: invitations.id })
		.from(invitations)
		.where(and(eq(invitations.codeHash, codeHash), isUsable(now)))
	return row !== undefined
}

/** False when there is none that could still be used. */
export async function revokeInvitation(db: Db, id: number, now: number): Promise<boolean> {
	const revoked = await db
		.update(invitations)
		.set({ revokedAt: now })
		.where(and(eq(invitations.id, id), isUsable(now)))
		.returning({ id: invitations.id })
	return revoked.length === 1
}

export async function deleteInvitationsExpiredBefore(db: Db, at: number): Promise<void> {
	await db.delete(invitations).where(lt(invitations.expiresAt, at))
}

function isUsable(now: number) {
	return and(isNull(invitations.usedAt), isNull(invitations.revokedAt), gt(invitations.expiresAt, now))
}
