import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '../client.ts'
import { BUCKETS } from '../schema/index.ts'
import { cutDays, type Days, isGrain } from './rollup-sql.ts'

/** Each profile with raw hits, and the UTC days that its raw hits cover completely: ids sort by time. */
export async function listRawDays(db: Db): Promise<({ profileId: number } & Days)[]> {
	const firstDay = sql`(select at / 86400000 from hits h where h.profile_id = c.profile_id order by h.id limit 1)`
	const lastDay = sql`(select at / 86400000 from hits h where h.profile_id = c.profile_id order by h.id desc limit 1)`
	return db.all(sql`
		select c.profile_id as profileId, max(c.raw_from, ${firstDay}) as "from", ${lastDay} + 1 as "to"
		from counters c where exists (select 1 from hits h where h.profile_id = c.profile_id)
		order by 1`)
}

/** Ids between which all hits of some days are, the end not included: they say where in the key to look. */
export interface Ids {
	from: string
	to: string
}

/**
 * Counts the raw hits of some UTC days of a profile anew, in one batch. The local days that they touch follow.
 * A day whose hits have begun to leave since the caller looked keeps what was counted.
 */
export async function rebuildRollups(db: Db, profileId: number, { from, to }: Days, ids: Ids): Promise<void> {
	const rawFrom = sql`(select raw_from from counters where profile_id = ${profileId})`
	const isRaw = sql`
		profile_id = ${profileId} and id >= ${ids.from} and id < ${ids.to}
		and at >= ${from * 86_400_000} and at < ${to * 86_400_000} and at >= ${rawFrom} * 86400000`
	const isTouched = sql`${isGrain(profileId, 'quarter')} and at >= ${from * 96} and at < ${to * 96}`
	await db.batch([
		db.run(sql`delete from rollups where ${isTouched} and at >= ${rawFrom} * 96`),
		db.run(sql`
			insert into rollups (profile_id, dimension, grain, at, value, kind, bucket, hits)
			${rollupsOfHits(isRaw)}`),
		...cutDays(db, profileId, { from: from - 1, to: to + 1 }),
	])
}

const EXCESS = sql.raw(String(BUCKETS.indexOf('excess')))

/** What storing the hits has made of them, one by one and in excess; `where` speaks of the columns of `hits`. */
export function rollupsOfHits(where: SQL): SQL {
	const by = (dimension: number, value: SQL, also: SQL) => sql`
		select profile_id, ${sql.raw(String(dimension))}, 0, at / 900000, ${value}, kind, bucket, count(*)
		from hits where ${where} and ${also} group by 1, 4, 5, 6, 7`
	return sql`
		${by(0, sql`0`, sql`true`)}
		union all select profile_id, 0, 0, at / 900000, 0, kind, ${EXCESS}, sum(hits.hits) from excess as hits where ${where} group by 1, 4, 6
		union all ${by(1, sql`block_id`, sql`block_id <> 0`)}
		union all ${by(2, sql`coalesce(channel, 0)`, sql`bucket = 0`)}
		union all ${by(3, sql`coalesce(country, 0)`, sql`bucket = 0`)}
		union all ${by(4, sql`device`, sql`bucket = 0`)}
		union all ${by(5, sql`app`, sql`bucket = 0`)}
		union all select profile_id, 6, 0, first_at / 900000, 0, 0, 0, count(*)
		from (select profile_id, min(at) as first_at from hits where ${where} and visitor is not null
			group by profile_id, at / 86400000, visitor) group by 1, 4`
}
