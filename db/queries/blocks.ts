import { and, count, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import type { Db } from '../client.ts'
import { type Block, blocks } from '../schema/index.ts'
import { ownBlock, ownHandles } from './editor.ts'
import { markBlock } from './marks.ts'
import { isOwnBlock } from './ownership.ts'

export type NewBlock = Pick<Block, 'publicId' | 'kind' | 'content' | 'createdAt'>

/** Which block an edit means, and the version that it was based on. */
export interface Edit {
	publicId: string
	version: number
	/** UTC epoch milliseconds. */
	at: number
}

/**
 * A new block at the top of its creator's page; nothing happens when the page already has `limit` blocks or the id is taken.
 * A statement for a batch, as are the next three.
 */
export const insertBlock = (db: Db, ownerId: string, block: NewBlock, limit: number) =>
	db.run(sql`
		insert into blocks (public_id, profile_id, kind, position, content, created_at, updated_at)
		select ${block.publicId}, profile.id, ${block.kind},
			coalesce((select min(position) from blocks where profile_id = profile.id), 0) - 1,
			${block.content}, ${block.createdAt}, ${block.createdAt}
		from (select id from profiles where owner_id = ${ownerId} order by id limit 1) as profile
		where (select count(*) from blocks where profile_id = profile.id and deleted_at is null) < ${limit}
		on conflict do nothing`)

export const countOwnBlocks = (db: Db, ownerId: string) =>
	db
		.select({ live: count() })
		.from(blocks)
		.where(and(isOwnBlock(db, ownerId), isNull(blocks.deletedAt)))

/** The block of an edit while it still is the version that the edit was based on. */
export const editedBlockId = (db: Db, ownerId: string, edit: Edit, kind: Block['kind']) =>
	db
		.select({ id: blocks.id })
		.from(blocks)
		.where(isBasis(db, ownerId, edit, kind))

export const growVersion = (db: Db, ownerId: string, edit: Edit, kind: Block['kind'], content = '') =>
	db
		.update(blocks)
		.set({ content, version: edit.version + 1, updatedAt: edit.at })
		.where(isBasis(db, ownerId, edit, kind))
		.returning({ version: blocks.version })

const isBasis = (db: Db, ownerId: string, { publicId, version }: Edit, kind: Block['kind']) =>
	and(
		eq(blocks.publicId, publicId),
		eq(blocks.version, version),
		eq(blocks.kind, kind),
		isNull(blocks.deletedAt),
		isOwnBlock(db, ownerId),
	)

/** A heading, a text or a row of icons: blocks without a row beside them. */
export async function addBlock(db: Db, ownerId: string, block: NewBlock, limit: number) {
	const [, stored, handles, live] = await db.batch([
		insertBlock(db, ownerId, block, limit),
		ownBlock(db, ownerId, block.publicId),
		ownHandles(db, ownerId),
		countOwnBlocks(db, ownerId),
	])
	return { stored, handles, live }
}

export async function updateContent(db: Db, ownerId: string, edit: Edit, kind: Block['kind'], content: string) {
	const [edited, stored, handles] = await db.batch([
		growVersion(db, ownerId, edit, kind, content),
		ownBlock(db, ownerId, edit.publicId),
		ownHandles(db, ownerId),
	])
	return { edited, stored, handles }
}

/** Hides with a moment, shows with null. */
export async function setHidden(db: Db, ownerId: string, publicId: string, hiddenAt: number | null, at: number) {
	const turns = sql`deleted_at is null and (hidden_at is null) <> ${hiddenAt === null ? 1 : 0}`
	const [, , stored, handles] = await db.batch([
		markBlock(db, ownerId, publicId, hiddenAt === null ? 'shown' : 'hidden', at, turns),
		db
			.update(blocks)
			.set({ hiddenAt, updatedAt: at })
			.where(and(eq(blocks.publicId, publicId), isNull(blocks.deletedAt), isOwnBlock(db, ownerId))),
		ownBlock(db, ownerId, publicId),
		ownHandles(db, ownerId),
	])
	return { stored, handles }
}

export async function markDeleted(db: Db, ownerId: string, publicId: string, at: number) {
	const [, , stored, handles] = await db.batch([
		markBlock(db, ownerId, publicId, 'deleted', at, sql`deleted_at is null`),
		db
			.update(blocks)
			.set({ deletedAt: at, updatedAt: at })
			.where(and(eq(blocks.publicId, publicId), isNull(blocks.deletedAt), isOwnBlock(db, ownerId))),
		ownBlock(db, ownerId, publicId),
		ownHandles(db, ownerId),
	])
	return { stored, handles }
}

/** Brings a deleted block back, unless the page is full. */
export async function unmarkDeleted(db: Db, ownerId: string, publicId: string, limit: number, at: number) {
	const others = sql`(select count(*) from blocks as other where other.profile_id = ${blocks.profileId} and other.deleted_at is null)`
	const isRoom = sql`${others} < ${limit}`
	const [, , stored, handles] = await db.batch([
		markBlock(db, ownerId, publicId, 'restored', at, sql`deleted_at is not null and ${isRoom}`),
		db
			.update(blocks)
			.set({ deletedAt: null, updatedAt: at })
			.where(and(eq(blocks.publicId, publicId), isNotNull(blocks.deletedAt), isOwnBlock(db, ownerId), isRoom)),
		ownBlock(db, ownerId, publicId),
		ownHandles(db, ownerId),
	])
	return { stored, handles }
}

/** The public ids of everything on a creator's pages, deleted blocks included. A statement for a batch. */
export const ownPublicIds = (db: Db, ownerId: string) =>
	db.select({ id: blocks.publicId }).from(blocks).where(isOwnBlock(db, ownerId))

export async function listOwnPublicIds(db: Db, ownerId: string): Promise<string[]> {
	return (await ownPublicIds(db, ownerId)).map(({ id }) => id)
}
