import { and, count, eq, isNotNull, isNull, type SQL, sql } from 'drizzle-orm'
import type { Db } from '../client.ts'
import { type Block, blocks } from '../schema/index.ts'
import { ownBlock, ownHandles } from './editor.ts'
import { markBlock } from './marks.ts'
import { isOwnBlock } from './ownership.ts'

export type NewBlock = Pick<Block, 'publicId' | 'kind' | 'content' | 'bytes' | 'createdAt'>

/** How many live blocks a page may have, and how many bytes they may add to it. */
export interface PageLimits {
	blocks: number
	bytes: number
}

/** Which block an edit means, and the version that it was based on. */
export interface Edit {
	publicId: string
	version: number
	/** UTC epoch milliseconds. */
	at: number
	/** What the block adds to the page afterwards. */
	bytes: number
	/** What all blocks of the page may add. */
	mostBytes: number
}

/**
 * A new block at the top of its creator's page; nothing happens when the page is full or the id is taken.
 * A statement for a batch, as are the next three.
 */
export const insertBlock = (db: Db, ownerId: string, block: NewBlock, limits: PageLimits) =>
	db.run(sql`
		insert into blocks (public_id, profile_id, kind, position, content, bytes, created_at, updated_at)
		select ${block.publicId}, profile.id, ${block.kind},
			coalesce((select min(position) from blocks where profile_id = profile.id), 0) - 1,
			${block.content}, ${block.bytes}, ${block.createdAt}, ${block.createdAt}
		from (select id from profiles where owner_id = ${ownerId} order by id limit 1) as profile
		where ${fitsOn(sql`profile.id`, sql`${block.bytes}`, limits)}
		on conflict do nothing`)

/** Whether a page that has a block more, of so many bytes, is within its limits. */
export const fitsOn = (profileId: SQL, bytes: SQL, limits: PageLimits): SQL => sql`
	(select count(*) < ${limits.blocks} and coalesce(sum(other.bytes), 0) + ${bytes} <= ${limits.bytes}
		from blocks as other where other.profile_id = ${profileId} and other.deleted_at is null)`

/** Whether the block may become as large as the edit makes it; it may always shrink. */
export const staysWithin = ({ bytes, mostBytes }: Edit): SQL => sql`
	(blocks.bytes >= ${bytes} or (select coalesce(sum(other.bytes), 0) from blocks as other
		where other.profile_id = blocks.profile_id and other.deleted_at is null and other.id <> blocks.id) + ${bytes} <= ${mostBytes})`

export const countOwnBlocks = (db: Db, ownerId: string) =>
	db
		.select({ live: count(), bytes: sql<number>`coalesce(sum(${blocks.bytes}), 0)` })
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
		.set({ content, bytes: edit.bytes, version: edit.version + 1, updatedAt: edit.at })
		.where(isBasis(db, ownerId, edit, kind))
		.returning({ version: blocks.version })

const isBasis = (db: Db, ownerId: string, edit: Edit, kind: Block['kind']) =>
	and(
		eq(blocks.publicId, edit.publicId),
		eq(blocks.version, edit.version),
		eq(blocks.kind, kind),
		isNull(blocks.deletedAt),
		isOwnBlock(db, ownerId),
		staysWithin(edit),
	)

/** A heading, a text or a row of icons: blocks without a row beside them. */
export async function addBlock(db: Db, ownerId: string, block: NewBlock, limits: PageLimits) {
	const [, stored, handles, live] = await db.batch([
		insertBlock(db, ownerId, block, limits),
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

/** Deleted blocks that a creator's pages keep; the ones deleted longest ago leave, and their clicks are then nobody's by name. */
export const DELETED_KEPT = 500

export async function markDeleted(db: Db, ownerId: string, publicId: string, at: number, kept = DELETED_KEPT) {
	const [, , stored, handles] = await db.batch([
		markBlock(db, ownerId, publicId, 'deleted', at, sql`deleted_at is null`),
		db
			.update(blocks)
			.set({ deletedAt: at, updatedAt: at })
			.where(and(eq(blocks.publicId, publicId), isNull(blocks.deletedAt), isOwnBlock(db, ownerId))),
		ownBlock(db, ownerId, publicId),
		ownHandles(db, ownerId),
		db.run(sql`
			delete from blocks where id in (
				select id from blocks where ${isOwnBlock(db, ownerId)} and deleted_at is not null
				order by deleted_at desc, id desc limit -1 offset ${kept})`),
	])
	return { stored, handles }
}

/** Brings a deleted block back, unless the page is full. */
export async function unmarkDeleted(db: Db, ownerId: string, publicId: string, limits: PageLimits, at: number) {
	const isRoom = fitsOn(sql`${blocks.profileId}`, sql`${blocks.bytes}`, limits)
	const [, , stored, handles, live] = await db.batch([
		markBlock(db, ownerId, publicId, 'restored', at, sql`deleted_at is not null and ${isRoom}`),
		db
			.update(blocks)
			.set({ deletedAt: null, updatedAt: at })
			.where(and(eq(blocks.publicId, publicId), isNotNull(blocks.deletedAt), isOwnBlock(db, ownerId), isRoom)),
		ownBlock(db, ownerId, publicId),
		ownHandles(db, ownerId),
		countOwnBlocks(db, ownerId),
	])
	return { stored, handles, live }
}

/** The public ids of everything on a creator's pages, deleted blocks included. A statement for a batch. */
export const ownPublicIds = (db: Db, ownerId: string) =>
	db.select({ id: blocks.publicId }).from(blocks).where(isOwnBlock(db, ownerId))

export async function listOwnPublicIds(db: Db, ownerId: string): Promise<string[]> {
	return (await ownPublicIds(db, ownerId)).map(({ id }) => id)
}
