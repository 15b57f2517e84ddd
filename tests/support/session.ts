import type { BrowserContext, Page } from 'playwright'
import { crypto } from '../../functions/platform/crypto.ts'
import { startSession } from '../../src/domain/auth/session.ts'
import { SESSION_COOKIE } from '../../src/view/session.ts'
import type { Served } from './server.ts'

/** Opens a page as a creator who signed in just now, without the forms of the auth room. */
export async function pageOf(userId: string, { url, db }: Served, context: BrowserContext): Promise<Page> {
	const token = await startSession({ db, now: Date.now(), crypto }, userId)
	await context.addCookies([{ name: SESSION_COOKIE, value: token, url }])
	return context.newPage()
}
