import { findApiToken, insertApiToken, revokeApiToken, touchApiToken } from '../../../db/queries/api-tokens.ts'
import type { Creator } from '../../../db/queries/users.ts'
import type { AnonymousCtx, Ctx } from '../ctx.ts'
import { DomainError } from '../errors.ts'
import { base32 } from '../ids.ts'
import type { Later } from './adapter.ts'

/** Says whose secret it is when one is found in a public place. */
const PREFIX = 'vt_'
const TOKEN_BYTES = 25
const TOKEN_PATTERN = /^vt_[a-z2-7]{40}$/
/** A busy script costs one write a minute, not one a request. */
const TOUCH_AFTER_MS = 60_000

/** Makes an API token. It is returned here and can never be read again. */
export async function createToken(ctx: Ctx, { name }: { name: string }): Promise<{ id: number; token: string }> {
	const token = PREFIX + base32(ctx.crypto.randomBytes(TOKEN_BYTES))
	const row = await insertApiToken(ctx.db, {
		userId: ctx.userId,
		name,
		tokenHash: ctx.crypto.sha256(token),
		createdAt: ctx.now,
	})
	return { id: row.id, token }
}

/** The token stops working at once. */
export async function revokeToken(ctx: Ctx, id: number): Promise<void> {
	if (!(await revokeApiToken(ctx.db, id, ctx.userId, ctx.now))) throw new DomainError('missing', 'auth.token.missing')
}

/** Whose token this is, or null. Its last use is noted at most once a minute; `later` takes that write. */
export async function findByToken(ctx: AnonymousCtx, token: string, later: Later): Promise<Creator | null> {
	if (!TOKEN_PATTERN.test(token)) return null
	const found = await findApiToken(ctx.db, ctx.crypto.sha256(token))
	if (!found) return null
	const staleBefore = ctx.now - TOUCH_AFTER_MS
	if (found.lastUsedAt === null || found.lastUsedAt < staleBefore)
		later(touchApiToken(ctx.db, found.id, ctx.now, staleBefore))
	return found.creator
}
