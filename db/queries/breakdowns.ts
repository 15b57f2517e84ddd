import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { Db } from '../client.ts'
import { type Bucket, counters, type Kind, rollups } from '../schema/index.ts'
import { isInPiece, listed, type Piece, selectHits, total } from './clicks.ts'
import { isOwnCounter } from './ownership.ts'
import { ENOUGH_VISITORS, IS_HOST } from './words.ts'

/** What rollups are kept by, beside the time. */
export type Sorted = 'block' | 'channel' | 'country' | 'device' | 'app'

/** One value of a dimension: a block's id, a word, or the position in DEVICES or APPS. */
export interface Only {
	dimension: Sorted
	value: number | string
	/** Hits that have no word here belong to this value too. */
	orNone?: boolean
}

/** Quarter hours of UTC in which the clocks of the zone do not change, and how many quarter hours they are ahead. */
export interface SteadyPiece {
	/** The place of the piece of the period that they belong to. */
	slot: number
	from: number
	to: number
	offset: number
}

/** The condition that `column`, in which 0 is no word, has a value; a host that is not shown belongs to no channel. */
export function isOnly(column: SQL, { dimension, value, orNone = false }: Only, profileId: SQL): SQL {
	if (typeof value === 'number') return sql`${column} = ${value}`
	const word = sql`(select words.id from words where words.text = ${value})`
	if (!orNone) return sql`${column} = ${word}`
	const shown = dimension === 'channel' ? shownChannel(column, profileId) : column
	return sql`${shown} in (0, ${word})`
}

/** A channel as lists show it: 0, which is none, while too few visitors have come from a host. */
export const shownChannel = (channel: SQL, profileId: SQL): SQL => sql`
	iif(exists (select 1 from words where words.id = ${channel} and ${sql.raw(IS_HOST)})
		and ${ENOUGH_VISITORS} > (
			select count(*) from host_visitors v where v.profile_id = ${profileId} and v.channel = ${channel}), 0, ${channel})`

/** Hits with one value by piece, kind and bucket. Dimensions other than `block` know of counted hits alone. */
export async function readHitsOf(
	db: Db,
	ownerId: string,
	profileId: number,
	only: Only,
	pieces: Piece[],
	previous: Piece[],
) {
	const own = isOwnCounter(ownerId, profileId)
	const counts = db.databaseFor(profileId)
	const isValue = isOnly(sql`${rollups.value}`, only, sql`${rollups.profileId}`)
	const [hits, hitsBefore] = await counts.batch([
		selectHits(counts, own, pieces, only.dimension, isValue),
		selectHits(counts, own, previous, only.dimension, isValue),
	])
	return { hits, hitsBefore }
}

/** All hits by piece, kind and bucket; of one link when it is given. */
export async function readBuckets(db: Db, ownerId: string, profileId: number, pieces: Piece[], only: Only | null) {
	const [own, counts] = [isOwnCounter(ownerId, profileId), db.databaseFor(profileId)]
	return only
		? selectHits(counts, own, pieces, only.dimension, isOnly(sql`${rollups.value}`, only, sql`${rollups.profileId}`))
		: selectHits(counts, own, pieces)
}

/** All hits by piece that have a row each: what a reading of raw hits would have to read. */
export async function readHitTotals(db: Db, ownerId: string, profileId: number, pieces: Piece[], previous: Piece[]) {
	const [own, counts] = [isOwnCounter(ownerId, profileId), db.databaseFor(profileId)]
	const [rows, before] = await counts.batch([selectHits(counts, own, pieces), selectHits(counts, own, previous)])
	return { hits: perPiece(rows, pieces.length), hitsBefore: perPiece(before, previous.length) }
}

function perPiece(rows: { slot: number; bucket: Bucket; hits: number }[], length: number): number[] {
	const sums = Array.from({ length }, () => 0)
	for (const { slot, bucket, hits } of rows) if (bucket !== 'excess') sums[slot] = (sums[slot] ?? 0) + hits
	return sums
}

export interface ValueHits {
	value: number
	/** The word that `value` is, where it is one. */
	word: string | null
	kind: Kind
	hits: number
}

/** Strangers name the hosts that they come from: a list shows no more values than this. */
export const MOST_VALUES = 500

