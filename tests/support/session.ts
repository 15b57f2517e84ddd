import { eq } from 'drizzle-orm'
import type { BrowserContext, Page } from 'playwright'
import { users } from '../../db/schema/index.ts'
import { crypto } from '../../functions/platform/crypto.ts'
import { hashPassword } from '../../src/domain/auth/password.ts'
import { startSession } from '../../src/domain/auth/session.ts'
import { SESSION_COOKIE } from '../../src/view/session.ts'
import type { Served } from './server.ts'

/** What `givePassword` sets. */
export const SESSION_PASSWORD = 'four words in a row'

/** For what asks somebody who is signed in for their password: the accounts of the factories have none. */
export async function givePassword(userId: string, { db }: Served): Promise<void> {
	await db
		.update(users)
		.set({ passwordHash: await hashPassword(crypto, SESSION_PASSWORD) })
		.where(eq(users.id, userId))
}

/** The cookie of a creator who signed in just now, without the forms of the auth room. */
export async function cookieOf(userId: string, { db }: Served): Promise<string> {
	return `${SESSION_COOKIE}=${await startSession({ db, now: Date.now(), crypto }, userId)}`
}

/** Opens a page as a creator who signed in just now, without the forms of the auth room. */
export async function pageOf(userId: string, { url, db }: Served, context: BrowserContext): Promise<Page> {
	const token = await startSession({ db, now: Date.now(), crypto }, userId)
	await context.addCookies([{ name: SESSION_COOKIE, value: token, url }])
	return context.newPage()
}
