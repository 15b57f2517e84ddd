import type { Adapter, DatabaseSession } from 'lucia'
import {
	deleteSession,
	deleteSessions,
	deleteSessionsExpiredBy,
	findSession,
	insertSession,
	listSessions,
	setSessionExpiry,
} from '../../../db/queries/sessions.ts'
import type { AnonymousCtx } from '../ctx.ts'

/** Takes work that the answer need not wait for. */
export type Later = (work: Promise<unknown>) => void

/**
 * What Lucia calls a session id is the token in the cookie. The table knows only its SHA-256, so every call hashes first,
 * and a copy of the database signs nobody in.
 */
export function sessionAdapter({ db, now, crypto }: AnonymousCtx, later?: Later): Adapter {
	const hash = (token: string) => crypto.sha256(token)
	return {
		async getSessionAndUser(token) {
			const found = await findSession(db, hash(token))
			if (!found) return [null, null]
			const { creator, session } = found
			return [lucias({ ...session, id: token }), { id: creator.id, attributes: creator }]
		},
		async getUserSessions(userId) {
			return (await listSessions(db, userId)).map(lucias)
		},
		async setSession({ id, userId, expiresAt }) {
			await insertSession(db, { id: hash(id), userId, createdAt: now, expiresAt: expiresAt.getTime() })
		},
		async updateSessionExpiration(token, expiresAt) {
			const work = setSessionExpiry(db, hash(token), expiresAt.getTime())
			if (later) later(work)
			else await work
		},
		deleteSession: (token) => deleteSession(db, hash(token)),
		deleteUserSessions: (userId) => deleteSessions(db, userId),
		deleteExpiredSessions: () => deleteSessionsExpiredBy(db, now),
	}
}

function lucias({ id, userId, expiresAt }: { id: string; userId: string; expiresAt: number }): DatabaseSession {
	return { id, userId, expiresAt: new Date(expiresAt), attributes: {} }
}
