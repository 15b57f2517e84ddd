import { and, eq } from 'drizzle-orm'
import type { Db } from '../client.ts'
import { type Profile, profiles } from '../schema/index.ts'
import { ownHandles } from './editor.ts'
import { markPage } from './marks.ts'

export type ProfileValues = Pick<Profile, 'name' | 'bio' | 'language' | 'hiddenAt'>

/** Saves the profile's own fields while they still are the version that the edit was based on. */
export async function updateProfile(
	db: Db,
	ownerId: string,
	edit: { profileId: number; version: number; at: number },
	values: ProfileValues,
) {
	const [, edited, stored, handles] = await db.batch([
		markPage(db, ownerId, edit, values.hiddenAt),
		db
			.update(profiles)
			.set({ ...values, version: edit.version + 1, updatedAt: edit.at })
			.where(and(eq(profiles.id, edit.profileId), eq(profiles.ownerId, ownerId), eq(profiles.version, edit.version)))
			.returning({ version: profiles.version }),
		db
			.select()
			.from(profiles)
			.where(and(eq(profiles.id, edit.profileId), eq(profiles.ownerId, ownerId))),
		ownHandles(db, ownerId),
	])
	return { edited, stored, handles }
}
