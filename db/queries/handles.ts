import { and, eq, sql } from 'drizzle-orm'
import type { Db } from '../client.ts'
import { handles, type handles as handlesTable, profiles } from '../schema/index.ts'

type Handle = typeof handlesTable.$inferSelect

export async function findHandle(db: Db, key: string): Promise<Handle | null> {
	const [row] = await db.select().from(handles).where(eq(handles.key, key))
	return row ?? null
}

/** Every key under which a creator's profile answers, old ones included. */
export async function listHandleKeys(db: Db, profileId: number, ownerId: string): Promise<string[]> {
	const rows = await db
		.select({ key: handles.key })
		.from(handles)
		.innerJoin(profiles, eq(profiles.id, handles.profileId))
		.where(and(eq(handles.profileId, profileId), eq(profiles.ownerId, ownerId)))
	return rows.map(({ key }) => key)
}

export interface Renaming {
	profileId: number
	ownerId: string
	handle: string
	key: string
	now: number
	/** Until when nobody else can take the old handle. */
	heldUntil: number
	/** How many old handles a profile can have that nobody else can take. */
	mostHeld: number
}

/**
 * Claims a handle for a profile in one statement that decides every race, then lets go of the old one. One of the profile's
 * own can always be taken back. Nothing has changed when the handle is somebody else's, or too many are held.
 */
export async function moveHandle(db: Db, renaming: Renaming): Promise<'moved' | 'taken' | 'tooMany'> {
	const { key, now } = renaming
	const [claimed, , , [other]] = await db.batch([
		claim(db, renaming),
		hold(db, renaming),
		rewrite(db, renaming),
		db.all<{ isTaken: number }>(sql`
			select exists (
				select 1 from handles where key = ${key} and profile_id is not ${renaming.profileId}
					and (held_until is null or held_until >= ${now})) as isTaken`),
	])
	if (claimed.length === 1) return 'moved'
	return other?.isTaken === 1 ? 'taken' : 'tooMany'
}

function claim(db: Db, { key, profileId, ownerId, now, mostHeld }: Renaming) {
	return db.all<{ key: string }>(sql`
		insert into handles (key, profile_id) select ${key}, id from profiles
		where id = ${profileId} and owner_id = ${ownerId} and (
			exists (select 1 from handles as mine where mine.key = ${key} and mine.profile_id = profiles.id)
			or (select count(*) from handles as held where held.profile_id = profiles.id and held.held_until >= ${now}) < ${mostHeld})
		on conflict (key) do update set profile_id = excluded.profile_id, held_until = null
		where held_until < ${now} or profile_id = excluded.profile_id
		returning key`)
}

const isClaimed = ({ key, profileId, ownerId }: Renaming) => sql`exists (
	select 1 from handles as mine join profiles on profiles.id = mine.profile_id
	where mine.key = ${key} and mine.held_until is null and profiles.id = ${profileId} and profiles.owner_id = ${ownerId})`

function hold(db: Db, renaming: Renaming) {
	return db.run(sql`
		update handles set held_until = ${renaming.heldUntil}
		where profile_id = ${renaming.profileId} and held_until is null and key <> ${renaming.key} and ${isClaimed(renaming)}`)
}

function rewrite(db: Db, renaming: Renaming) {
	return db.run(sql`
		update profiles set handle = ${renaming.handle}, version = version + 1, updated_at = ${renaming.now}
		where id = ${renaming.profileId} and owner_id = ${renaming.ownerId} and ${isClaimed(renaming)}`)
}
