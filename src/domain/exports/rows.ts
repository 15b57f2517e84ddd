import type { Db } from '../../../db/client.ts'
import { selectTargets, type Target } from '../../../db/queries/clicks.ts'
import { isHitBetween, type Key, readExportPage, type Stored } from '../../../db/queries/export.ts'
import {
	EXPORT_TABLES,
	type ExportName,
	type ExportTable,
	type Owner,
	type Reading,
} from '../../../db/queries/export-tables.ts'
import type { Slot } from '../calendar.ts'
import { decimalText } from '../decimal.ts'
import { timePrefix } from '../ids.ts'
import { DAY } from '../time.ts'

/** Text, a number, yes or no, or nothing. Money is decimal text. */
export type Cell = string | number | boolean | null

export const EXPORT_NAMES = Object.keys(EXPORT_TABLES) as ExportName[]

export const columnsOf = (name: ExportName): string[] => EXPORT_TABLES[name].columns.map(([column]) => column)

/** Columns whose text is money, which a spreadsheet should add up. */
export const amountsOf = (name: ExportName): Set<string> =>
	new Set(tableOf(name).columns.flatMap(([column, , reading]) => (reading === 'amount' ? [column] : [])))

/**
 * A creator's rows of one table, page by page in the order of a key: nothing is held but the page at hand, and a page is read
 * when the one before it was taken. `when` is for clicks, and null for all of them.
 */
export async function* exportRows(
	db: Db,
	owner: Owner,
	name: ExportName,
	when: Slot | null = null,
): AsyncGenerator<Cell[][]> {
	const table = tableOf(name)
	const where = name === 'clicks' && when ? isHitBetween(bound(when.from, -DAY), bound(when.to, DAY)) : undefined
	const hasTargets = table.columns.some(([, , reading]) => reading === 'link')
	const targets = hasTargets ? await selectTargets(db, owner.ownerId, owner.profileId) : []
	const byId = new Map(targets.map((target) => [target.id, target]))
	let after: Key | null = null
	do {
		const { rows, next } = await readExportPage(db, table, owner, after, where)
		if (rows.length > 0) yield rows.map((row) => row.map((value, i) => cell(value, byId, table.columns[i]?.[2])))
		after = next
	} while (after)
}

const tableOf = (name: ExportName): ExportTable => EXPORT_TABLES[name]

/** Ids begin with the time; a day on either side leaves room for whatever a clock did between the two. */
const bound = (at: number, slack: number) => ({ at, id: timePrefix(Math.max(0, at + slack)) })

function cell(value: Stored, targets: Map<number, Target>, reading: Reading = 'plain'): Cell {
	if (value === null || reading === 'plain') return value
	if (reading === 'moment') return new Date(Number(value)).toISOString()
	if (reading === 'day') return value === 0 ? null : new Date(Number(value) * DAY).toISOString().slice(0, 10)
	if (reading === 'amount') return decimalText(Number(value))
	if (reading === 'flag') return value === 1
	if (reading === 'title') return targets.get(Number(value))?.title ?? null
	if (reading === 'link') return typeof value === 'number' ? (targets.get(value)?.publicId ?? null) : value
	return reading[Number(value)] ?? null
}
