import { asc, eq } from 'drizzle-orm'
import type { Db } from '../client.ts'
import { profiles } from '../schema/index.ts'

/** The page of a creator. Null when there is none. */
export async function findOwnProfile(db: Db, ownerId: string) {
	const [row] = await db.select().from(profiles).where(eq(profiles.ownerId, ownerId)).orderBy(asc(profiles.id)).limit(1)
	return row ?? null
}
