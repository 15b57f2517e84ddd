import { type SQL, sql } from 'drizzle-orm'
import { DIMENSIONS, GRAINS, type Grain } from '../schema/index.ts'

/** The length of a quarter hour in ms; rollups count them since the epoch. */
export const QUARTER = 900_000

/** Every dimension is named, because the key of the rollups has it before the grain. */
export function isGrain(profileId: number, grain: Grain): SQL {
	return sql`profile_id = ${profileId} and dimension in (${ALL_DIMENSIONS}) and grain = ${GRAINS.indexOf(grain)}`
}

const ALL_DIMENSIONS = sql.raw([...DIMENSIONS.keys()].join(', '))

/** The local calendar day of a row of `rollups` that is a quarter hour, as the triggers cut it; `zone` is its profile's. */
export function localDay(zone: SQL): SQL {
	return sql`(rollups.at + coalesce((
		select z.offset from zone_offsets z where z.zone = ${zone} and z.quarter <= rollups.at
		order by z.quarter desc limit 1), 0)) / 96`
}
