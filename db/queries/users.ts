import { and, asc, eq, getTableColumns, isNull, sql } from 'drizzle-orm'
import type { Db } from '../client.ts'
import { handles, profiles, type User, users } from '../schema/index.ts'
import { endSessions, revokeGiven, voidResets } from './openers.ts'

const { passwordHash: _, ...columns } = getTableColumns(users)

/** Accounts without their password hashes, which leave this room only to be compared. */
export const creators = { table: users, columns }
export type Creator = Omit<User, 'passwordHash'>

/** The accounts that an address can mean: the one that has proven it, and the first of those that only claim it. */
export async function findUsersByEmail(db: Db, email: string): Promise<{ proven: User | null; claimed: User | null }> {
	const found = await db
		.select()
		.from(users)
		.where(eq(users.email, email))
		.orderBy(sql`email_proven_at is null`, asc(users.createdAt), asc(users.id))
		.limit(2)
	return {
		proven: found.find((user) => user.emailProvenAt !== null) ?? null,
		claimed: found.find((user) => user.emailProvenAt === null) ?? null,
	}
}

export async function findUser(db: Db, id: string): Promise<User | null> {
	const [user] = await db.select().from(users).where(eq(users.id, id))
	return user ?? null
}

/** Everyone with an account, oldest first, with the handle of their page. */
export async function listCreators(db: Db) {
	return db
		.select({ email: users.email, handle: profiles.handle, name: profiles.name, createdAt: users.createdAt })
		.from(users)
		.leftJoin(profiles, eq(profiles.ownerId, users.id))
		.orderBy(asc(users.createdAt), asc(users.id))
}

export async function findUserByHandle(db: Db, handleKey: string): Promise<User | null> {
	const [user] = await db
		.select(getTableColumns(users))
		.from(users)
		.innerJoin(profiles, eq(profiles.ownerId, users.id))
		.innerJoin(handles, eq(handles.profileId, profiles.id))
		.where(eq(handles.key, handleKey))
	return user ?? null
}

/**
 * Replaces a password, ends every session and voids every reset under way, and with `andGiven` revokes tokens and links.
 * Nothing happens when the password was changed by somebody else since `oldHash` was read; the answer says whether it
 * happened.
 */
export async function replacePassword(
	db: Db,
	userId: string,
	{ oldHash, newHash, andGiven }: { oldHash: string; newHash: string; andGiven: boolean },
	now: number,
): Promise<boolean> {
	// Found by what the first statement wrote: the others do nothing when it did not.
	const owner = sql`(select id from users where id = ${userId} and password_hash = ${newHash})`
	const [changed] = await db.batch([
		db
			.update(users)
			.set({ passwordHash: newHash })
			.where(and(eq(users.id, userId), eq(users.passwordHash, oldHash)))
			.returning({ id: users.id }),
		...endSessions(db, owner),
		voidResets(db, owner),
		...(andGiven ? revokeGiven(db, owner, now) : []),
	])
	return changed.length === 1
}

/** Another address for an account that has proven none: it is claimed, as the first one was. */
export async function replaceClaim(db: Db, userId: string, email: string): Promise<boolean> {
	const [changed] = await db.batch([
		db
			.update(users)
			.set({ email })
			.where(and(eq(users.id, userId), isNull(users.emailProvenAt)))
			.returning({ id: users.id }),
		voidResets(db, userId),
	])
	return changed.length === 1
}

/** Ends every session of the creator, and with `andGiven` revokes what machines and others were given. */
export async function closeAccount(db: Db, userId: string, andGiven: boolean, now: number): Promise<void> {
	await db.batch([
		...endSessions(db, userId),
		voidResets(db, userId),
		...(andGiven ? revokeGiven(db, userId, now) : []),
	])
}

export async function setUserLanguage(db: Db, userId: string, language: User['language']): Promise<void> {
	await db.update(users).set({ language }).where(eq(users.id, userId))
}
