import { and, asc, eq, exists, getTableColumns, ne, notExists, type SQL } from 'drizzle-orm'
import { alias } from 'drizzle-orm/sqlite-core'
import type { Db } from '../client.ts'
import { handles, passwordResets, profiles, sessions, type User, users } from '../schema/index.ts'

const { passwordHash: _, ...columns } = getTableColumns(users)

/** Accounts without their password hashes, which leave this room only to be compared. */
export const creators = { table: users, columns }
export type Creator = Omit<User, 'passwordHash'>

export async function findUserByEmail(db: Db, email: string): Promise<User | null> {
	const [user] = await db.select().from(users).where(eq(users.email, email))
	return user ?? null
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

export async function findUserByHandle(db: Db, handleKey: string): Promise<Creator | null> {
	const [user] = await db
		.select(columns)
		.from(users)
		.innerJoin(profiles, eq(profiles.ownerId, users.id))
		.innerJoin(handles, eq(handles.profileId, profiles.id))
		.where(eq(handles.key, handleKey))
	return user ?? null
}

/**
 * Replaces a password, ends every session and voids every reset under way. Nothing happens when the password
 * was changed by somebody else since `oldHash` was read; the answer says whether it happened.
 */
export async function replacePassword(db: Db, userId: string, oldHash: string, newHash: string): Promise<boolean> {
	const [changed] = await db.batch([
		db
			.update(users)
			.set({ passwordHash: newHash })
			.where(and(eq(users.id, userId), eq(users.passwordHash, oldHash)))
			.returning({ id: users.id }),
		db.delete(sessions).where(and(eq(sessions.userId, userId), isNow(db, userId, eq(users.passwordHash, newHash)))),
		db
			.delete(passwordResets)
			.where(and(eq(passwordResets.userId, userId), isNow(db, userId, eq(users.passwordHash, newHash)))),
	])
	return changed.length === 1
}

/** Null when the address belongs to another account. Resets that were mailed to the old address are void. */
export async function replaceEmail(db: Db, userId: string, email: string): Promise<Creator | null> {
	const [changed] = await db.batch([
		db
			.update(users)
			.set({ email })
			.where(and(eq(users.id, userId), emailIsFree(db, userId, email)))
			.returning(columns),
		db.delete(passwordResets).where(and(eq(passwordResets.userId, userId), isNow(db, userId, eq(users.email, email)))),
	])
	return changed[0] ?? null
}

export async function setUserLanguage(db: Db, userId: string, language: User['language']): Promise<void> {
	await db.update(users).set({ language }).where(eq(users.id, userId))
}

/** Whether the statement before this one in the batch did what it was asked. */
function isNow(db: Db, userId: string, changed: SQL) {
	return exists(
		db
			.select({ id: users.id })
			.from(users)
			.where(and(eq(users.id, userId), changed)),
	)
}

function emailIsFree(db: Db, userId: string, email: string) {
	const other = alias(users, 'other')
	return notExists(
		db
			.select({ id: other.id })
			.from(other)
			.where(and(eq(other.email, email), ne(other.id, userId))),
	)
}
