import type { Adapter, DatabaseSession } from 'lucia'
import {
	deleteSession,
	deleteSessions,
	deleteSessionsExpiredBy,
	findSession,
	insertSession,
	listSessions,
	noteSessionSeen,
	setSessionExpiry,
} from '../../../db/queries/sessions.ts'
import type { Session } from '../../../db/schema/index.ts'
import type { AnonymousCtx } from '../ctx.ts'
import { DAY } from '../time.ts'
import { MOST_SESSION_DAYS } from './lifetime.ts'

const MOST_MS = MOST_SESSION_DAYS * DAY
/** A visit is noted at most this often. */
const SEEN_AFTER_MS = 3_600_000

type StoredSession = Pick<Session, 'id' | 'userId' | 'expiresAt' | 'device'>

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
			if (!found || found.session.createdAt + MOST_MS <= now) return [null, null]
			const { creator, session } = found
			if (later && session.seenAt + SEEN_AFTER_MS <= now) later(noteSessionSeen(db, session.id, now))
			return [lucias({ ...session, id: token }), { id: creator.id, attributes: creator }]
		},
		async getUserSessions(userId) {
			return (await listSessions(db, userId)).map(lucias)
		},
		async setSession({ id, userId, expiresAt, attributes }) {
			const { device } = attributes
			const times = { createdAt: now, seenAt: now, expiresAt: expiresAt.getTime() }
			await insertSession(db, { id: hash(id), userId, device, ...times })
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

function lucias({ id, userId, expiresAt, device }: StoredSession): DatabaseSession {
	return { id, userId, expiresAt: new Date(expiresAt), attributes: { device } }
}
