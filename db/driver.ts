import type { Client } from '@libsql/client'
import { createClient } from '@libsql/client'

/** A local write that meets a lock must wait: one SQLITE_BUSY leaves the connection unable to commit (libsql-client-ts #352). */
export const LOCK_WAIT_MS = 3000

/**
 * `file:` opens the embedded database (Node only); `libsql:`, `https:` and `http:` speak HTTP to a server, which has `answerMs`
 * to answer: without an end, a server that hangs would keep every one of the client's twenty places.
 */
export function openClient(url: string, authToken?: string, answerMs?: number): Client {
	return createClient({
		url,
		...(authToken ? { authToken } : {}),
		...(answerMs === undefined ? {} : { fetch: fetchWithin(answerMs) }),
		timeout: LOCK_WAIT_MS,
	})
}

const fetchWithin = (ms: number) => (request: Request) => fetch(request, { signal: AbortSignal.timeout(ms) })

/**
 * Locks a small file of its own until the returned function is called or the process ends, however it ends.
 * Rejects with SQLITE_BUSY at once when another process, or this one, holds it.
 */
export async function holdFile(path: string): Promise<() => void> {
	const client = createClient({ url: `file:${path}`, timeout: 0 })
	try {
		const held = await client.transaction('write')
		return () => {
			held.close()
			client.close()
		}
	} catch (error) {
		client.close()
		throw error
	}
}
