import { eq } from 'drizzle-orm'
import type { Db } from '../client.ts'
import { profiles } from '../schema/index.ts'
import { ownHandles } from './editor.ts'

/** Stores the JSON of a creator's theme. */
export async function setProfileTheme(db: Db, ownerId: string, theme: string, at: number) {
	const [edited, handles] = await db.batch([
		db
			.update(profiles)
			.set({ theme, updatedAt: at })
			.where(eq(profiles.ownerId, ownerId))
			.returning({ id: profiles.id }),
		ownHandles(db, ownerId),
	])
	return { edited, handles }
}
