import { insertChallenge } from '../../../db/queries/challenges.ts'
import type { Challenge } from '../../../db/schema/index.ts'
import type { AnonymousCtx } from '../ctx.ts'
import { base32 } from '../ids.ts'

/** How long a browser may take to answer with a passkey. */
export const PASSKEY_MINUTES = 5
/** How long after the password the second step can be taken. */
export const STEP_MINUTES = 10

/** 200 random bits. */
const TOKEN_BYTES = 25
const CHALLENGE_BYTES = 32

/** Puts a challenge down and returns the token under which it is kept, which goes into a cookie and nowhere else. */
export async function makeChallenge(
	ctx: AnonymousCtx,
	{ kind, userId }: Pick<Challenge, 'kind' | 'userId'>,
): Promise<{ token: string; challenge: string }> {
	const token = base32(ctx.crypto.randomBytes(TOKEN_BYTES))
	const challenge = base64url(ctx.crypto.randomBytes(CHALLENGE_BYTES))
	const minutes = kind === 'second-step' ? STEP_MINUTES : PASSKEY_MINUTES
	const expiresAt = ctx.now + minutes * 60_000
	await insertChallenge(ctx.db, { id: ctx.crypto.sha256(token), userId, kind, challenge, expiresAt })
	return { token, challenge }
}

const base64url = (bytes: Uint8Array): string =>
	btoa(String.fromCharCode(...bytes))
		.replaceAll('+', '-')
		.replaceAll('/', '_')
		.replaceAll('=', '')
