import { sql } from 'drizzle-orm'
import type { Db } from '../client.ts'
import { APPS, BUCKETS, DEVICES, type HitRow, KINDS } from '../schema/hits.ts'

/** A hit before its channel and referrer have found their rows in `words`. */
export type NewHit = Omit<HitRow, 'channel' | 'referrer'> & { channel: string | null; referrer: string | null }

const REPEAT = BUCKETS.indexOf('repeat')
const COUNTED = BUCKETS.indexOf('counted')

/** Positions in the JSON array of one hit, in the order of `pack`. */
function pack(hit: NewHit) {
	return [
		hit.id,
		hit.profileId,
		hit.blockId,
		KINDS.indexOf(hit.kind),
		hit.at,
		BUCKETS.indexOf(hit.bucket),
		hit.channel,
		hit.country,
		DEVICES.indexOf(hit.device),
		APPS.indexOf(hit.app),
		hit.referrer,
		hit.visitor,
	]
}

/**
 * All hits in four statements: one parameter carries them as JSON, so that a batch costs the same over HTTP as in the process.
 * Counters follow by the triggers on `hits` and `visitors`.
 */
export async function insertHits(db: Db, newHits: NewHit[], repeatMs: number): Promise<void> {
	const packed = JSON.stringify(newHits.map(pack))
	await db.batch([
		insertWords(db, newHits),
		insertRows(db, packed),
		settleRepeats(db, packed, repeatMs),
		insertVisitors(db, packed),
	])
}

function insertWords(db: Db, newHits: NewHit[]) {
	const words = new Set(newHits.flatMap((hit) => [hit.channel, hit.referrer]).filter((word) => word !== null))
	return db.run(
		sql`insert into words (text) select value from json_each(${JSON.stringify([...words])}) where true on conflict do nothing`,
	)
}

function insertRows(db: Db, packed: string) {
	return db.run(sql`
		insert into hits (id, profile_id, block_id, kind, at, bucket, channel, country, device, app, referrer, visitor)
		select value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5,
			(select id from words where text = value ->> 6), value ->> 7, value ->> 8, value ->> 9,
			(select id from words where text = value ->> 10), value ->> 11
		from json_each(${packed}) where true
		on conflict do nothing`)
}

/** A tap is a repeat when the same visitor tapped the same target less than `repeatMs` before; equal times are settled by id. */
function settleRepeats(db: Db, packed: string, repeatMs: number) {
	return db.run(sql`
		update hits set bucket = ${REPEAT}
		where bucket = ${COUNTED}
			and id in (
				select later.id from json_each(${packed}) as new
				join hits as later on later.visitor = new.value ->> 11 and later.block_id = new.value ->> 2
					and later.at >= new.value ->> 4 and later.at < (new.value ->> 4) + ${repeatMs}
				where new.value ->> 11 is not null and new.value ->> 2 <> 0)
			and exists (
				select 1 from hits as earlier
				where earlier.visitor = hits.visitor and earlier.block_id = hits.block_id and earlier.kind = hits.kind
					and earlier.at > hits.at - ${repeatMs} and earlier.at <= hits.at
					and (earlier.at < hits.at or earlier.id < hits.id))`)
}

function insertVisitors(db: Db, packed: string) {
	return db.run(sql`
		insert into visitors (visitor, profile_id, first_at)
		select value ->> 11, value ->> 1, min(value ->> 4) from json_each(${packed})
		where value ->> 11 is not null group by value ->> 11
		on conflict do update set first_at = excluded.first_at where excluded.first_at < first_at`)
}
