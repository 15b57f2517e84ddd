import type { Session } from 'lucia'
import { listProfiles } from '../../../db/queries/accounts.ts'
import type { Creator } from '../../../db/queries/users.ts'
import type { AnonymousCtx } from '../ctx.ts'
import { base32 } from '../ids.ts'
import type { Later } from './adapter.ts'
import { openLucia } from './lucia.ts'

/** 200 random bits. */
const TOKEN_BYTES = 25
const TOKEN_PATTERN = /^[a-z2-7]{40}$/

export type { Later }

/** `fresh` says that the session was just renewed, so that the cookie must be too. */
export type SignedIn = { session: Session; user: Creator; fresh: boolean } | { session: null; user: null; fresh: false }

const NOBODY: SignedIn = { session: null, user: null, fresh: false }

/** Who holds this token. A session in the second half of its time is renewed; `later` takes that write. */
export async function readSession(ctx: AnonymousCtx, token: string | undefined, later?: Later): Promise<SignedIn> {
	if (token === undefined || !TOKEN_PATTERN.test(token)) return NOBODY
	const { session, user } = await openLucia(ctx, later).validateSession(token)
	return session ? { session, user, fresh: session.fresh } : NOBODY
}

/** Longest name of a device that is kept. */
const MOST_DEVICE = 60

/**
 * Begins a session and returns its token, which goes into the cookie and nowhere else. `device` is what the creator will
 * know the browser by.
 */
export async function startSession(ctx: AnonymousCtx, userId: string, device = ''): Promise<string> {
	const token = base32(ctx.crypto.randomBytes(TOKEN_BYTES))
	await openLucia(ctx).createSession(userId, { device: device.slice(0, MOST_DEVICE) }, { sessionId: token })
	return token
}

/** The profiles whose own taps this creator's browser makes. */
export async function profileIdsOf({ db }: AnonymousCtx, userId: string): Promise<number[]> {
	return (await listProfiles(db, userId)).map(({ id }) => id)
}
