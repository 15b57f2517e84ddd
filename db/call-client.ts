import {
	type Client,
	type InArgs,
	type InStatement,
	LibsqlBatchError,
	LibsqlError,
	type ResultSet,
	type Row,
	type TransactionMode,
} from '@libsql/client'
import type { Call, PlainError, PlainResult } from './plain.ts'

/** libSQL's `Client` over something that answers calls. */
export abstract class CallClient implements Client {
	readonly protocol = 'file'
	closed = false

	protected abstract call(call: Call): Promise<PlainResult[]>
	abstract close(): void

	async execute(statement: InStatement | string, args?: InArgs): Promise<ResultSet> {
		const full = typeof statement === 'string' ? { sql: statement, ...(args ? { args } : {}) } : statement
		const [result] = await this.call({ method: 'execute', statement: full })
		if (!result) throw new LibsqlError('The database gave no result', 'INTERNAL')
		return resultSet(result)
	}

	async batch(statements: (InStatement | [string, InArgs?])[], mode?: TransactionMode): Promise<ResultSet[]> {
		const results = await this.call({ method: 'batch', statements: statements.map(asStatement), mode: mode ?? 'write' })
		return results.map(resultSet)
	}

	async migrate(statements: InStatement[]): Promise<ResultSet[]> {
		return (await this.call({ method: 'migrate', statements })).map(resultSet)
	}

	async executeMultiple(sql: string): Promise<void> {
		await this.call({ method: 'executeMultiple', sql })
	}

	/** Refused: a transaction that waits for this thread would hold the one writer for everyone. */
	transaction(): never {
		throw new LibsqlError('Use batch(): interactive transactions are not carried', 'TRANSACTION_UNSUPPORTED')
	}

	async sync(): Promise<never> {
		throw new LibsqlError('There is nothing to sync with', 'SYNC_NOT_SUPPORTED')
	}

	reconnect(): void {}
}

function asStatement(statement: InStatement | [string, InArgs?]): InStatement {
	return Array.isArray(statement) ? { sql: statement[0], args: statement[1] ?? [] } : statement
}

function resultSet({ columns, columnTypes, rows, rowsAffected, lastInsertRowid }: PlainResult): ResultSet {
	const named = rows.length > 0 ? namedRows(columns, rows) : []
	const toJSON = () => ({ columns, columnTypes, rows, rowsAffected, lastInsertRowid: lastInsertRowid?.toString() })
	return { columns, columnTypes, rows: named, rowsAffected, lastInsertRowid, toJSON }
}

function namedRows(columns: string[], rows: unknown[][]): Row[] {
	// A column without a name of its own is called by its expression, which may have commas in it.
	const key = JSON.stringify(columns)
	const NamedRow = classes.get(key) ?? kept(key, rowClass(columns))
	return rows.map((values) => new NamedRow(values) as unknown as Row)
}

function kept(key: string, made: ReturnType<typeof rowClass>) {
	if (classes.size >= MOST_CLASSES) classes.clear()
	classes.set(key, made)
	return made
}

/** More than the product has queries. */
const MOST_CLASSES = 300
/** By the names of the columns: a class made anew for each answer costs more than a keyed read, and no engine gets to know it. */
const classes = new Map<string, ReturnType<typeof rowClass>>()

/**
 * Rows are read by position and by name; names alone are enumerable, and the first of two alike wins, as the driver has it.
 * Positions belong to the class: defined on each row they cost more than reading it from the database.
 */
function rowClass(columns: string[]) {
	class NamedRow {
		[name: string]: unknown
		#values: unknown[]

		constructor(values: unknown[]) {
			this.#values = values
			for (let i = 0; i < columns.length; i++) {
				const name = columns[i] ?? ''
				if (!Object.hasOwn(this, name)) this[name] = values[i]
			}
		}

		static {
			const hidden = (get: (this: NamedRow) => unknown) => ({ get, enumerable: false })
			Object.defineProperty(NamedRow.prototype, 'length', { value: columns.length })
			columns.forEach((_, i) => {
				Object.defineProperty(
					NamedRow.prototype,
					i,
					hidden(function () {
						return this.#values[i]
					}),
				)
			})
		}
	}
	return NamedRow
}

export function driverError({ message, code, extendedCode, rawCode, statementIndex }: PlainError): Error {
	if (statementIndex === undefined) return new LibsqlError(message, code, extendedCode, rawCode)
	return new LibsqlBatchError(message, statementIndex, code, extendedCode, rawCode)
}
