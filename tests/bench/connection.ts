import { type Db, overClient } from '../../db/client.ts'
import { ThreadClient } from '../../functions/platform/node/thread-client.ts'

/** The server's own writer, but for the wait for the disk: for work that is done before anything is measured. */
export function openWriter(url: string): { db: Db; close: () => Promise<void> } {
	const client = new ThreadClient(url, 'bench', { setup: 'pragma synchronous = off' })
	const close = async () => {
		client.close()
		await client.ended
	}
	return { db: overClient(client), close }
}
