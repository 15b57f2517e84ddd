import type { Client } from '@libsql/client'
import { createClient } from '@libsql/client'

/** A local write that meets a lock must wait: one SQLITE_BUSY leaves the client unable to commit (libsql-client-ts #352). */
const LOCK_WAIT_MS = 3000

/** `file:` opens the embedded database (Node only); `libsql:`, `https:` and `http:` speak HTTP to a server. */
export function openClient(url: string, authToken?: string): Client {
	return createClient({ url, ...(authToken ? { authToken } : {}), timeout: LOCK_WAIT_MS })
}
