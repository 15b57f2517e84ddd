import { and, asc, eq, gte, lt, min, type SQL, sql } from 'drizzle-orm'
import type { Db } from '../client.ts'
import {
	blocks,
	counters,
	coupons,
	type Dimension,
	type Grain,
	KINDS,
	type Kind,
	links,
	profiles,
	rollups,
} from '../schema/index.ts'
import { isOwnCounter, isOwnProfile } from './ownership.ts'
import { QUARTER } from './rollup-sql.ts'

/** A stretch of one grain, the end not included: quarter hours of UTC, or local days, both since 1970. */
export interface Piece {
	grain: Grain
	from: number
	to: number
}

/**
 * What the clicks of a period are made of, in one batch. The pieces of the period travel as one JSON parameter and
 * are summed in SQL, so that what comes back depends on the pieces and the links, never on the clicks.
 */
export async function readClicks(db: Db, ownerId: string, profileId: number, pieces: Piece[], previous: Piece[]) {
	const own = isOwnCounter(ownerId, profileId)
	const counts = db.databaseFor(profileId)
	const [hits, hitsBefore, visitors, visitorsBefore, blockHits] = await counts.batch([
		selectHits(counts, own, pieces),
		selectHits(counts, own, previous),
		selectVisitors(counts, own, pieces),
		selectVisitors(counts, own, previous),
		selectBlockHits(counts, own, pieces),
	])
	return { hits, hitsBefore, visitors, visitorsBefore, blockHits: blockHits.flatMap(unpacked) }
}

export type ClickRows = Awaited<ReturnType<typeof readClicks>>

/** The moment from which a profile has rollups; null when it was never visited. */
export async function findFirstHit(db: Db, ownerId: string, profileId: number): Promise<number | null> {
	const [row] = await db
		.databaseFor(profileId)
		.select({ quarter: min(rollups.at) })
		.from(counters)
		.innerJoin(rollups, and(eq(rollups.profileId, counters.profileId), isOf('total'), eq(rollups.grain, 'quarter')))
		.where(isOwnCounter(ownerId, profileId))
	return row?.quarter == null ? null : row.quarter * QUARTER
}

/** All hits by piece, kind and bucket; of one value of a dimension when it is given. */
export function selectHits(
	db: Db,
	own: SQL | undefined,
	pieces: Piece[],
	dimension: Dimension = 'total',
	isValue?: SQL,
) {
	return db
		.select({ slot: key, kind: rollups.kind, bucket: rollups.bucket, hits: total })
		.from(counters)
		.crossJoin(listed(pieces))
		.innerJoin(rollups, and(isInPiece(dimension), isValue))
		.where(own)
		.groupBy(key, rollups.kind, rollups.bucket)
}

function selectVisitors(db: Db, own: SQL | undefined, pieces: Piece[]) {
	return db
		.select({ slot: key, visitors: total })
		.from(counters)
		.crossJoin(listed(pieces))
		.innerJoin(rollups, isInPiece('visitors'))
		.where(own)
		.groupBy(key)
}

/**
 * Counted hits on links and coupons by piece and kind, packed by link: mapping a row for each piece would keep followers
 * waiting for longer than all the rest of a report.
 */
function selectBlockHits(db: Db, own: SQL | undefined, pieces: Piece[]) {
	const counted = db
		.select({
			slot: key.as('slot'),
			blockId: rollups.value,
			kind: sql<number>`${rollups.kind}`.as('of_kind'),
			hits: total.as('sum'),
		})
		.from(counters)
		.crossJoin(listed(pieces))
		.innerJoin(rollups, and(isInPiece('block'), eq(rollups.bucket, 'counted')))
		.where(own)
		.groupBy(key, rollups.value, rollups.kind)
		.as('counted')
	const packed = sql<string>`json_group_array(json_array(${counted.slot}, ${counted.kind}, ${counted.hits}))`
	return db.select({ blockId: counted.blockId, packed }).from(counted).groupBy(counted.blockId)
}

function unpacked({ blockId, packed }: { blockId: number; packed: string }) {
	const rows = JSON.parse(packed) as [slot: number, kind: number, hits: number][]
	return rows.map(([slot, kind, hits]) => ({ slot, blockId, kind: KINDS[kind] as Kind, hits }))
}

/** Counted clicks of each link and coupon in a stretch of time. */
export async function readBlockClicks(db: Db, ownerId: string, profileId: number, piece: Piece) {
	return db
		.databaseFor(profileId)
		.select({ blockId: rollups.value, clicks: total })
		.from(counters)
		.crossJoin(listed([piece]))
		.innerJoin(rollups, and(isInPiece('block'), eq(rollups.bucket, 'counted'), eq(rollups.kind, 'click')))
		.where(isOwnCounter(ownerId, profileId))
		.groupBy(rollups.value)
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
		.where(and(isOwnProfile(ownerId, profileId), sql`${blocks.kind} in ('link', 'coupon')`))
		.orderBy(asc(blocks.position), asc(blocks.id))
}

export type Target = Awaited<ReturnType<typeof selectTargets>>[number]

const key = sql<number>`piece.key`
/** Summed over the rows of a group. */
export const total = sql<number>`sum(${rollups.hits})`

/** Pieces as a table to join, their places in the list as keys. */
export function listed(pieces: Piece[]): SQL {
	const packed = pieces.map(({ grain, from, to }) => [grain === 'day' ? 1 : 0, from, to])
	return sql`json_each(${JSON.stringify(packed)}) as piece`
}

const isOf = (dimension: Dimension) => eq(rollups.dimension, dimension)

export function isInPiece(dimension: Dimension) {
	return and(
		eq(rollups.profileId, counters.profileId),
		isOf(dimension),
		sql`${rollups.grain} = piece.value ->> 0`,
		gte(rollups.at, sql`piece.value ->> 1`),
		lt(rollups.at, sql`piece.value ->> 2`),
	)
}
