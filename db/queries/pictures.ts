import { and, eq, sql } from 'drizzle-orm'
import type { Db } from '../client.ts'
import { pictures, profiles } from '../schema/index.ts'
import { ownHandles } from './editor.ts'
import { ownProfileIds } from './ownership.ts'

type NewPicture = typeof pictures.$inferInsert

/**
 * Stores a picture unless its owner has it already or has `limit` of them, and forgets the owner's pictures from before
 * `staleBefore` that nothing shows; links that were deleted before then let go of theirs. Says whether the picture is there.
 */
export async function insertPicture(db: Db, picture: NewPicture, limit: number, staleBefore: number): Promise<boolean> {
	const { hash, ownerId, base64, width, height, createdAt } = picture
	const own = ownProfileIds(db, ownerId)
	const [, , , stored] = await db.batch([
		db.run(sql`
			update links set picture = null where picture is not null and block_id in (
				select id from blocks where profile_id in ${own} and deleted_at < ${staleBefore})`),
		db.run(sql`
			delete from pictures
			where owner_id = ${ownerId} and created_at < ${staleBefore} and hash <> ${hash}
				and hash not in (select avatar from profiles where owner_id = ${ownerId} and avatar is not null)
				and hash not in (
					select links.picture from links join blocks on blocks.id = links.block_id
					where blocks.profile_id in ${own} and links.picture is not null)`),
		db.run(sql`
			insert into pictures (hash, owner_id, base64, width, height, created_at)
			select ${hash}, ${ownerId}, ${base64}, ${width}, ${height}, ${createdAt}
			where (select count(*) from pictures where owner_id = ${ownerId}) < ${limit}
			on conflict do nothing`),
		db
			.select({ hash: pictures.hash })
			.from(pictures)
			.where(and(eq(pictures.hash, hash), eq(pictures.ownerId, ownerId))),
	])
	return stored.length > 0
}

/** Gives a creator's page one of the creator's own pictures, or none. */
export async function setProfileAvatar(db: Db, ownerId: string, hash: string | null, at: number) {
	const isOwnPicture = sql`(${hash} is null or exists (select 1 from pictures where hash = ${hash} and owner_id = ${ownerId}))`
	const [edited, handles] = await db.batch([
		db
			.update(profiles)
			.set({ avatar: hash, updatedAt: at })
			.where(and(eq(profiles.ownerId, ownerId), isOwnPicture))
			.returning({ id: profiles.id }),
		ownHandles(db, ownerId),
	])
	return { edited, handles }
}
