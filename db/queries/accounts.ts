import { eq, sql } from 'drizzle-orm'
import type { Db } from '../client.ts'
import { profiles, type User } from '../schema/index.ts'
import { isHandleTaken } from './handles.ts'

export interface NewAccount {
	user: User
	/** As written, and as it must be unique. */
	handle: string
	handleKey: string
	timeZone: string
	/** SHA-256 of the invitation's code, or null when none is needed. */
	invitation: string | null
}

export interface AccountOutcome {
	isMade: boolean
	isHandleTaken: boolean
}

/**
 * An account, its profile and its handle, or nothing of it: one batch, whose first statement decides and whose others
 * follow only what it made. Of many who ask for one handle or one invitation at once, one gets it. An address is only claimed,
 * whoever else has it.
 */
export async function insertAccount(db: Db, account: NewAccount): Promise<AccountOutcome> {
	const [, , , , [outcome]] = await db.batch([
		insertUser(db, account),
		insertProfile(db, account),
		insertHandle(db, account),
		useInvitation(db, account),
		lookBack(db, account),
	])
	return {
		isMade: outcome?.made === 1,
		isHandleTaken: outcome?.handleTaken === 1,
	}
}

const isTaken = ({ handleKey, user }: NewAccount) => isHandleTaken(handleKey, user.createdAt)

const isInvited = ({ invitation, user }: NewAccount) =>
	invitation === null
		? sql`true`
		: sql`exists (select 1 from invitations where code_hash = ${invitation}
			and used_at is null and revoked_at is null and expires_at > ${user.createdAt})`

function insertUser(db: Db, account: NewAccount) {
	const { id, email, passwordHash, language, createdAt } = account.user
	return db.run(sql`
		insert into users (id, email, password_hash, language, created_at)
		select ${id}, ${email}, ${passwordHash}, ${language}, ${createdAt}
		where not ${isTaken(account)} and ${isInvited(account)}
		on conflict do nothing`)
}

function insertProfile(db: Db, { user, handle, timeZone }: NewAccount) {
	return db.run(sql`
		insert into profiles (owner_id, handle, name, language, time_zone, created_at, updated_at)
		select id, ${handle}, ${handle}, language, ${timeZone}, created_at, created_at from users where id = ${user.id}`)
}

function insertHandle(db: Db, { user, handleKey }: NewAccount) {
	return db.run(sql`
		insert into handles (key, profile_id) select ${handleKey}, id from profiles where owner_id = ${user.id}
		on conflict (key) do update set profile_id = excluded.profile_id, held_until = null
		where held_until < ${user.createdAt}`)
}

function useInvitation(db: Db, { user, invitation }: NewAccount) {
	return db.run(sql`
		update invitations set used_at = ${user.createdAt}
		where code_hash = ${invitation} and exists (select 1 from users where id = ${user.id})`)
}

function lookBack(db: Db, account: NewAccount) {
	return db.all<{ made: number; handleTaken: number }>(sql`
		select exists (select 1 from users where id = ${account.user.id}) as made, ${isTaken(account)} as handleTaken`)
}

/** The profiles of a creator, oldest first. */
export async function listProfiles(db: Db, ownerId: string) {
	return db
		.select({ id: profiles.id, handle: profiles.handle, language: profiles.language, timeZone: profiles.timeZone })
		.from(profiles)
		.where(eq(profiles.ownerId, ownerId))
		.orderBy(profiles.id)
}

export async function handlesOf(db: Db, ownerId: string): Promise<string[]> {
	return (await listProfiles(db, ownerId)).map(({ handle }) => handle)
}
