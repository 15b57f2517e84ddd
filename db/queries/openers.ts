import { and, eq, inArray, isNull, ne, type SQL, sql } from 'drizzle-orm'
import type { Db } from '../client.ts'
import {
	apiTokens,
	challenges,
	emailProofs,
	passkeys,
	passwordResets,
	profiles,
	recoveryCodes,
	sessions,
	statLinks,
	totps,
} from '../schema/index.ts'

// What opens an account besides its password, as statements for a batch. `owner` is an id or a subquery for one.

type Owner = string | SQL

/** Sessions, and what was begun and would open the account when it is finished. `kept` is the id of a session that goes on. */
export const endSessions = (db: Db, owner: Owner, kept = '') =>
	[
		db.delete(sessions).where(and(eq(sessions.userId, owner), ne(sessions.id, kept))),
		db.delete(challenges).where(eq(challenges.userId, owner)),
		db.delete(emailProofs).where(eq(emailProofs.userId, owner)),
	] as const

/** What machines and others were given: API tokens, and links to statistics. */
export const revokeGiven = (db: Db, owner: Owner, now: number) =>
	[
		db
			.update(apiTokens)
			.set({ revokedAt: now })
			.where(and(eq(apiTokens.userId, owner), isNull(apiTokens.revokedAt))),
		db
			.delete(statLinks)
			.where(
				inArray(statLinks.profileId, db.select({ id: profiles.id }).from(profiles).where(eq(profiles.ownerId, owner))),
			),
	] as const

/** Links under way that set a new password. Last in its batch where `owner` is found by one of them. */
export const voidResets = (db: Db, owner: Owner) => db.delete(passwordResets).where(eq(passwordResets.userId, owner))

/**
 * Passkeys, each of which opens the account by itself; and the second steps of an account whose address nobody has proven,
 * since whoever planted it made them. Those of an owner stay, so that an inbox alone opens nothing.
 */
export const dropKeys = (db: Db, owner: Owner) => {
	const isUnproven = sql`(select email_proven_at from users where id = ${owner}) is null`
	return [
		db.delete(passkeys).where(eq(passkeys.userId, owner)),
		db.delete(totps).where(and(eq(totps.userId, owner), isUnproven)),
		db.delete(recoveryCodes).where(and(eq(recoveryCodes.userId, owner), isUnproven)),
	] as const
}

/** How much of what opens an account there is. */
export async function countOpeners(db: Db, userId: string) {
	const [row] = await db.all<{ sessions: number; tokens: number; links: number; resets: number; passkeys: number }>(sql`
		select (select count(*) from sessions where user_id = ${userId}) as sessions,
			(select count(*) from api_tokens where user_id = ${userId} and revoked_at is null) as tokens,
			(select count(*) from stat_links where profile_id in (select id from profiles where owner_id = ${userId})) as links,
			(select count(*) from password_resets where user_id = ${userId} and used_at is null) as resets,
			(select count(*) from passkeys where user_id = ${userId}) as passkeys`)
	return row ?? { sessions: 0, tokens: 0, links: 0, resets: 0, passkeys: 0 }
}
