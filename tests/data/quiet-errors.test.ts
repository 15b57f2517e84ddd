import { inspect } from 'node:util'
import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { users } from '../../db/schema/users.ts'
import { freshDb } from '../support/db.ts'

test('a query that fails tells what it was and why, and nobody’s data', async () => {
	const db = freshDb()
	await db.run(sql`alter table users rename to people`)
	const email = 'maya@example.com'
	for (const failing of [
		() => db.select().from(users).where(eq(users.email, email)),
		() => db.run(sql`select * from nothing where email = ${email}`),
		() => db.batch([db.select().from(users).where(eq(users.email, email))]),
	] as (() => Promise<unknown>)[]) {
		const error: Error = await failing().then(
			() => new Error('It did not fail'),
			(thrown) => thrown,
		)
		const told = [inspect(error, { depth: 9 }), error.message, error.stack, JSON.stringify(error)].join()
		expect(told).toMatch(/SQLITE_ERROR/)
		expect(told).not.toContain('maya')
	}
})
