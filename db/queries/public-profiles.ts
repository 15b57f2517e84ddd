import { and, asc, eq, isNull } from 'drizzle-orm'
import type { Db } from '../client.ts'
import { blocks, channels, coupons, handles, links, pictures, profiles } from '../schema/index.ts'

/**
 * All that a follower's page is made of, by the handle without its dots (a current or an old one), in one round trip.
 * Null when nobody has the handle; a hidden profile comes without its blocks.
 */
export async function findPublicProfile(db: Db, handleKey: string) {
	const isTheirs = eq(handles.key, handleKey)
	const [[row], shown, tags] = await db.batch([
		db
			.select({ profile: profiles })
			.from(handles)
			.innerJoin(profiles, eq(profiles.id, handles.profileId))
			.where(isTheirs),
		db
			.select({ publicId: blocks.publicId, kind: blocks.kind, content: blocks.content, link: links, coupon: coupons })
			.from(handles)
			.innerJoin(profiles, and(eq(profiles.id, handles.profileId), isNull(profiles.hiddenAt)))
			.innerJoin(blocks, eq(blocks.profileId, handles.profileId))
			.leftJoin(links, eq(links.blockId, blocks.id))
			.leftJoin(coupons, eq(coupons.blockId, blocks.id))
			.where(and(isTheirs, isNull(blocks.hiddenAt), isNull(blocks.deletedAt)))
			.orderBy(asc(blocks.position), asc(blocks.id)),
		db
			.select({ tag: channels.tag })
			.from(handles)
			.innerJoin(channels, eq(channels.profileId, handles.profileId))
			.where(isTheirs),
	])
	return row ? { profile: row.profile, blocks: shown, tags: tags.map(({ tag }) => tag) } : null
}

export type PublicRows = NonNullable<Awaited<ReturnType<typeof findPublicProfile>>>
export type PublicBlock = PublicRows['blocks'][number]

/** The current handle of whoever answers to this one; null when nobody does. */
export async function findHandle(db: Db, handleKey: string): Promise<string | null> {
	const [row] = await db
		.select({ handle: profiles.handle })
		.from(handles)
		.innerJoin(profiles, eq(profiles.id, handles.profileId))
		.where(eq(handles.key, handleKey))
	return row?.handle ?? null
}

/** Whose page a link or coupon was on, for telling followers that it is gone. */
export async function findProfileOfBlock(db: Db, publicId: string) {
	const [row] = await db
		.select({ handle: profiles.handle, name: profiles.name, language: profiles.language, hiddenAt: profiles.hiddenAt })
		.from(blocks)
		.innerJoin(profiles, eq(profiles.id, blocks.profileId))
		.where(eq(blocks.publicId, publicId))
	return row ?? null
}

/** A picture's bytes as base64, by their hash, whoever uploaded them. */
export async function findPicture(db: Db, hash: string): Promise<string | null> {
	const [row] = await db.select({ base64: pictures.base64 }).from(pictures).where(eq(pictures.hash, hash)).limit(1)
	return row?.base64 ?? null
}
