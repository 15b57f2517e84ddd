import { type Invitation, insertInvitation, revokeInvitation as revokeRow } from '../../../db/queries/invitations.ts'
import type { AnonymousCtx, Crypto } from '../ctx.ts'
import { DomainError } from '../errors.ts'
import { base32 } from '../ids.ts'
import { DAY } from '../time.ts'

/** 80 random bits: sixteen characters, long enough that nobody guesses one and short enough to be dictated. */
const CODE_BYTES = 10

export type InvitationState = 'open' | 'used' | 'revoked' | 'expired'

/** An invitation that one person can use once within `days`. The code is shown now and never again. */
export async function createInvitation(ctx: AnonymousCtx, { days }: { days: number }) {
	const code = base32(ctx.crypto.randomBytes(CODE_BYTES))
	const expiresAt = ctx.now + days * DAY
	const row = await insertInvitation(ctx.db, { codeHash: codeHash(ctx.crypto, code), createdAt: ctx.now, expiresAt })
	return { id: row.id, code, expiresAt }
}

/** Refuses when it was used, revoked or never made, or has expired. */
export async function revokeInvitation(ctx: AnonymousCtx, id: number): Promise<void> {
	if (!(await revokeRow(ctx.db, id, ctx.now))) throw new DomainError('missing', 'auth.invitation.unusable')
}

export function stateOf({ usedAt, revokedAt, expiresAt }: Invitation, now: number): InvitationState {
	if (usedAt !== null) return 'used'
	if (revokedAt !== null) return 'revoked'
	return expiresAt <= now ? 'expired' : 'open'
}

/** Spaces, hyphens and upper case are forgiven. */
export function codeHash(crypto: Crypto, code: string): string {
	return crypto.sha256(code.toLowerCase().replace(/[\s-]/g, ''))
}
