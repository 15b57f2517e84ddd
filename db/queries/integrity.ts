import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '../client.ts'
import { LOCAL_DAY } from './rollup-sql.ts'
import { rollupsOfHits } from './rollups.ts'

/** What SQLite finds wrong with the pages and indexes of the file, a sentence each; empty when it is sound. */
export async function findDamage(db: Db): Promise<string[]> {
	const rows = await db.all<{ integrity_check: string }>(sql`pragma integrity_check`)
	return rows.map((row) => row.integrity_check).filter((line) => line !== 'ok')
}

/** Whether it is a database of ours: it has creators' pages and their hits. */
export async function hasTables(db: Db): Promise<boolean> {
	const rows = await db.all(
		sql`select name from sqlite_master where type = 'table' and name in ('users', 'profiles', 'blocks', 'hits')`,
	)
	return rows.length === 4
}

/** Rows that point at rows that are not there. */
export async function findOrphans(db: Db): Promise<string[]> {
	const rows = await db.all<{ table: string; rowid: number | null; parent: string }>(sql`pragma foreign_key_check`)
	return rows.map(
		({ table, rowid, parent }) => `Row ${rowid} of ${table} points at a row of ${parent} that is not there.`,
	)
}

/**
 * Rollups that do not say how many hits there are. Old hits are deleted and their rollups stay, so only the UTC days
 * from which a profile's hits are complete are compared; a local day must always be the sum of its quarter hours.
 */
export async function findMiscounts(db: Db): Promise<string[]> {
	const isKept = sql`at >= coalesce((select raw_from from counters c where c.profile_id = hits.profile_id), 0) * 86400000`
	const hits = await countDifferences(
		db,
		rollupsOfHits(isKept),
		sql`select * from rollups
			where grain = 0 and at >= coalesce((select raw_from from counters c where c.profile_id = rollups.profile_id), 0) * 96`,
	)
	const days = await countDifferences(
		db,
		sql`select profile_id, dimension, 1, ${LOCAL_DAY}, value, kind, bucket, sum(hits) from rollups
			where grain = 0 group by 1, 2, 4, 5, 6, 7`,
		sql`select * from rollups where grain = 1`,
	)
	return [
		...(hits > 0 ? [`${hits} rollups do not equal their hits.`] : []),
		...(days > 0 ? [`${days} rollups of days do not equal their quarter hours.`] : []),
	]
}

async function countDifferences(db: Db, one: SQL, other: SQL): Promise<number> {
	const [found] = await db.all<{ n: number }>(sql`
		with one as (${one}), other as (${other})
		select (select count(*) from (select * from one except select * from other))
			+ (select count(*) from (select * from other except select * from one)) as n`)
	return found?.n ?? 0
}
