import type { InStatement, TransactionMode } from '@libsql/client'
import Database from 'libsql'
import { LOCK_WAIT_MS } from './driver.ts'
import type { Call, PlainResult } from './plain.ts'

interface Prepared {
	statement: Database.Statement
	/** Whether it gives rows. */
	isReader: boolean
	columns: string[]
	columnTypes: string[]
}

/** More than the product has; a statement with a list of its own length is not worth keeping for ever. */
const KEPT = 300

const BEGIN: Record<TransactionMode, string> = {
	write: 'begin immediate',
	deferred: 'begin deferred',
	read: 'begin transaction readonly',
}

/**
 * One connection to a database file that prepares each statement once. `@libsql/client` prepares anew at every call: for the
 * statements that store a batch of hits that takes about two milliseconds, and running them for one hit a tenth of that.
 */
export class PreparedConnection {
	readonly #path: string
	readonly #setup: string | null
	#db: Database.Database
	#kept = new Map<string, Prepared>()

	/** `setup` is run on every connection that is opened. */
	constructor(url: string, setup: string | null) {
		this.#path = url.slice('file:'.length)
		this.#setup = setup
		this.#db = this.#open()
	}

	answer(call: Call): PlainResult[] {
		if (call.method === 'execute') return [this.execute(call.statement)]
		if (call.method === 'batch') return this.batch(call.statements, call.mode)
		if (call.method === 'migrate') return this.migrate(call.statements)
		this.executeMultiple(call.sql)
		return []
	}

	execute(statement: InStatement): PlainResult {
		return this.#guarded(() => this.#run(statement))
	}

	/** All or nothing. The error of a statement carries its position as `statementIndex`. */
	batch(statements: InStatement[], mode: TransactionMode): PlainResult[] {
		return this.#guarded(() => {
			this.#run(BEGIN[mode])
			const results = statements.map((statement, index) => {
				try {
					return this.#run(statement)
				} catch (error) {
					throw Object.assign(error as Error, { statementIndex: index })
				}
			})
			this.#run('commit')
			return results
		})
	}

	/** As `batch`, with foreign keys unwatched until it is over. */
	migrate(statements: InStatement[]): PlainResult[] {
		this.#run('pragma foreign_keys = off')
		try {
			return this.batch(statements, 'deferred')
		} finally {
			this.#kept.clear()
			this.#run('pragma foreign_keys = on')
		}
	}

	executeMultiple(sql: string): void {
		this.#guarded(() => this.#db.exec(sql))
		this.#kept.clear()
	}

	close(): void {
		this.#kept.clear()
		this.#db.close()
	}

	#open(): Database.Database {
		const db = new Database(this.#path, { timeout: LOCK_WAIT_MS })
		if (this.#setup) db.exec(this.#setup)
		return db
	}

	/**
	 * Leaves no transaction behind. A statement that gave up on a lock or on the disk stays half run, and then nothing on its
	 * connection can commit (libsql-client-ts #352), so that connection is given up too.
	 */
	#guarded<T>(work: () => T): T {
		try {
			return work()
		} catch (error) {
			if (isRefusal(error)) this.#rollBack()
			else this.#openAnew()
			throw error
		}
	}

	#rollBack(): void {
		try {
			if (this.#db.inTransaction) this.#db.exec('rollback')
		} catch {
			this.#openAnew()
		}
	}

	/** What was begun is rolled back first: a closed connection keeps its locks until the collector comes by. */
	#openAnew(): void {
		try {
			if (this.#db.inTransaction) this.#db.exec('rollback')
		} catch {}
		this.close()
		this.#db = this.#open()
	}

	#run(statement: InStatement): PlainResult {
		const { sql, args = [] } = typeof statement === 'string' ? { sql: statement } : statement
		const { statement: prepared, isReader, columns, columnTypes } = this.#prepare(sql)
		const values = Array.isArray(args) ? args.map(toSql) : Object.fromEntries(Object.entries(args).map(named))
		if (isReader) {
			const rows = (prepared.all(values) as unknown[][]).map((row) => row.map(fromSql))
			return { columns, columnTypes, rows, rowsAffected: 0, lastInsertRowid: undefined }
		}
		const { changes, lastInsertRowid } = prepared.run(values)
		return { columns, columnTypes, rows: [], rowsAffected: changes, lastInsertRowid: BigInt(lastInsertRowid) }
	}

	#prepare(sql: string): Prepared {
		const known = this.#kept.get(sql)
		if (known) return known
		const statement = this.#db.prepare(sql)
		// Asking the driver costs as much as a small statement does.
		const isReader = statement.reader
		if (isReader) statement.raw(true)
		const columns = isReader ? statement.columns() : []
		const prepared = {
			statement,
			isReader,
			columns: columns.map(({ name }) => name),
			columnTypes: columns.map(({ type }) => type ?? ''),
		}
		if (this.#kept.size >= KEPT) this.#kept.delete(this.#kept.keys().next().value ?? '')
		this.#kept.set(sql, prepared)
		return prepared
	}
}

/** What the statement itself says is wrong; anything else is about the connection. */
function isRefusal(error: unknown): boolean {
	return /^SQLITE_(CONSTRAINT|ERROR|MISMATCH|TOOBIG|RANGE)/.test((error as { code?: string }).code ?? '')
}

function named([name, value]: [string, unknown]): [string, unknown] {
	return [/^[@$:]/.test(name) ? name.slice(1) : name, toSql(value)]
}

function toSql(value: unknown): unknown {
	if (typeof value === 'boolean') return value ? 1 : 0
	if (value instanceof ArrayBuffer) return Buffer.from(value)
	if (value instanceof Date) return value.valueOf()
	if (value === undefined) throw new TypeError('undefined cannot be given to the database')
	return value
}

/** Bytes leave as an ArrayBuffer of their own, as `@libsql/client` gives them. */
function fromSql(value: unknown): unknown {
	return value instanceof Uint8Array ? Uint8Array.from(value).buffer : value
}
