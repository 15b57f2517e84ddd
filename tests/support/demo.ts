import type { BrowserContext, Page } from 'playwright'
import type { Db } from '../../db/client.ts'
import { crypto } from '../../functions/platform/crypto.ts'
import { seedDemo } from '../../src/domain/demo/commands.ts'
import { DEMO } from '../../src/domain/demo/page.ts'
import type { Served } from './server.ts'
import { pageOf } from './session.ts'

const PASSWORD = 'a password of the tests'

/** The demonstration: Krista and a year of her followers, which takes seconds to write. */
export const theDemo = (db: Db) => seedDemo({ db, now: Date.now(), crypto }, PASSWORD)

/** Opens a page as the only creator there is. */
export async function kristasPage(served: Served, context: BrowserContext): Promise<Page> {
	const { rows } = await served.db.$client.execute('select id from users')
	return pageOf(String(rows[0]?.id), served, context)
}

/** Opens a page as she does herself, by the form. */
export async function signIn({ url }: Served, context: BrowserContext): Promise<Page> {
	const page = await context.newPage()
	await page.goto(`${url}/login`)
	await page.fill('[name=email]', DEMO.email)
	await page.fill('[name=password]', PASSWORD)
	await page.press('[name=password]', 'Enter')
	await page.waitForURL((to) => to.pathname.startsWith('/app'))
	return page
}
