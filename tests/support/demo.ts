import type { BrowserContext, Page } from 'playwright'
import type { Db } from '../../db/client.ts'
import { crypto } from '../../functions/platform/crypto.ts'
import { seedDemo } from '../../src/domain/demo/commands.ts'
import type { Served } from './server.ts'
import { pageOf } from './session.ts'

/** The demonstration: Krista and a year of her followers, which takes seconds to write. */
export const theDemo = (db: Db) => seedDemo({ db, now: Date.now(), crypto }, 'a password of the tests')

/** Opens a page as the only creator there is. */
export async function kristasPage(served: Served, context: BrowserContext): Promise<Page> {
	const { rows } = await served.db.$client.execute('select id from users')
	return pageOf(String(rows[0]?.id), served, context)
}
