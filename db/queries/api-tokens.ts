import { and, desc, eq, isNull, lt, or, sql } from 'drizzle-orm'
import type { Db } from '../client.ts'
import { type ApiToken, apiTokens } from '../schema/index.ts'
import { creators } from './users.ts'

/** The new token's id, or null when the creator has `most` that work. */
export async function insertApiToken(
	db: Db,
	token: Pick<ApiToken, 'userId' | 'name' | 'scope' | 'tokenHash' | 'createdAt'>,
	most: number,
): Promise<number | null> {
	const { userId, name, scope, tokenHash, createdAt } = token
	const [row] = await db.all<{ id: number }>(sql`
		insert into api_tokens (user_id, name, scope, token_hash, created_at)
		select ${userId}, ${name}, ${scope}, ${tokenHash}, ${createdAt}
		where (select count(*) from api_tokens where user_id = ${userId} and revoked_at is null) < ${most}
		returning id`)
	return row?.id ?? null
}

/** Tokens that work, newest first, without their hashes. */
export async function listApiTokens(db: Db, userId: string) {
	return db
		.select({
			id: apiTokens.id,
			name: apiTokens.name,
			scope: apiTokens.scope,
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
		.select({
			id: apiTokens.id,
			scope: apiTokens.scope,
			lastUsedAt: apiTokens.lastUsedAt,
			creator: creators.columns,
		})
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
