import { Worker } from 'node:worker_threads'
import { LibsqlError } from '@libsql/client'
import { CallClient, driverError } from '../../../db/call-client.ts'
import type { Call, PlainResult } from '../../../db/plain.ts'
import type { Reply, ThreadSetup } from './database-thread.ts'

type Waiter = { resolve: (results: PlainResult[]) => void; reject: (error: Error) => void }

/**
 * libSQL's `Client` over a database that another thread holds open. The embedded driver is synchronous,
 * so in this thread every statement would stop all followers while it runs.
 */
export class ThreadClient extends CallClient {
	#worker: Worker
	#waiting = new Map<number, Waiter>()
	#lastId = 0
	/** Settles when the thread has ended, after `close`. */
	readonly ended: Promise<void>

	constructor(url: string, name: string, { setup = null, niceness = 0 }: Partial<ThreadSetup> = {}) {
		super()
		const workerData: ThreadSetup = { url, setup, niceness }
		this.#worker = new Worker(new URL('./database-thread.ts', import.meta.url), { workerData, name })
		this.#worker.on('message', (reply: Reply) => this.#settle(reply))
		this.#worker.on('error', (error) => this.#fail(error))
		this.ended = new Promise((resolve) => this.#worker.once('exit', () => resolve()))
		this.#worker.on('exit', () => this.#fail(new LibsqlError('The database thread has ended', 'CLIENT_CLOSED')))
		this.#worker.unref()
	}

	close(): void {
		if (this.closed) return
		this.closed = true
		this.#worker.ref()
		this.#worker.postMessage('close')
	}

	protected call(call: Call): Promise<PlainResult[]> {
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
		else waiter?.reject(driverError(reply.error))
	}

	#fail(error: unknown): void {
		this.closed = true
		for (const { reject } of this.#waiting.values()) reject(error instanceof Error ? error : new Error(String(error)))
		this.#waiting.clear()
	}
}
