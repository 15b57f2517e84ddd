import { Worker } from 'node:worker_threads'
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
import type { PlainError, PlainResult } from '../../../db/prepared.ts'
import type { Call, Reply } from './database-thread.ts'

type Unnumbered = Call extends infer C ? (C extends Call ? Omit<C, 'id'> : never) : never
type Waiter = { resolve: (results: PlainResult[]) => void; reject: (error: Error) => void }

/**
 * libSQL's `Client` over a database that another thread holds open. The embedded driver is synchronous,
 * so in this thread every statement would stop all followers while it runs.
 */
export class ThreadClient implements Client {
	readonly protocol = 'file'
	closed = false
	#worker: Worker
	#waiting = new Map<number, Waiter>()
	#lastId = 0
	/** Settles when the thread has ended, after `close`. */
	readonly ended: Promise<void>

	/** `setup` is run on every connection that the thread opens. */
	constructor(url: string, name: string, setup: string | null = null) {
		this.#worker = new Worker(new URL('./database-thread.ts', import.meta.url), { workerData: { url, setup }, name })
		this.#worker.on('message', (reply: Reply) => this.#settle(reply))
		this.#worker.on('error', (error) => this.#fail(error))
		this.ended = new Promise((resolve) => this.#worker.once('exit', () => resolve()))
		this.#worker.on('exit', () => this.#fail(new LibsqlError('The database thread has ended', 'CLIENT_CLOSED')))
		this.#worker.unref()
	}

	async execute(statement: InStatement | string, args?: InArgs): Promise<ResultSet> {
		const full = typeof statement === 'string' ? { sql: statement, ...(args ? { args } : {}) } : statement
		const [result] = await this.#call({ method: 'execute', statement: full })
		if (!result) throw new LibsqlError('The database thread gave no result', 'INTERNAL')
		return revive(result)
	}

	async batch(statements: (InStatement | [string, InArgs?])[], mode?: TransactionMode): Promise<ResultSet[]> {
		const results = await this.#call({
			method: 'batch',
			statements: statements.map(asStatement),
			mode: mode ?? 'write',
		})
		return results.map(revive)
	}

	async migrate(statements: InStatement[]): Promise<ResultSet[]> {
		return (await this.#call({ method: 'migrate', statements })).map(revive)
	}

	async executeMultiple(sql: string): Promise<void> {
		await this.#call({ method: 'executeMultiple', sql })
	}

	/** Refused: a transaction that waits for this thread would hold the one writer for everyone. */
	transaction(): never {
		throw new LibsqlError(
			'Use batch(): interactive transactions are not carried across threads',
			'TRANSACTION_UNSUPPORTED',
		)
	}

	async sync(): Promise<never> {
		throw new LibsqlError('There is nothing to sync with', 'SYNC_NOT_SUPPORTED')
	}

	reconnect(): void {}

	close(): void {
		if (this.closed) return
		this.closed = true
		this.#worker.ref()
		this.#worker.postMessage('close')
	}

	#call(call: Unnumbered): Promise<PlainResult[]> {
		if (this.closed) return Promise.reject(new LibsqlError('The client is closed', 'CLIENT_CLOSED'))
		const id = ++this.#lastId
		return new Promise((resolve, reject) => {
			this.#waiting.set(id, { resolve, reject })
			// A thread with work keeps the process alive until the work is answered.
			this.#worker.ref()
			this.#worker.postMessage({ ...call, id })
		})
	}

	#settle(reply: Reply): void {
		const waiter = this.#waiting.get(reply.id)
		this.#waiting.delete(reply.id)
		if (this.#waiting.size === 0) this.#worker.unref()
		if ('results' in reply) waiter?.resolve(reply.results)
		else waiter?.reject(revivedError(reply.error))
	}

	#fail(error: unknown): void {
		this.closed = true
		for (const { reject } of this.#waiting.values()) reject(error instanceof Error ? error : new Error(String(error)))
		this.#waiting.clear()
	}
}

function asStatement(statement: InStatement | [string, InArgs?]): InStatement {
	return Array.isArray(statement) ? { sql: statement[0], args: statement[1] ?? [] } : statement
}

/** Rows are read by position and by name; names are left out of iteration, as the driver does. */
function revive({ columns, columnTypes, rows, rowsAffected, lastInsertRowid }: PlainResult): ResultSet {
	const named = rows.map((values) => {
		const row: Record<string, unknown> = {}
		Object.defineProperty(row, 'length', { value: values.length })
		values.forEach((value, i) => {
			Object.defineProperty(row, i, { value, enumerable: false, writable: true, configurable: true })
			const column = columns[i] ?? ''
			if (!Object.hasOwn(row, column)) row[column] = value
		})
		return row as unknown as Row
	})
	const toJSON = () => ({ columns, columnTypes, rows, rowsAffected, lastInsertRowid: lastInsertRowid?.toString() })
	return { columns, columnTypes, rows: named, rowsAffected, lastInsertRowid, toJSON }
}

/** The driver's errors put their code before their message themselves. */
function revivedError({ message: full, code, extendedCode, rawCode, statementIndex }: PlainError): Error {
	const message = full.startsWith(`${code}: `) ? full.slice(code.length + 2) : full
	if (statementIndex === undefined) return new LibsqlError(message, code, extendedCode, rawCode)
	return new LibsqlBatchError(message, statementIndex, code, extendedCode, rawCode)
}
