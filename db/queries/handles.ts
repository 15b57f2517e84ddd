import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { Db } from '../client.ts'
import { handles, profiles } from '../schema/index.ts'

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

/** What comes of claiming a handle. */
export type Claimed = 'moved' | 'taken' | 'tooMany'

/**
 * Claims a handle for a profile in one statement that decides every race, then lets go of the old one. One of the profile's
 * own can always be taken back. Nothing has changed when the handle is somebody else's, or too many are held.
 */
export async function moveHandle(db: Db, renaming: Renaming): Promise<Claimed> {
	const { key, profileId, now } = renaming
	const [claimed, , , [other]] = await db.batch([
		claim(db, renaming),
		hold(db, renaming),
		rewrite(db, renaming),
		db.all<{ isTaken: number }>(sql`select ${isHandleTaken(key, now, profileId)} as isTaken`),
	])
	if (claimed.length === 1) return 'moved'
	return other?.isTaken === 1 ? 'taken' : 'tooMany'
}

/** What `moveHandle` would do for a creator now; for null, what signing up would. */
export async function foreseeClaim(
	db: Db,
	ownerId: string | null,
	{ key, now, mostHeld }: Pick<Renaming, 'key' | 'now' | 'mostHeld'>,
): Promise<Claimed> {
	const own = sql`coalesce((select id from profiles where owner_id = ${ownerId} order by id limit 1), ${NOBODY})`
	const [row] = await db.all<{ isTaken: number; isRoom: number }>(sql`
		select ${isHandleTaken(key, now, own)} as isTaken, ${isRoom(key, own, now, mostHeld)} as isRoom`)
	if (row?.isTaken === 1) return 'taken'
	return row?.isRoom === 1 ? 'moved' : 'tooMany'
}

/** No profile has this id. */
const NOBODY = 0

/** Somebody other than this profile has the handle, or nobody may have it yet. */
export const isHandleTaken = (key: string, now: number, profileId: number | SQL = NOBODY) => sql`exists (
	select 1 from handles
	where key = ${key} and profile_id is not ${profileId} and (held_until is null or held_until >= ${now}))`

/** The handle is one of the profile's own, old ones too, or it may have one more old one. */
const isRoom = (key: string, profileId: number | SQL, now: number, mostHeld: number) => sql`(
	exists (select 1 from handles as mine where mine.key = ${key} and mine.profile_id = ${profileId})
	or (select count(*) from handles as held where held.profile_id = ${profileId} and held.held_until >= ${now}) < ${mostHeld})`

function claim(db: Db, { key, profileId, ownerId, now, mostHeld }: Renaming) {
	return db.all<{ key: string }>(sql`
		insert into handles (key, profile_id) select ${key}, id from profiles
		where id = ${profileId} and owner_id = ${ownerId} and ${isRoom(key, profileId, now, mostHeld)}
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
