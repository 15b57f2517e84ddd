import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'libsql'
import { SqlError } from './errors.ts'
import type { Column } from './protocol.ts'
import type { Statement } from './sql.ts'
import type { SqlValue } from './values.ts'

const LOCK_RETRY_MS = 4

const SQLITE_BUSY = 5
const CHANGES_ROWS = new Set(['INSERT', 'REPLACE', 'UPDATE', 'DELETE'])
const INSERTS = new Set(['INSERT', 'REPLACE'])

export interface Outcome {
	cols: Column[]
	rows: SqlValue[][]
	changes: number
	lastInsertRowid: bigint | null
}

/**
 * One libSQL connection. The driver is synchronous and would hold the whole process while it waits for a lock, also
 * against the stream that holds that lock; so it never waits, and the wait is a timer here.
 */
export class Connection {
	readonly #file: string
	readonly #lockWaitMs: number
	#db: Database.Database
	/** A statement gave up on a lock. The driver leaves it half run, and then nothing on the connection can commit. */
	#stuck = false
	/** False once a statement changed the connection itself (a pragma, a temporary table), not only the rows. */
	#clean = true

	constructor(file: string, lockWaitMs: number) {
		this.#file = file
		this.#lockWaitMs = lockWaitMs
		this.#db = open(file)
	}

	get inTransaction() {
		return this.#db.inTransaction
	}

	/** Runs one statement to its end. Throws SqlError. */
	async run(statement: Statement, values: SqlValue[]): Promise<Outcome> {
		this.#replaceIfStuck()
		if (leavesTraces(statement)) this.#clean = false
		const prepared = await this.#patiently(() => this.#db.prepare(statement.text))
		const rows = await this.#patiently(() => {
			if (prepared.reader) return prepared.raw().all(values) as SqlValue[][]
			prepared.run(values)
			return []
		})
		return { cols: columnsOf(prepared), rows, ...this.#effects(statement.verb) }
	}

	/** Prepares a statement without running it. Throws SqlError. */
	async describe(statement: Statement): Promise<{ cols: Column[]; readonly: boolean }> {
		const prepared = await this.#patiently(() => this.#db.prepare(statement.text))
		const query = this.#db.prepare('SELECT ro FROM sqlite_stmt WHERE sql = ?')
		return { cols: columnsOf(prepared), readonly: query.raw().all([statement.text]).flat()[0] === 1n }
	}

	/** Rolls back what is open. False when the connection must not be used again; then it is closed. */
	reset(): boolean {
		if (this.#db.inTransaction) this.#db.exec('ROLLBACK')
		if (this.#clean && !this.#stuck) return true
		this.close()
		return false
	}

	close() {
		this.#db.close()
	}

	async #patiently<T>(attempt: () => T): Promise<T> {
		const deadline = performance.now() + this.#lockWaitMs
		for (;;) {
			try {
				return attempt()
			} catch (error) {
				if (!isLock(error)) throw toSqlError(error)
				if (this.#stuck || !canPass(error) || performance.now() >= deadline) {
					this.#stuck = true
					throw toSqlError(error)
				}
			}
			await sleep(LOCK_RETRY_MS)
		}
	}

	#replaceIfStuck() {
		if (!this.#stuck || this.#db.inTransaction) return
		this.#db.close()
		this.#db = open(this.#file)
		this.#stuck = false
	}

	#effects(verb: string): Pick<Outcome, 'changes' | 'lastInsertRowid'> {
		if (!CHANGES_ROWS.has(verb)) return { changes: 0, lastInsertRowid: null }
		const query = this.#db.prepare('SELECT changes(), last_insert_rowid()')
		const [changes, rowid] = query.raw().all([])[0] as [bigint, bigint]
		return { changes: Number(changes), lastInsertRowid: INSERTS.has(verb) ? rowid : null }
	}
}

function open(file: string) {
	return new Database(file, { timeout: 0 }).defaultSafeIntegers(true)
}

function leavesTraces({ verb, text }: Statement) {
	return ['PRAGMA', 'ATTACH', 'DETACH'].includes(verb) || /^CREATE\s+TEMP/i.test(text)
}

function columnsOf(prepared: Database.Statement): Column[] {
	return prepared.columns().map(({ name, type }) => ({ name, decltype: type }))
}

function isLock(error: unknown): error is InstanceType<typeof Database.SqliteError> {
	return error instanceof Database.SqliteError && ((error.rawCode ?? 0) & 0xff) === SQLITE_BUSY
}

/** A plain SQLITE_BUSY ends with the other's transaction. SQLITE_BUSY_SNAPSHOT lasts as long as one's own. */
function canPass(error: InstanceType<typeof Database.SqliteError>) {
	return error.rawCode === SQLITE_BUSY
}

function toSqlError(error: unknown) {
	if (!(error instanceof Database.SqliteError)) return error
	return new SqlError(`SQLite error: ${error.message}`, error.code)
}
