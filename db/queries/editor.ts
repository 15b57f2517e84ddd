import { and, asc, eq, isNull } from 'drizzle-orm'
import type { Db } from '../client.ts'
import { blocks, coupons, handles, links, profiles } from '../schema/index.ts'
import { isOwnBlock } from './ownership.ts'

/** Everything of a block that its creator edits. */
const editorColumns = {
	id: blocks.publicId,
	profileId: blocks.profileId,
	kind: blocks.kind,
	content: blocks.content,
	hiddenAt: blocks.hiddenAt,
	deletedAt: blocks.deletedAt,
	version: blocks.version,
	bytes: blocks.bytes,
	link: { title: links.title, url: links.url, kind: links.kind, merchant: links.merchant, picture: links.picture },
	coupon: {
		code: coupons.code,
		merchant: coupons.merchant,
		offer: coupons.offer,
		url: coupons.url,
		apply: coupons.apply,
		validFrom: coupons.validFrom,
		validUntil: coupons.validUntil,
	},
}

const selectBlocks = (db: Db) =>
	db
		.select(editorColumns)
		.from(blocks)
		.leftJoin(links, eq(links.blockId, blocks.id))
		.leftJoin(coupons, eq(coupons.blockId, blocks.id))

/** One block of somebody's, deleted or not, as a statement for a batch. */
export const ownBlock = (db: Db, ownerId: string, publicId: string) =>
	selectBlocks(db).where(and(eq(blocks.publicId, publicId), isOwnBlock(db, ownerId)))

/**
 * Every handle that answers for somebody's pages, those left behind included, and the zone of its page's days.
 * A statement for a batch.
 */
export const ownHandles = (db: Db, ownerId: string) =>
	db
		.select({ key: handles.key, timeZone: profiles.timeZone })
		.from(handles)
		.innerJoin(profiles, eq(profiles.id, handles.profileId))
		.where(eq(profiles.ownerId, ownerId))

export type HandleRow = Awaited<ReturnType<typeof ownHandles>>[number]
export type BlockRow = Awaited<ReturnType<typeof ownBlock>>[number]

export async function findOwnBlock(db: Db, ownerId: string, publicId: string): Promise<BlockRow | null> {
	const [block] = await ownBlock(db, ownerId, publicId)
	return block ?? null
}

/** The blocks of a creator's page in their order, hidden ones too, deleted ones not. */
export function listOwnBlocks(db: Db, ownerId: string): Promise<BlockRow[]> {
	return selectBlocks(db)
		.where(and(isOwnBlock(db, ownerId), isNull(blocks.deletedAt)))
		.orderBy(asc(blocks.position), asc(blocks.id))
}
