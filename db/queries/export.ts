import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '../client.ts'
import type { ExportTable, Owner } from './export-tables.ts'

export type Stored = string | number | null
export type Key = Stored[]

export interface ExportPage {
	rows: Stored[][]
	/** Where the next page goes on; null when this was the last. */
	next: Key | null
}

/** Rows of one owner after a key, as they are stored, in the order of the key. `where` narrows them down further. */
export async function readExportPage(
	db: Db,
	table: ExportTable,
	owner: Owner,
	after: Key | null,
	where: SQL = sql`true`,
): Promise<ExportPage> {
	const { columns, from, isCounted, own, key, page } = table
	const [keys, expressions] = [key.join(', '), columns.map(([, expression]) => expression).join(', ')]
	const isAfter = after
		? sql`(${sql.raw(keys)}) > (${sql.join(
				after.map((value) => sql`${value}`),
				sql`, `,
			)})`
		: sql`true`
	const found = await (isCounted ? db.databaseFor(owner.profileId) : db).values<Stored[]>(sql`
		select ${sql.raw(keys)}, ${sql.raw(expressions)} from ${sql.raw(from)}
		where ${own(owner)} and ${where} and ${isAfter}
		order by ${sql.raw(keys)} limit ${page}`)
	return {
		rows: found.map((row) => Array.from(row).slice(key.length)),
		next: found.length < page ? null : Array.from(found.at(-1) ?? []).slice(0, key.length),
	}
}

/** Hits with ids and moments between two bounds; the ids say where in the key to look. */
export function isHitBetween(from: { id: string; at: number }, to: { id: string; at: number }): SQL {
	return sql`h.id >= ${from.id} and h.id < ${to.id} and h.at >= ${from.at} and h.at < ${to.at}`
}
