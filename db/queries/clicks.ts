import { and, asc, eq, gte, lt, min, ne, type SQL, sql } from 'drizzle-orm'
import type { Db } from '../client.ts'
import { blocks, coupons, hitQuarters, links, profiles, visitorQuarters } from '../schema/index.ts'

/** The length of a quarter hour in ms; `hit_quarters.quarter` counts them since the epoch. */
const QUARTER = 900_000

/** A stretch of time in UTC epoch milliseconds, the end not included. */
interface Slot {
	from: number
	to: number
}

/**
 * Everything the clicks of a period are made of, in one batch. The pieces of the period travel as one JSON parameter and
 * are summed in SQL, so that what comes back depends on the pieces and the links, never on the clicks.
 */
export async function readClicks(db: Db, ownerId: string, profileId: number, slots: Slot[], previous: Slot[]) {
	const [counted, uncounted, countedBefore, visitors, visitorsBefore, targets] = await db.batch([
		selectCounted(db, ownerId, profileId, slots),
		selectUncounted(db, ownerId, profileId, slots),
		selectCountedBefore(db, ownerId, profileId, previous),
		selectVisitors(db, ownerId, profileId, slots),
		selectVisitors(db, ownerId, profileId, previous),
		selectTargets(db, ownerId, profileId),
	])
	return { counted, uncounted, countedBefore, visitors, visitorsBefore, targets }
}

export type ClickRows = Awaited<ReturnType<typeof readClicks>>

/** The moment from which a profile has rollups; null when it was never visited. */
export async function findFirstHit(db: Db, ownerId: string, profileId: number): Promise<number | null> {
	const [row] = await db
		.select({ quarter: min(hitQuarters.quarter) })
		.from(profiles)
		.innerJoin(hitQuarters, eq(hitQuarters.profileId, profiles.id))
		.where(isOwn(ownerId, profileId))
	return row?.quarter == null ? null : row.quarter * QUARTER
}

/** Counted hits by piece, block and kind. */
function selectCounted(db: Db, ownerId: string, profileId: number, slots: Slot[]) {
	return db
		.select({ slot: key, blockId: hitQuarters.blockId, kind: hitQuarters.kind, hits: total(hitQuarters.hits) })
		.from(pieces(slots))
		.innerJoin(hitQuarters, and(isInPiece(hitQuarters, profileId), eq(hitQuarters.bucket, 'counted')))
		.innerJoin(profiles, isOwn(ownerId, profileId))
		.groupBy(key, hitQuarters.blockId, hitQuarters.kind)
}

/** The other hits of the whole period. Sorting a year of rows by one number takes half as long as by two. */
function selectUncounted(db: Db, ownerId: string, profileId: number, slots: Slot[]) {
	return db
		.select({ kind: hitQuarters.kind, bucket: hitQuarters.bucket, hits: total(hitQuarters.hits) })
		.from(pieces(slots))
		.innerJoin(hitQuarters, and(isInPiece(hitQuarters, profileId), ne(hitQuarters.bucket, 'counted')))
		.innerJoin(profiles, isOwn(ownerId, profileId))
		.groupBy(sql`${hitQuarters.kind} * 8 + ${hitQuarters.bucket}`)
}

function selectCountedBefore(db: Db, ownerId: string, profileId: number, slots: Slot[]) {
	return db
		.select({ slot: key, kind: hitQuarters.kind, hits: total(hitQuarters.hits) })
		.from(pieces(slots))
		.innerJoin(hitQuarters, and(isInPiece(hitQuarters, profileId), eq(hitQuarters.bucket, 'counted')))
		.innerJoin(profiles, isOwn(ownerId, profileId))
		.groupBy(key, hitQuarters.kind)
}

function selectVisitors(db: Db, ownerId: string, profileId: number, slots: Slot[]) {
	return db
		.select({ slot: key, visitors: total(visitorQuarters.visitors) })
		.from(pieces(slots))
		.innerJoin(visitorQuarters, isInPiece(visitorQuarters, profileId))
		.innerJoin(profiles, isOwn(ownerId, profileId))
		.groupBy(key)
}

/** Links and coupons in the order of the page, the deleted ones too: their clicks stay. */
export function selectTargets(db: Db, ownerId: string, profileId: number) {
	return db
		.select({
			id: blocks.id,
			publicId: blocks.publicId,
			kind: sql<'link' | 'coupon'>`${blocks.kind}`,
			title: sql<string>`coalesce(${links.title}, ${coupons.code})`,
			merchant: sql<string>`coalesce(${links.merchant}, ${coupons.merchant})`,
			isHidden: sql<0 | 1>`${blocks.hiddenAt} is not null`,
			isDeleted: sql<0 | 1>`${blocks.deletedAt} is not null`,
		})
		.from(profiles)
		.innerJoin(blocks, eq(blocks.profileId, profiles.id))
		.leftJoin(links, eq(links.blockId, blocks.id))
		.leftJoin(coupons, eq(coupons.blockId, blocks.id))
		.where(and(isOwn(ownerId, profileId), sql`${blocks.kind} in ('link', 'coupon')`))
		.orderBy(asc(blocks.position), asc(blocks.id))
}

export type Target = Awaited<ReturnType<typeof selectTargets>>[number]

/** Counted clicks of each link and coupon in a stretch of time. */
export function selectBlockClicks(db: Db, ownerId: string, profileId: number, slot: Slot) {
	return db
		.select({ blockId: hitQuarters.blockId, clicks: total(hitQuarters.hits) })
		.from(pieces([slot]))
		.innerJoin(
			hitQuarters,
			and(isInPiece(hitQuarters, profileId), eq(hitQuarters.bucket, 'counted'), eq(hitQuarters.kind, 'click')),
		)
		.innerJoin(profiles, isOwn(ownerId, profileId))
		.groupBy(hitQuarters.blockId)
}

const key = sql<number>`key`
const total = (column: typeof hitQuarters.hits | typeof visitorQuarters.visitors) => sql<number>`sum(${column})`

function isOwn(ownerId: string, profileId: number) {
	return and(eq(profiles.id, profileId), eq(profiles.ownerId, ownerId))
}

/** Whole quarter hours: local hours and midnights fall on them in every zone. */
function pieces(slots: Slot[]): SQL {
	return sql`json_each(${JSON.stringify(slots.map(({ from, to }) => [quarterOf(from), quarterOf(to)]))})`
}

const quarterOf = (at: number) => Math.floor(at / QUARTER)

function isInPiece(table: typeof hitQuarters | typeof visitorQuarters, profileId: number) {
	return and(eq(table.profileId, profileId), gte(table.quarter, sql`value ->> 0`), lt(table.quarter, sql`value ->> 1`))
}
