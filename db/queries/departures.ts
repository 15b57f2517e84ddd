import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '../client.ts'
import { ownPublicIds } from './blocks.ts'
import { ownHandles } from './editor.ts'
import { ownProfileIds } from './ownership.ts'

/** Tables by user whose rows open an account. */
const OPENERS = [
	'sessions',
	'api_tokens',
	'password_resets',
	'email_proofs',
	'passkeys',
	'totps',
	'recovery_codes',
	'challenges',
]

/**
 * Closes an account at once, in one batch: nobody can sign in, nothing of its page is shown, and what names its owner is gone.
 * What was counted and earned, which may be millions of rows, is left to `departures`. Handles are held for nobody.
 * Returns what followers could see of it until now.
 */
export async function closeAccount(db: Db, ownerId: string, heldUntil: number, now: number) {
	const own = ownProfileIds(db, ownerId)
	const ofPages = (table: string) => db.run(sql`delete from ${sql.raw(table)} where profile_id in ${own}`)
	const ofUser = (table: string) => db.run(sql`delete from ${sql.raw(table)} where user_id = ${ownerId}`)
	const [handles, blocks] = await db.batch([
		ownHandles(db, ownerId),
		ownPublicIds(db, ownerId),
		db.run(sql`
			insert into departures (profile_id, owner_id, since)
			select id, owner_id, ${now} from profiles where owner_id = ${ownerId} on conflict do nothing`),
		db.run(
			sql`update handles set profile_id = null, held_until = coalesce(held_until, ${heldUntil}) where profile_id in ${own}`,
		),
		ofPages('blocks'),
		ofPages('channels'),
		ofPages('marks'),
		ofPages('stat_links'),
		db.run(sql`delete from pictures where owner_id = ${ownerId}`),
		...OPENERS.map(ofUser),
		ofUser('idempotent_answers'),
		db.run(sql`
			update profiles set handle = '', name = '', bio = '', theme = '{}', avatar = null, hidden_at = ${now}, updated_at = ${now}
			where owner_id = ${ownerId}`),
		// An id is no e-mail address and an empty hash is no password's.
		db.run(sql`update users set email = id, password_hash = '' where id = ${ownerId}`),
	])
	return { handleKeys: handles.map(({ key }) => key), publicIds: blocks.map(({ id }) => id) }
}

export interface Departure {
	profileId: number
	ownerId: string | null
	since: number
}

/** In the order of leaving. */
export async function listDepartures(db: Db): Promise<Departure[]> {
	return db.all(
		sql`select profile_id as profileId, owner_id as ownerId, since from departures order by since, profile_id`,
	)
}

/** Which of these profiles have anything counted in a database: whatever is counted is in a rollup, and rollups leave last. */
export async function listCounted(counts: Db, profileIds: number[]): Promise<number[]> {
	const rows = await counts.all<{ profileId: number }>(sql`
		select p.value as profileId from json_each(${JSON.stringify(profileIds)}) p
		where exists (select 1 from rollups r where r.profile_id = p.value)`)
	return rows.map(({ profileId }) => profileId)
}

/** Deletes hits of a profile with the visitors and taps that they made, at most `limit` of each; how many hits. */
export async function deleteHitsOf(db: Db, profileId: number, limit: number): Promise<number> {
	const isNext = sql`profile_id = ${profileId} and id <= (
		select max(id) from (select id from hits where profile_id = ${profileId} order by id limit ${limit}))`
	const people = (columns: SQL) => sql`select ${columns} from hits where ${isNext} and visitor is not null`
	const counts = db.databaseFor(profileId)
	const [, , { rowsAffected }] = await counts.batch([
		counts.run(sql`
			delete from taps where (day, visitor, block_id, kind, at, id) in (
				${people(sql`at / 86400000, visitor, block_id, kind, at, id`)})`),
		counts.run(sql`delete from visitors where (day, visitor) in (${people(sql`at / 86400000, visitor`)})`),
		counts.run(sql`delete from hits where ${isNext}`),
	])
	return rowsAffected
}

/** At most `limit` rows of excess of a profile, and as many of each of what is known of its hosts and their words. */
export async function deleteStrangersOf(db: Db, profileId: number, limit: number): Promise<number> {
	const counts = db.databaseFor(profileId)
	const some = (table: string, key: string) =>
		counts.run(sql`
			delete from ${sql.raw(table)} where profile_id = ${profileId} and (${sql.raw(key)}) in (
				select ${sql.raw(key)} from ${sql.raw(table)} where profile_id = ${profileId} limit ${limit})`)
	const deleted = await counts.batch([
		some('excess', 'id'),
		some('host_visitors', 'channel, visitor'),
		some('new_words', 'day'),
	])
	return Math.max(...deleted.map(({ rowsAffected }) => rowsAffected))
}

export async function deleteCampaignsOf(db: Db, profileId: number, limit: number): Promise<number> {
	const { rowsAffected } = await db.databaseFor(profileId).run(sql`
		delete from campaigns where profile_id = ${profileId} and hit_id <= (
			select max(hit_id) from (
				select hit_id from campaigns where profile_id = ${profileId} order by hit_id limit ${limit}))`)
	return rowsAffected
}

/** At most `limit` rollups of a profile; how many. */
export async function deleteRollupsOf(db: Db, profileId: number, limit: number): Promise<number> {
	const key = sql.raw('dimension, grain, at, value, kind, bucket')
	const { rowsAffected } = await db.databaseFor(profileId).run(sql`
		delete from rollups where profile_id = ${profileId} and (${key}) in (
			select ${key} from rollups where profile_id = ${profileId} order by ${key} limit ${limit})`)
	return rowsAffected
}

export async function deleteRevisionsOf(db: Db, profileId: number, limit: number): Promise<number> {
	const { rowsAffected } = await db.run(sql`
		delete from conversion_revisions where id in (
			select r.id from conversions c join conversion_revisions r on r.conversion_id = c.id
			where c.profile_id = ${profileId} limit ${limit})`)
	return rowsAffected
}

export async function deleteConversionsOf(db: Db, profileId: number, limit: number): Promise<number> {
	const { rowsAffected } = await db.run(sql`
		delete from conversions where id in (select id from conversions where profile_id = ${profileId} limit ${limit})`)
	return rowsAffected
}

/** Deletes a profile of which nothing else is left, and its account with the last of its profiles. */
export async function finishDeparture(db: Db, profileId: number): Promise<void> {
	await db.databaseFor(profileId).run(sql`delete from counters where profile_id = ${profileId}`)
	await db.batch([
		db.run(sql`delete from profiles where id = ${profileId}`),
		db.run(sql`
			delete from users where id = (select owner_id from departures where profile_id = ${profileId})
				and not exists (select 1 from profiles where owner_id = users.id)`),
		db.run(sql`update departures set owner_id = null where profile_id = ${profileId}`),
	])
}

/** Forgets departures of before a moment, after which no hit can still be on its way. */
export async function forgetDepartures(db: Db, before: number): Promise<void> {
	await db.run(sql`delete from departures where owner_id is null and since < ${before}`)
}

/** Lets go of handles that were held for nobody. */
export async function releaseHandles(db: Db, now: number): Promise<void> {
	await db.run(sql`delete from handles where profile_id is null and held_until < ${now}`)
}
