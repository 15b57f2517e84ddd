import { asc, eq } from 'drizzle-orm'
import type { Db } from '../client.ts'
import { profiles } from '../schema/index.ts'

/** A creator has one page for now: the first. Null when there is none. */
export async function findOwnProfile(db: Db, ownerId: string) {
	const [row] = await db.select().from(profiles).where(eq(profiles.ownerId, ownerId)).orderBy(asc(profiles.id)).limit(1)
	return row ?? null
}
