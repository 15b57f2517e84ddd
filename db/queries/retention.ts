import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '../client.ts'

/** What of a profile may leave: hits of before this UTC day, whose ids sort before `beforeId`. */
export interface Expired {
	profileId: number
	day: number
	beforeId: string
}

/** Where raw hits of profiles that keep them for so many months begin. */
export interface Horizon {
	keepMonths: number
	day: number
	beforeId: string
}

const DAY = 86_400_000

/** Profiles that have raw hits older than they are to be kept; one look into the key of each. */
export async function listExpired(db: Db, horizons: Horizon[]): Promise<Expired[]> {
	const packed = JSON.stringify(horizons.map(({ keepMonths, day, beforeId }) => [keepMonths, day, beforeId]))
	return db.all(sql`
		select c.profile_id as profileId, value ->> 1 as day, value ->> 2 as beforeId
		from json_each(${packed}) join counters c on c.keep_months = value ->> 0
		where ${hasExpired(sql`hits`)} or ${hasExpired(sql`excess`)}
		order by 1`)
}

const hasExpired = (table: SQL) => sql`exists (
	select 1 from ${table} h where h.profile_id = c.profile_id and h.id < value ->> 2 and h.at < (value ->> 1) * ${DAY})`

export async function listKeepMonths(db: Db): Promise<number[]> {
	const rows = await db.all<{ months: number }>(
		sql`select distinct keep_months as months from counters where keep_months > 0 order by 1`,
	)
	return rows.map(({ months }) => months)
}

/**
 * Deletes the oldest hits of a profile from before a UTC day, at most `limit`; how many. Their rollups stay.
 * Says in the same batch that raw hits from before that day are no longer complete; this never becomes earlier again.
 */
export async function deleteExpired(db: Db, expired: Expired, limit: number): Promise<number> {
	const { profileId, day } = expired
	const [, { rowsAffected }] = await db.batch([
		db.run(sql`update counters set raw_from = ${day} where profile_id = ${profileId} and raw_from < ${day}`),
		db.run(deletionOf(sql`hits`, expired, limit)),
	])
	return rowsAffected
}

/** The same for rows of excess, once the days are said to be incomplete. */
export async function deleteExpiredExcess(db: Db, expired: Expired, limit: number): Promise<number> {
	const { rowsAffected } = await db.run(deletionOf(sql`excess`, expired, limit))
	return rowsAffected
}

function deletionOf(table: SQL, { profileId, day, beforeId }: Expired, limit: number): SQL {
	const isExpired = sql`profile_id = ${profileId} and at < ${day * DAY}`
	return sql`
		delete from ${table} where ${isExpired} and id <= (
			select max(id) from (select id from ${table} where ${isExpired} and id < ${beforeId} order by id limit ${limit}))`
}

/** At most `limit` campaigns from before a moment; how many. */
export async function deleteCampaignsBefore(db: Db, at: number, limit: number): Promise<number> {
	const { rowsAffected } = await db.run(sql`
		delete from campaigns where (profile_id, hit_id) in (
			select profile_id, hit_id from campaigns where at < ${at} order by at limit ${limit})`)
	return rowsAffected
}

/** Forgets who was seen before a UTC day (days since the epoch), at most `limit`; the counts of those days stay. */
export async function deleteVisitorsBefore(db: Db, day: number, limit: number): Promise<number> {
	const { rowsAffected } = await db.run(sql`
		delete from visitors where (day, visitor) in (
			select day, visitor from visitors where day < ${day} order by day, visitor limit ${limit})`)
	return rowsAffected
}

/** Forgets what they tapped, at most `limit` taps. */
export async function deleteTapsBefore(db: Db, day: number, limit: number): Promise<number> {
	const { rowsAffected } = await db.run(sql`
		delete from taps where (day, visitor, block_id, kind, at, id) in (
			select day, visitor, block_id, kind, at, id from taps where day < ${day}
			order by day, visitor, block_id, kind, at, id limit ${limit})`)
	return rowsAffected
}

/** Forgets how many words were new before a UTC day, at most `limit` rows. */
export async function deleteNewWordsBefore(db: Db, day: number, limit: number): Promise<number> {
	const { rowsAffected } = await db.run(sql`
		delete from new_words where (profile_id, day) in (
			select profile_id, day from new_words where day < ${day} limit ${limit})`)
	return rowsAffected
}
