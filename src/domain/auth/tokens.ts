import { findApiToken, insertApiToken, revokeApiToken, touchApiToken } from '../../../db/queries/api-tokens.ts'
import type { Creator } from '../../../db/queries/users.ts'
import type { ApiToken } from '../../../db/schema/index.ts'
import type { AnonymousCtx, Ctx } from '../ctx.ts'
import { DomainError } from '../errors.ts'
import { base32 } from '../ids.ts'
import type { Later } from './adapter.ts'

/** Says whose secret it is when one is found in a public place. */
const PREFIX = 'vt_'
const TOKEN_BYTES = 25
const TOKEN_PATTERN = /^vt_[a-z2-7]{40}$/
export interface TokenHolder extends Pick<ApiToken, 'id' | 'scope'> {
	creator: Creator
}

/** A busy script costs one write a minute, not one a request. */
const TOUCH_AFTER_MS = 60_000

/** How many tokens an account may have at once. */
export const MAX_TOKENS = 20

export interface NewApiToken {
	name: string
	/** `read` changes nothing. */
	scope: ApiToken['scope']
}

/** Makes an API token. It is returned here and can never be read again. `invalid` when the account has `MAX_TOKENS` already. */
export async function createToken(ctx: Ctx, { name, scope }: NewApiToken): Promise<{ id: number; token: string }> {
	const token = PREFIX + base32(ctx.crypto.randomBytes(TOKEN_BYTES))
	const made = {
		userId: ctx.userId,
		name,
		scope,
		tokenHash: ctx.crypto.sha256(token),
		createdAt: ctx.now,
	}
	const id = await insertApiToken(ctx.db, made, MAX_TOKENS)
	if (id === null) throw new DomainError('invalid', 'api.tooManyTokens', null, { limit: MAX_TOKENS })
	return { id, token }
}

/** The token stops working at once. */
export async function revokeToken(ctx: Ctx, id: number): Promise<void> {
	if (!(await revokeApiToken(ctx.db, id, ctx.userId, ctx.now))) throw new DomainError('missing', 'auth.token.missing')
}

/** Whose token this is and what it may do, or null. Its last use is noted at most once a minute; `later` takes that write. */
export async function findByToken(ctx: AnonymousCtx, token: string, later: Later): Promise<TokenHolder | null> {
	if (!TOKEN_PATTERN.test(token)) return null
	const found = await findApiToken(ctx.db, ctx.crypto.sha256(token))
	if (!found) return null
	const staleBefore = ctx.now - TOUCH_AFTER_MS
	if (found.lastUsedAt === null || found.lastUsedAt < staleBefore)
		later(touchApiToken(ctx.db, found.id, ctx.now, staleBefore))
	return { id: found.id, creator: found.creator, scope: found.scope }
}
