import { and, desc, eq, isNull, lt, or } from 'drizzle-orm'
import type { Db } from '../client.ts'
import { type ApiToken, apiTokens } from '../schema/index.ts'
import { creators } from './users.ts'

export async function insertApiToken(
	db: Db,
	token: Pick<ApiToken, 'userId' | 'name' | 'tokenHash' | 'createdAt'>,
): Promise<ApiToken> {
	const [row] = await db.insert(apiTokens).values(token).returning()
	return row as ApiToken
}

/** Tokens that work, newest first, without their hashes. */
export async function listApiTokens(db: Db, userId: string) {
	return db
		.select({
			id: apiTokens.id,
			name: apiTokens.name,
			createdAt: apiTokens.createdAt,
			lastUsedAt: apiTokens.lastUsedAt,
		})
		.from(apiTokens)
		.where(and(eq(apiTokens.userId, userId), isNull(apiTokens.revokedAt)))
		.orderBy(desc(apiTokens.id))
}

/** False when the creator has no such token. */
export async function revokeApiToken(db: Db, id: number, userId: string, now: number): Promise<boolean> {
	const revoked = await db
		.update(apiTokens)
		.set({ revokedAt: now })
		.where(and(eq(apiTokens.id, id), eq(apiTokens.userId, userId), isNull(apiTokens.revokedAt)))
		.returning({ id: apiTokens.id })
	return revoked.length === 1
}

export async function findApiToken(db: Db, tokenHash: string) {
	const [row] = await db
		.select({ id: apiTokens.id, lastUsedAt: apiTokens.lastUsedAt, creator: creators.columns })
		.from(apiTokens)
		.innerJoin(creators.table, eq(creators.table.id, apiTokens.userId))
		.where(and(eq(apiTokens.tokenHash, tokenHash), isNull(apiTokens.revokedAt)))
	return row ?? null
}

/** Writes only when the last note is older than `staleBefore`. */
export async function touchApiToken(db: Db, id: number, now: number, staleBefore: number): Promise<void> {
	await db
		.update(apiTokens)
		.set({ lastUsedAt: now })
		.where(and(eq(apiTokens.id, id), or(isNull(apiTokens.lastUsedAt), lt(apiTokens.lastUsedAt, staleBefore))))
}
