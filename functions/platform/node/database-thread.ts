import { getPriority, setPriority } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import { type Call, type PlainError, type PlainResult, plainError } from '../../../db/plain.ts'
import { PreparedConnection } from '../../../db/prepared.ts'

/** What crosses between the threads: rows as plain arrays, because a driver's row loses its positions when it is cloned. */
export type NumberedCall = Call & { id: number }
export type Reply = { id: number; results: PlainResult[] } | { id: number; error: PlainError }

/** What a thread is begun with. */
export interface ThreadSetup {
	url: string
	/** Run on every connection that the thread opens. */
	setup: string | null
	/** From 0, as urgent as the thread that begins it, to 19, for when nobody else wants the core. Heeded on Linux, where threads have their own. */
	niceness: number
}

const { url, setup, niceness } = workerData as ThreadSetup
// Only root may become more urgent than the process was begun.
if (process.platform === 'linux' && niceness > getPriority()) setPriority(niceness)
let connection: PreparedConnection | null = null

parentPort?.on('message', (call: NumberedCall | 'close') => {
	if (call === 'close') close()
	else parentPort?.postMessage(answer(call))
})

/** The thread ends by itself, once it has answered all that came before: ended from outside in a statement, the driver takes the whole process along. */
function close(): void {
	connection?.close()
	parentPort?.close()
}

/** A file that cannot be opened is told to whoever asks for something in it, and tried again with the next call. */
function answer(call: NumberedCall): Reply {
	try {
		connection ??= new PreparedConnection(url, setup)
		return { id: call.id, results: connection.answer(call) }
	} catch (error) {
		return { id: call.id, error: plainError(error) }
	}
}
