import { LibsqlError } from '@libsql/client'
import { CallClient, driverError } from './call-client.ts'
import { type Call, type PlainResult, plainError } from './plain.ts'
import { PreparedConnection } from './prepared.ts'

/** A client whose statements run in this thread, and stay prepared: for keyed reads, which take less than crossing to another. */
export class PreparedClient extends CallClient {
	#connection: PreparedConnection

	constructor(url: string) {
		super()
		this.#connection = new PreparedConnection(url, null)
	}

	protected async call(call: Call): Promise<PlainResult[]> {
		if (this.closed) throw new LibsqlError('The client is closed', 'CLIENT_CLOSED')
		try {
			return this.#connection.answer(call)
		} catch (error) {
			throw driverError(plainError(error))
		}
	}

	close(): void {
		if (!this.closed) this.#connection.close()
		this.closed = true
	}
}
