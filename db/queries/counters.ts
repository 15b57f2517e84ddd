import { and, eq, gt, lte, sql } from 'drizzle-orm'
import type { Db } from '../client.ts'
import { counters, profiles } from '../schema/index.ts'
import { isGrain, localDay } from './rollup-sql.ts'

export interface Counter {
	profileId: number
	ownerId: string
	timeZone: string
}

/** Profiles as they are, with their owners and zones: the next after an id. */
export async function listProfilesToCount(db: Db, after: number, limit: number): Promise<Counter[]> {
	return db
		.select({ profileId: profiles.id, ownerId: profiles.ownerId, timeZone: profiles.timeZone })
		.from(profiles)
		.where(gt(profiles.id, after))
		.orderBy(profiles.id)
		.limit(limit)
}

/** Profiles as counting knows them, from after one id up to another. */
export async function listCounters(db: Db, after: number, last: number): Promise<Counter[]> {
	return db
		.select({ profileId: counters.profileId, ownerId: counters.ownerId, timeZone: counters.timeZone })
		.from(counters)
		.where(and(gt(counters.profileId, after), lte(counters.profileId, last)))
}

/** The clock changes that are stored for a zone, oldest first; none for a zone that is not in use. */
export async function listOffsets(db: Db, zone: string): Promise<[quarter: number, offset: number][]> {
	const rows = await db.all<{ quarter: number; offset: number }>(
		sql`select quarter, offset from zone_offsets where zone = ${zone} order by quarter`,
	)
	return rows.map(({ quarter, offset }) => [quarter, offset])
}

/** Tells counting of a profile and of its zone's clock, and cuts all its days anew, in one batch. */
export async function putCounter(
	db: Db,
	{ profileId, ownerId, timeZone }: Counter,
	offsets: [number, number][],
): Promise<void> {
	await db.databaseFor(profileId).batch([
		db.run(sql`delete from zone_offsets where zone = ${timeZone}`),
		db.run(sql`
			insert into zone_offsets (zone, quarter, offset)
			select ${timeZone}, value ->> 0, value ->> 1 from json_each(${JSON.stringify(offsets)})`),
		db.run(sql`
			insert into counters (profile_id, owner_id, time_zone) values (${profileId}, ${ownerId}, ${timeZone})
			on conflict do update set owner_id = excluded.owner_id, time_zone = excluded.time_zone`),
		db.run(sql`delete from rollups where ${isGrain(profileId, 'day')}`),
		db.run(sql`
			insert into rollups (profile_id, dimension, grain, at, value, kind, bucket, hits)
			select profile_id, dimension, 1, ${localDay(sql`${timeZone}`)}, value, kind, bucket, sum(hits)
			from rollups where ${isGrain(profileId, 'quarter')} group by 2, 4, 5, 6, 7`),
	])
}

/** For how many months raw hits of an owner's profiles are kept, 0 for ever. */
export async function setKeepMonths(db: Db, ownerId: string, months: number): Promise<void> {
	for (const counts of db.databases())
		await counts.update(counters).set({ keepMonths: months }).where(eq(counters.ownerId, ownerId))
}

/** For how long a profile's raw hits are kept, and the UTC day from which they are complete. */
export async function findKept(db: Db, ownerId: string, profileId: number) {
	const [row] = await db
		.databaseFor(profileId)
		.select({ keepMonths: counters.keepMonths, rawFrom: counters.rawFrom })
		.from(counters)
		.where(and(eq(counters.profileId, profileId), eq(counters.ownerId, ownerId)))
	return row ?? null
}
