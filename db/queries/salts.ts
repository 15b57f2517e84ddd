import { eq, lt } from 'drizzle-orm'
import type { Db } from '../client.ts'
import { salts } from '../schema/index.ts'

/** The day's salt, which is `fresh` unless somebody else was first. */
export async function claimSalt(db: Db, day: string, fresh: string): Promise<string> {
	const [, rows] = await db.batch([
		db.insert(salts).values({ day, salt: fresh }).onConflictDoNothing(),
		db.select({ salt: salts.salt }).from(salts).where(eq(salts.day, day)),
	])
	const salt = rows[0]?.salt
	if (salt === undefined) throw new Error(`The salt of ${day} was not stored`)
	return salt
}

/** Forgets every salt of a day before `day`. */
export async function deleteSaltsBefore(db: Db, day: string): Promise<void> {
	await db.delete(salts).where(lt(salts.day, day))
}
