import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { Db } from '../client.ts'
import { counters, KINDS, type Kind } from '../schema/index.ts'
import { hourOfWeek, isOnly, type Only, type Sorted, shownChannel } from './breakdowns.ts'
import { isOwnCounter } from './ownership.ts'

/** Raw hits of one piece of a period, by the ids that its time makes; pieces of the period before count down from -1. */
export interface RawPiece {
	slot: number
	from: string
	to: string
	/** Quarter hours that local clocks are ahead of UTC. */
	offset: number
}

export interface RawFilter {
	only: Only[]
	/** Of the week, or null for all of them. */
	hour: number | null
}

/** What one statement reads at most; some tens of milliseconds. */
export const RAW_CHUNK = 25_000

/**
 * Counts the counted hits that pass every filter: by piece, and by the values of one dimension (those of the period before
 * left out). Reads at most `RAW_CHUNK` hits from `from` on; `next` says where to go on, null that all pieces are read.
 */
export async function readRawHits(
	db: Db,
	ownerId: string,
	profileId: number,
	pieces: RawPiece[],
	from: string,
	filter: RawFilter,
	by: Sorted | 'hour',
) {
	const end = pieces.at(-1)?.to ?? from
	const own = sql`(select ${counters.profileId} from ${counters} where ${isOwnCounter(ownerId, profileId)})`
	const boundary = sql`
		(select id from hits where profile_id = ${own} and id >= ${from} and id < ${end} order by id limit 1 offset ${RAW_CHUNK})`
	const read = sql`
		from json_each(${packed(pieces)}) as piece cross join hits
		where hits.profile_id = ${own} and hits.id >= max(piece.value ->> 1, ${from})
			and hits.id < min(piece.value ->> 2, coalesce(${boundary}, ${end})) and hits.bucket = 0 and ${passes(filter)}`
	const value = columnOf(by)
	const shown = by === 'channel' ? shownChannel(sql`value`, own) : sql`value`
	const isWord = by === 'channel' || by === 'country'
	const counts = db.databaseFor(profileId)
	const [[bound], slots, values] = await counts.batch([
		counts.all<{ next: string | null }>(sql`select ${boundary} as next`),
		counts.all<PlainHits & { slot: number }>(sql`
			select piece.value ->> 0 as slot, hits.kind as kind, count(*) as hits ${read} group by 1, 2`),
		counts.all<PlainHits & { value: number; word: string | null }>(sql`
			select value, kind, hits, ${isWord ? sql`(select text from words where id = value)` : null} as word
			from (
				select ${shown} as value, kind, sum(hits) as hits
				from (select ${value} as value, hits.kind as kind, count(*) as hits ${read} and piece.value ->> 0 >= 0 group by 1, 2)
				group by 1, 2)`),
	])
	return { next: bound?.next ?? null, slots: slots.map(withKind), values: values.map(withKind) }
}

/** UTC epoch milliseconds from which a profile's raw hits are complete; 0 as long as none has left. */
export async function findRawFrom(db: Db, ownerId: string, profileId: number): Promise<number> {
	const [row] = await db
		.databaseFor(profileId)
		.select({ day: counters.rawFrom })
		.from(counters)
		.where(isOwnCounter(ownerId, profileId))
	return (row?.day ?? 0) * 86_400_000
}

/** More in half an hour are not counted one by one. */
export const MOST_LIVE = 50_000

/** Counted hits since an id that a moment makes, and the people behind them. */
export async function readLive(db: Db, ownerId: string, profileId: number, since: string) {
	const [row] = await db.databaseFor(profileId).all<{ hits: number; people: number; clicks: number }>(sql`
		select count(*) as hits, count(distinct visitor) as people, count(case when kind = ${KINDS.indexOf('click')} then 1 end) as clicks
		from (
			select visitor, kind from hits
			where profile_id = (select ${counters.profileId} from ${counters} where ${isOwnCounter(ownerId, profileId)})
				and id >= ${since} and bucket = 0
			limit ${MOST_LIVE})`)
	return row ?? { hits: 0, people: 0, clicks: 0 }
}

interface PlainHits {
	kind: number
	hits: number
}

function withKind<Row extends PlainHits>(row: Row): Omit<Row, 'kind'> & { kind: Kind } {
	return { ...row, kind: KINDS[row.kind] ?? 'view' }
}

function packed(pieces: RawPiece[]): string {
	return JSON.stringify(pieces.map(({ slot, from, to, offset }) => [slot, from, to, offset]))
}

function passes({ only, hour }: RawFilter): SQL {
	const conditions = only.map((one) => isOnly(columnOf(one.dimension), one, sql`hits.profile_id`))
	return and(sql`true`, ...conditions, hour === null ? undefined : eq(columnOf('hour'), hour)) ?? sql`true`
}

function columnOf(by: Sorted | 'hour'): SQL {
	if (by === 'hour') return hourOfWeek(sql`hits.at / 900000`, sql`(piece.value ->> 3)`)
	if (by === 'channel' || by === 'country') return sql`coalesce(hits.${sql.raw(by)}, 0)`
	return sql`hits.${sql.raw(by === 'block' ? 'block_id' : by)}`
}
