import type { WireError } from './protocol.ts'

/** A statement that failed: it answers as one result among others, and the stream goes on. */
export class SqlError extends Error {
	readonly code: string
	constructor(message: string, code: string) {
		super(message)
		this.code = code
	}

	toWire(): WireError {
		return { message: this.message, code: this.code }
	}
}

/** A request that cannot be answered at all: it becomes an HTTP status, and its stream is closed. */
export class RequestError extends Error {
	readonly status: number
	/** With a code the body is JSON, which the client turns into an error of that code; without one it is text. */
	readonly code: string | null
	constructor(status: number, message: string, code: string | null = null) {
		super(message)
		this.status = status
		this.code = code
	}
}
