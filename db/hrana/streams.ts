import { randomBytes } from 'node:crypto'
import { Connection } from './connection.ts'
import { RequestError } from './errors.ts'

export const MAX_STREAMS = 128
const MAX_EXPIRED_BATONS = 1000

/** What one client's requests share from its first baton to its last: a connection and the SQL texts it stored. */
export interface Stream {
	connection: Connection
	sqls: Map<number, string>
	closed: boolean
	/** Something was written since the last commit. */
	wrote: boolean
}

export interface StreamTimes {
	/** Milliseconds until a stream that nobody continues is rolled back. */
	streamIdleMs: number
	/** Milliseconds that a statement waits for another connection's lock. */
	lockWaitMs: number
}

/** The open streams. A stream is either in use by one request, or idle under the one baton that request was given. */
export class Streams {
	readonly #file: string
	readonly #times: StreamTimes
	readonly #idle = new Map<string, { stream: Stream; timer: NodeJS.Timeout }>()
	readonly #expired = new Set<string>()
	/** The driver frees a closed connection's files only when it is collected, so connections are used again. */
	readonly #spare: Connection[] = []
	#inUse = 0

	constructor(file: string, times: StreamTimes) {
		this.#file = file
		this.#times = times
	}

	/** The stream of a baton, which is then spent, or a new stream. Throws RequestError. */
	acquire(baton: string | null | undefined): Stream {
		const stream = baton == null ? this.#create() : this.#take(baton)
		this.#inUse++
		return stream
	}

	/** Ends one request's use. Returns the baton for the next one, or null when the stream was closed. */
	release(stream: Stream): string | null {
		this.#inUse--
		if (stream.closed) {
			this.#recycle(stream)
			return null
		}
		const baton = randomBytes(24).toString('base64url')
		const timer = setTimeout(() => this.#expire(baton), this.#times.streamIdleMs).unref()
		this.#idle.set(baton, { stream, timer })
		return baton
	}

	/** Rolls back and closes every idle stream. No stream may be in use. */
	closeAll() {
		for (const baton of [...this.#idle.keys()]) this.#recycle(this.#take(baton))
		for (const connection of this.#spare.splice(0)) connection.close()
	}

	#create(): Stream {
		if (this.#inUse + this.#idle.size >= MAX_STREAMS) {
			throw new RequestError(503, `The server has ${MAX_STREAMS} open streams and takes no more.`, 'STREAM_LIMIT')
		}
		const connection = this.#spare.pop() ?? new Connection(this.#file, this.#times.lockWaitMs)
		return { connection, sqls: new Map(), closed: false, wrote: false }
	}

	#take(baton: string): Stream {
		if (this.#expired.has(baton)) {
			throw new RequestError(500, 'The stream has expired due to inactivity', 'STREAM_EXPIRED')
		}
		const entry = this.#idle.get(baton)
		if (!entry) throw new RequestError(400, 'Received an invalid baton')
		clearTimeout(entry.timer)
		this.#idle.delete(baton)
		return entry.stream
	}

	#expire(baton: string) {
		this.#recycle(this.#take(baton))
		this.#expired.add(baton)
		const [oldest] = this.#expired
		if (oldest !== undefined && this.#expired.size > MAX_EXPIRED_BATONS) this.#expired.delete(oldest)
	}

	#recycle(stream: Stream) {
		if (stream.connection.reset()) this.#spare.push(stream.connection)
	}
}
