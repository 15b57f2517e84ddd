import { and, asc, desc, eq, isNull, sql } from 'drizzle-orm'
import type { Db } from '../client.ts'
import { blocks, type Conversion, conversions, profiles, sources } from '../schema/index.ts'
import { isOwnBlock } from './ownership.ts'

/** A place in an ordered list: the sort key of a row and the id that settles ties. */
type After = readonly [key: number, id: number] | null

/** Public ids of somebody's links or coupons from a place on, in the order of the page. */
export function pageOwnBlockIds(db: Db, ownerId: string, kind: 'link' | 'coupon', after: After, limit: number) {
	const beyond = after && sql`(${blocks.position}, ${blocks.id}) > (${after[0]}, ${after[1]})`
	return db
		.select({ publicId: blocks.publicId, position: blocks.position, id: blocks.id })
		.from(blocks)
		.where(and(isOwnBlock(db, ownerId), eq(blocks.kind, kind), isNull(blocks.deletedAt), beyond ?? undefined))
		.orderBy(asc(blocks.position), asc(blocks.id))
		.limit(limit)
}

/** Conversions with the link or coupon they are credited to and the source that reported them, the latest first. */
export function pageOwnConversions(db: Db, ownerId: string, after: After, limit: number) {
	const beyond = after && sql`(${conversions.occurredAt}, ${conversions.id}) < (${after[0]}, ${after[1]})`
	return selectConversions(db)
		.where(and(eq(profiles.ownerId, ownerId), isNull(conversions.deletedAt), beyond ?? undefined))
		.orderBy(desc(conversions.occurredAt), desc(conversions.id))
		.limit(limit)
}

/** One of them, deleted or not. */
export async function findOwnConversionWithSource(db: Db, ownerId: string, publicId: string) {
	const [row] = await selectConversions(db).where(
		and(eq(profiles.ownerId, ownerId), eq(conversions.publicId, publicId)),
	)
	return row ?? null
}

const selectConversions = (db: Db) =>
	db
		.select({
			conversion: conversions,
			block: blocks.publicId,
			source: { door: sources.door, network: sources.network, name: sources.name },
		})
		.from(conversions)
		.innerJoin(profiles, eq(profiles.id, conversions.profileId))
		.innerJoin(sources, eq(sources.id, conversions.sourceId))
		.leftJoin(blocks, eq(blocks.id, conversions.blockId))

export interface ConversionRow {
	conversion: Conversion
	block: string | null
	source: { door: string; network: string; name: string }
}
