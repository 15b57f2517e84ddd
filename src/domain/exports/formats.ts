import { stringify } from 'csv-stringify/sync'
import type { ExportName } from '../../../db/queries/export-tables.ts'
import { amountsOf, type Cell, columnsOf } from './rows.ts'

type Pages = AsyncIterable<Cell[][]>

export const FORMATS = {
	csv: 'text/csv; charset=utf-8; header=present',
	json: 'application/json',
	jsonl: 'application/jsonl',
} as const
export type Format = keyof typeof FORMATS

/** A table in one of the formats, in pieces of text. */
export function inFormat(format: Format, name: ExportName, pages: Pages): AsyncGenerator<string> {
	if (format === 'csv') return asCsv(name, pages)
	return format === 'json' ? asJson(name, pages) : asJsonLines(name, pages)
}

/**
 * For spreadsheets: a byte order mark, without which Excel takes UTF-8 for something else; lines that end as RFC 4180 says; and an
 * apostrophe before every text that would be run as a formula (OWASP, "CSV Injection").
 */
async function* asCsv(name: ExportName, pages: Pages): AsyncGenerator<string> {
	const columns = columnsOf(name)
	const amounts = amountsOf(name)
	const isAmount = columns.map((column) => amounts.has(column))
	yield csv([columns], true)
	for await (const rows of pages) {
		yield csv(rows.map((row) => row.map((value, i) => (isAmount[i] && value !== null ? Number(value) : value))))
	}
}

function csv(rows: Cell[][], bom = false): string {
	const cast = { boolean: (value: boolean) => String(value) }
	// Every line break is quoted, not only the one that ends our lines: a text must not begin a line of its own.
	const quotes = { escape_formulas: true, quote_record_delimiter: true }
	return stringify(rows, { bom, cast, ...quotes, record_delimiter: '\r\n' })
}

async function* asJson(name: ExportName, pages: Pages): AsyncGenerator<string> {
	const columns = columnsOf(name)
	let comma = ''
	yield '['
	for await (const rows of pages) {
		yield comma + rows.map((row) => `\n${asObject(columns, row)}`).join(',')
		comma = ','
	}
	yield '\n]\n'
}

async function* asJsonLines(name: ExportName, pages: Pages): AsyncGenerator<string> {
	const columns = columnsOf(name)
	for await (const rows of pages) yield rows.map((row) => `${asObject(columns, row)}\n`).join('')
}

function asObject(columns: string[], row: Cell[]): string {
	return JSON.stringify(Object.fromEntries(columns.map((column, i) => [column, row[i] ?? null])))
}