/** Counted hits of a kind in a stretch by the values of a dimension: those with the most hits, and the total of all. */
export async function readValues(
	db: Db,
	ownerId: string,
	profileId: number,
	dimension: Sorted,
	kind: Kind,
	piece: Piece,
): Promise<{ values: ValueHits[]; total: number }> {
	const byValue = db
		.databaseFor(profileId)
		.select({ value: sql<number>`${rollups.value}`.as('value'), profileId: counters.profileId, hits: total.as('sum') })
		.from(counters)
		.crossJoin(listed([piece]))
		.innerJoin(rollups, and(isInPiece(dimension), eq(rollups.bucket, 'counted'), eq(rollups.kind, kind)))
		.where(isOwnCounter(ownerId, profileId))
		.groupBy(rollups.value)
		.as('by_value')
	const ofValue = sql`${byValue.value}`
	const shown = dimension === 'channel' ? shownChannel(ofValue, sql`${byValue.profileId}`) : ofValue
	const isWord = dimension === 'channel' || dimension === 'country'
	const inOrder = sql`
		select value, hits, sum(hits) over () as "all", ${isWord ? sql`(select words.text from words where words.id = value)` : sql`null`} as word
		from (select ${shown} as value, sum(${byValue.hits}) as hits from ${byValue} group by 1)
		order by hits desc, value limit ${MOST_VALUES}`
	const rows = await db
		.databaseFor(profileId)
		.all<{ value: number; word: string | null; hits: number; all: number }>(inOrder)
	return { values: rows.map(({ all: _, ...row }) => ({ ...row, kind })), total: rows[0]?.all ?? 0 }
}

/** Counted hits by the hour of the week: 0 is Monday from midnight to one. */
export function readHours(
	db: Db,
	ownerId: string,
	profileId: number,
	pieces: SteadyPiece[],
): Promise<{ hour: number; kind: Kind; hits: number }[]> {
	return db
		.databaseFor(profileId)
		.select({ hour: HOUR_OF_WEEK, kind: rollups.kind, hits: total })
		.from(counters)
		.crossJoin(listedSteady(pieces))
		.innerJoin(rollups, and(isInSteady, eq(rollups.bucket, 'counted')))
		.where(isOwnCounter(ownerId, profileId))
		.groupBy(HOUR_OF_WEEK, rollups.kind)
}

/** Hits in one hour of the week by piece, kind and bucket. */
export async function readHitsInHour(
	db: Db,
	ownerId: string,
	profileId: number,
	hour: number,
	pieces: SteadyPiece[],
	previous: SteadyPiece[],
) {
	const counts = db.databaseFor(profileId)
	const select = (steady: SteadyPiece[]) =>
		counts
			.select({ slot: SLOT, kind: rollups.kind, bucket: rollups.bucket, hits: total })
			.from(counters)
			.crossJoin(listedSteady(steady))
			.innerJoin(rollups, and(isInSteady, eq(HOUR_OF_WEEK, hour)))
			.where(isOwnCounter(ownerId, profileId))
			.groupBy(SLOT, rollups.kind, rollups.bucket)
	const [hits, hitsBefore] = await counts.batch([select(pieces), select(previous)])
	return { hits, hitsBefore }
}

/** The epoch began on a Thursday: 72 hours into its week. */
export const hourOfWeek = (quarter: SQL, offset: SQL) => sql<number>`((${quarter} + ${offset}) / 4 + 72) % 168`

const SLOT = sql<number>`piece.value ->> 0`
const HOUR_OF_WEEK = hourOfWeek(sql`${rollups.at}`, sql`(piece.value ->> 3)`)

function listedSteady(pieces: SteadyPiece[]): SQL {
	const packed = pieces.map(({ slot, from, to, offset }) => [slot, from, to, offset])
	return sql`json_each(${JSON.stringify(packed)}) as piece`
}

const isInSteady = and(
	eq(rollups.profileId, counters.profileId),
	eq(rollups.dimension, 'total'),
	eq(rollups.grain, 'quarter'),
	sql`${rollups.at} >= piece.value ->> 1 and ${rollups.at} < piece.value ->> 2`,
)
