import { and, eq, gt, lte, sql } from 'drizzle-orm'
import type { Db } from '../client.ts'
import { counters, profiles } from '../schema/index.ts'
import { cutDays, type Days } from './rollup-sql.ts'

export interface Counter {
	profileId: number
	ownerId: string
	timeZone: string
}

export interface KnownCounter extends Counter {
	/** The end of the local days that are still to be cut, null when none is. */
	uncut: number | null
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
export async function listCounters(db: Db, after: number, last: number): Promise<KnownCounter[]> {
	return db
		.select({
			profileId: counters.profileId,
			ownerId: counters.ownerId,
			timeZone: counters.timeZone,
			uncut: counters.uncut,
		})
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

/**
 * Tells counting of a profile and of its zone's clock, by which every hit from now on finds its day. Returns the end of the
 * days that are to be cut anew by `cutSlice`, null when there are none.
 */
export async function putCounter(
	db: Db,
	{ profileId, ownerId, timeZone }: Counter,
	offsets: [number, number][],
): Promise<number | null> {
	const counts = db.databaseFor(profileId)
	// No local day is later than the day after the UTC day of its hits.
	const end = sql`(select max(at) / 96 + 2 from rollups where ${isTotalQuarter(profileId)})`
	const [, , [counter]] = await counts.batch([
		counts.run(sql`delete from zone_offsets where zone = ${timeZone}`),
		counts.run(sql`
			insert into zone_offsets (zone, quarter, offset)
			select ${timeZone}, value ->> 0, value ->> 1 from json_each(${JSON.stringify(offsets)})`),
		counts
			.insert(counters)
			.values({ profileId, ownerId, timeZone, uncut: end })
			.onConflictDoUpdate({ target: counters.profileId, set: { ownerId, timeZone, uncut: end } })
			.returning({ uncut: counters.uncut }),
	])
	return counter?.uncut ?? null
}

/**
 * Cuts the last of the days that are to be cut anew, in one batch, by whatever zone counting knows by then. Says how many
 * rows they have, and the end of the days that are left: null when there are none, or when others are at it.
 */
export async function cutSlice(db: Db, profileId: number, days: Days): Promise<{ rows: number; uncut: number | null }> {
	const counts = db.databaseFor(profileId)
	const isMore = sql`exists (select 1 from rollups where ${isTotalQuarter(profileId)} and at < ${(days.from + 1) * 96})`
	const [, { rowsAffected }, [counter]] = await counts.batch([
		...cutDays(counts, profileId, days),
		counts
			.update(counters)
			.set({ uncut: sql`iif(${isMore}, ${days.from}, null)` })
			.where(and(eq(counters.profileId, profileId), eq(counters.uncut, days.to)))
			.returning({ uncut: counters.uncut }),
	])
	return { rows: rowsAffected, uncut: counter?.uncut ?? null }
}

/** Whatever is counted is counted in the total of its quarter hour too. */
const isTotalQuarter = (profileId: number) => sql`profile_id = ${profileId} and dimension = 0 and grain = 0`

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
