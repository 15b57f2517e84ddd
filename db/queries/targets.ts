import { eq, sql } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import type { Db } from '../client.ts'
import { blocks, coupons, handles, links, profiles } from '../schema/index.ts'

/** The channel tags that a profile declared, as a JSON list. */
export const tagsOf = (profileId: SQLiteColumn) =>
	sql<string>`(select json_group_array(tag) from channels where channels.profile_id = ${profileId})`

/** What a redirect needs, by the id in its URL, in one keyed read: this is the follower's path. */
export async function findTarget(db: Db, publicId: string) {
	const [row] = await db
		.select({
			blockId: blocks.id,
			profileId: blocks.profileId,
			handle: profiles.handle,
			linkUrl: links.url,
			couponUrl: coupons.url,
			code: coupons.code,
			apply: coupons.apply,
			goneAt: sql<number | null>`coalesce(${blocks.hiddenAt}, ${blocks.deletedAt}, ${profiles.hiddenAt})`,
			tags: tagsOf(blocks.profileId),
		})
		.from(blocks)
		.innerJoin(profiles, eq(profiles.id, blocks.profileId))
		.leftJoin(links, eq(links.blockId, blocks.id))
		.leftJoin(coupons, eq(coupons.blockId, blocks.id))
		.where(eq(blocks.publicId, publicId))
	return row ?? null
}

/** Which profile a handle means and which channel tags it declared, by the handle without its dots. */
export async function findProfileTags(db: Db, handleKey: string) {
	const [row] = await db
		.select({ profileId: handles.profileId, tags: tagsOf(handles.profileId) })
		.from(handles)
		.where(eq(handles.key, handleKey))
	if (!row || row.profileId === null) return null
	return { profileId: row.profileId, tags: row.tags }
}
