import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '../client.ts'

// Written into the statement: the driver binds numbers as floats, and by a float SQLite divides without rounding down.
const QUARTER_MS = sql.raw('900000')

/** What SQLite finds wrong with the pages and indexes of the file, a sentence each; empty when it is sound. */
export async function findDamage(db: Db): Promise<string[]> {
	const rows = await db.all<{ integrity_check: string }>(sql`pragma integrity_check`)
	return rows.map((row) => row.integrity_check).filter((line) => line !== 'ok')
}

/** Rows that point at rows that are not there. */
export async function findOrphans(db: Db): Promise<string[]> {
	const rows = await db.all<{ table: string; rowid: number | null; parent: string }>(sql`pragma foreign_key_check`)
	return rows.map(
		({ table, rowid, parent }) => `Row ${rowid} of ${table} points at a row of ${parent} that is not there.`,
	)
}

/**
 * Counters that do not say how many rows there are. Old rows are deleted and their counters stay,
 * so from the quarter hour of a profile's oldest row back, a counter may be larger than its rows, never smaller.
 */
export async function findMiscounts(db: Db): Promise<string[]> {
	const hits = await countWrong(db, {
		rows: sql`select profile_id, at / ${QUARTER_MS} as quarter, block_id, kind, bucket, count(*) as n from hits group by 1, 2, 3, 4, 5`,
		counters: sql`select profile_id, quarter, block_id, kind, bucket, hits as n from hit_quarters`,
		key: sql`profile_id, quarter, block_id, kind, bucket`,
	})
	const visitors = await countWrong(db, {
		rows: sql`select profile_id, first_at / ${QUARTER_MS} as quarter, count(*) as n from visitors group by 1, 2`,
		counters: sql`select profile_id, quarter, visitors as n from visitor_quarters`,
		key: sql`profile_id, quarter`,
	})
	return [
		...(hits > 0 ? [`${hits} counters of hits do not equal their rows.`] : []),
		...(visitors > 0 ? [`${visitors} counters of visitors do not equal their rows.`] : []),
	]
}

async function countWrong(db: Db, { rows, counters, key }: { rows: SQL; counters: SQL; key: SQL }): Promise<number> {
	const [found] = await db.all<{ wrong: number }>(sql`
		with seen as (${rows}), said as (${counters}),
			oldest as (select profile_id, min(quarter) as first from seen group by profile_id)
		select
			(select count(*) from seen left join said using (${key}) join oldest using (profile_id)
				where coalesce(said.n, 0) < seen.n or (quarter > first and said.n <> seen.n))
			+ (select count(*) from said join oldest using (profile_id) left join seen using (${key})
				where seen.n is null and quarter > first) as wrong`)
	return found?.wrong ?? 0
}
