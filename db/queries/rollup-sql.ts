import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '../client.ts'
import { DIMENSIONS, GRAINS, type Grain } from '../schema/index.ts'

/** The length of a quarter hour in ms; rollups count them since the epoch. */
export const QUARTER = 900_000

/** Every dimension is named, because the key of the rollups has it before the grain. */
export function isGrain(profileId: number, grain: Grain): SQL {
	return sql`profile_id = ${profileId} and dimension in (${ALL_DIMENSIONS}) and grain = ${GRAINS.indexOf(grain)}`
}

const ALL_DIMENSIONS = sql.raw([...DIMENSIONS.keys()].join(', '))

/** The local calendar day of a row of `rollups` that is a quarter hour, as the triggers cut it. */
const localDay = (zone: SQL) => sql`(rollups.at + coalesce((
	select z.offset from zone_offsets z where z.zone = ${zone} and z.quarter <= rollups.at
	order by z.quarter desc limit 1), 0)) / 96`

/** The same where rows of many profiles are read. */
export const LOCAL_DAY = localDay(sql`(select c.time_zone from counters c where c.profile_id = rollups.profile_id)`)

/** Days since the epoch, the end not included. */
export interface Days {
	from: number
	to: number
}

/** How far clocks are behind UTC and ahead of it at the most, in quarter hours. */
const [MOST_BEHIND, MOST_AHEAD] = [12 * 4, 14 * 4]

/** Cuts some local days of a profile anew from its quarter hours. Two statements for a batch; the second says how many rows they have. */
export function cutDays(counts: Db, profileId: number, { from, to }: Days) {
	const zone = sql`(select time_zone from counters where profile_id = ${profileId})`
	const isWithin = (grain: Grain, first: number, end: number) =>
		sql`${isGrain(profileId, grain)} and at >= ${first} and at < ${end}`
	return [
		counts.run(sql`delete from rollups where ${isWithin('day', from, to)}`),
		counts.run(sql`
			insert into rollups (profile_id, dimension, grain, at, value, kind, bucket, hits)
			select profile_id, dimension, 1, day, value, kind, bucket, sum(hits)
			from (
				select *, ${localDay(zone)} as day from rollups
				where ${isWithin('quarter', from * 96 - MOST_AHEAD, to * 96 + MOST_BEHIND)})
			where day >= ${from} and day < ${to} group by 2, 4, 5, 6, 7`),
	] as const
}
