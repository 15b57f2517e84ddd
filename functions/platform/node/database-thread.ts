import { parentPort, workerData } from 'node:worker_threads'
import type { InStatement, TransactionMode } from '@libsql/client'
import { type PlainError, type PlainResult, PreparedConnection, plainError } from '../../../db/prepared.ts'

/** What crosses between the threads: rows as plain arrays, because a driver's row loses its positions when it is cloned. */
export type Call =
	| { id: number; method: 'execute'; statement: InStatement }
	| { id: number; method: 'batch'; statements: InStatement[]; mode: TransactionMode }
	| { id: number; method: 'migrate'; statements: InStatement[] }
	| { id: number; method: 'executeMultiple'; sql: string }

export type Reply = { id: number; results: PlainResult[] } | { id: number; error: PlainError }

const { url, setup } = workerData as { url: string; setup: string | null }
const connection = new PreparedConnection(url, setup)

parentPort?.on('message', (call: Call | 'close') => {
	if (call === 'close') close()
	else parentPort?.postMessage(answer(call))
})

/** The thread ends by itself, once it has answered all that came before: ended from outside in a statement, the driver takes the whole process along. */
function close(): void {
	connection.close()
	parentPort?.close()
}

function answer(call: Call): Reply {
	try {
		return { id: call.id, results: run(call) }
	} catch (error) {
		return { id: call.id, error: plainError(error) }
	}
}

function run(call: Call): PlainResult[] {
	if (call.method === 'execute') return [connection.execute(call.statement)]
	if (call.method === 'batch') return connection.batch(call.statements, call.mode)
	if (call.method === 'migrate') return connection.migrate(call.statements)
	connection.executeMultiple(call.sql)
	return []
}
