import { parentPort, workerData } from 'node:worker_threads'
import type { InStatement, ResultSet, TransactionMode } from '@libsql/client'
import { openClient } from '../../../db/driver.ts'

/** What crosses between the threads: rows as plain arrays, because a driver's row loses its positions when it is cloned. */
export type Call =
	| { id: number; method: 'execute'; statement: InStatement }
	| { id: number; method: 'batch'; statements: InStatement[]; mode: TransactionMode }
	| { id: number; method: 'migrate'; statements: InStatement[] }
	| { id: number; method: 'executeMultiple'; sql: string }

export interface PlainResult {
	columns: string[]
	columnTypes: string[]
	rows: unknown[][]
	rowsAffected: number
	lastInsertRowid: bigint | undefined
}

export interface PlainError {
	message: string
	code: string
	extendedCode: string | undefined
	rawCode: number | undefined
	statementIndex: number | undefined
}

export type Reply = { id: number; results: PlainResult[] } | { id: number; error: PlainError }

const { url, setup } = workerData as { url: string; setup: string | null }
const client = openClient(url)
if (setup) await client.execute(setup)

parentPort?.on('message', async (call: Call) => {
	parentPort?.postMessage(await answer(call))
})

async function answer(call: Call): Promise<Reply> {
	try {
		return { id: call.id, results: (await run(call)).map(plain) }
	} catch (error) {
		if ((error as PlainError).code === 'SQLITE_BUSY') await openAnew()
		return { id: call.id, error: plainError(error) }
	}
}

/** A statement that gave up on a lock stays half run, and then nothing on its connection can commit (libsql-client-ts #352). */
async function openAnew(): Promise<void> {
	await client.reconnect()
	if (setup) await client.execute(setup)
}

async function run(call: Call): Promise<ResultSet[]> {
	if (call.method === 'execute') return [await client.execute(call.statement)]
	if (call.method === 'batch') return client.batch(call.statements, call.mode)
	if (call.method === 'migrate') return client.migrate(call.statements)
	await client.executeMultiple(call.sql)
	return []
}

function plain(result: ResultSet): PlainResult {
	const { columns, columnTypes, rowsAffected, lastInsertRowid } = result
	return { columns, columnTypes, rowsAffected, lastInsertRowid, rows: result.rows.map((row) => Array.from(row)) }
}

function plainError(error: unknown): PlainError {
	const { message, code, extendedCode, rawCode, statementIndex } = error as PlainError
	return { message, code, extendedCode, rawCode, statementIndex }
}
