import { type SQL, sql } from 'drizzle-orm'
import type { Db } from '../client.ts'
import { APPS, BUCKETS, DEVICES, type HitRow, KINDS } from '../schema/hits.ts'

/** A hit before its channel, country and referrer have found their rows in `words`. */
export interface NewHit extends Omit<HitRow, 'channel' | 'country' | 'referrer'> {
	channel: string | null
	country: string | null
	referrer: string | null
	campaign: { ttclid: string | null; utm: object } | null
}

/** Positions in the JSON array of one hit; `arrived` names them again. */
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
 * Stores hits, each at most once, in one batch of at most seven statements: one parameter carries them all as JSON, so that a
 * batch costs the same over HTTP as in the process. Rollups grow in the same transaction, by what was not there before:
 * grouped first and added then, since a burst is mostly about the same few links, countries and phones.
 */
export async function insertHits(db: Db, newHits: NewHit[], repeatMs: number): Promise<void> {
	const hits = [...new Map(newHits.map((hit) => [hit.id, hit])).values()]
	const packed = JSON.stringify(hits.map(pack))
	const people = JSON.stringify(hits.filter((hit) => hit.visitor !== null).map(pack))
	const hasPeople = people !== '[]'
	await db.batch([
		insertWords(db, hits),
		...(hasPeople ? [insertTaps(db, people), settleRepeats(db, people, repeatMs)] : []),
		addToRollups(db, packed, repeatMs),
		insertRows(db, packed, repeatMs),
		...(hasPeople ? [insertVisitors(db, people)] : []),
		...insertCampaigns(db, hits),
	])
}

function insertWords(db: Db, hits: NewHit[]) {
	const words = new Set(hits.flatMap((hit) => [hit.channel, hit.country, hit.referrer]).filter((word) => word !== null))
	return db.run(
		sql`insert into words (text) select value from json_each(${JSON.stringify([...words])}) where true on conflict do nothing`,
	)
}

/** Every tap of a person on something, before anybody asks which of them are repeats. */
function insertTaps(db: Db, people: string) {
	return db.run(sql`
		insert into taps (day, visitor, block_id, kind, at, id)
		select value ->> 4 / 86400000, value ->> 11, value ->> 2, value ->> 3, value ->> 4, value ->> 0
		from json_each(${people}) where value ->> 2 <> 0
		on conflict do nothing`)
}

/**
 * Taps that are stored already and had nobody before them until now. Of the taps within the time after a new one only the
 * next can be such: the others come after that one.
 */
function settleRepeats(db: Db, people: string, repeatMs: number) {
	return db.run(sql`
		update hits set bucket = ${REPEAT}
		where bucket = ${COUNTED} and (profile_id, id) in (
			select value ->> 1, (
				select id from taps
				where day = value ->> 4 / 86400000 and visitor = value ->> 11 and block_id = value ->> 2 and kind = value ->> 3
					and at >= value ->> 4 and at < (value ->> 4) + ${repeatMs} and (at > value ->> 4 or id > value ->> 0)
				order by at, id limit 1)
			from json_each(${people}) where value ->> 2 <> 0)`)
}

const REPEAT = sql.raw(String(BUCKETS.indexOf('repeat')))
const COUNTED = sql.raw(String(BUCKETS.indexOf('counted')))

/** The hits of a batch that are not stored yet, each in its bucket. A repeat has a tap of its visitor on its target less than `repeatMs` before; equal times are settled by id. */
function arrived(packed: string, repeatMs: number): SQL {
	return sql`
		sent as (
			select value ->> 0 as id, value ->> 1 as profile_id, value ->> 2 as block_id, value ->> 3 as kind, value ->> 4 as at,
				value ->> 5 as said, value ->> 6 as channel_text, value ->> 7 as country_text, value ->> 8 as device, value ->> 9 as app,
				value ->> 10 as referrer_text, value ->> 11 as visitor
			from json_each(${packed})),
		arrived as materialized (
			select *,
				(select w.id from words w where w.text = channel_text) as channel,
				(select w.id from words w where w.text = country_text) as country,
				case when said = ${COUNTED} and block_id <> 0 and visitor is not null and exists (
					select 1 from taps t
					where t.day = sent.at / 86400000 and t.visitor = sent.visitor and t.block_id = sent.block_id and t.kind = sent.kind
						and t.at > sent.at - ${repeatMs} and t.at <= sent.at and (t.at < sent.at or t.id < sent.id)
				) then ${REPEAT} else said end as bucket
			from sent
			where not exists (select 1 from hits h where h.profile_id = sent.profile_id and h.id = sent.id))`
}

function addToRollups(db: Db, packed: string, repeatMs: number) {
	const by = (dimension: number, value: SQL, where: SQL) => sql`
		select profile_id, ${sql.raw(String(dimension))}, 0, at / 900000, ${value}, kind, bucket, count(*)
		from arrived where ${where} group by 1, 4, 5, 6, 7`
	const isCounted = sql`bucket = ${COUNTED}`
	return db.run(sql`
		with ${arrived(packed, repeatMs)},
		newcomers as (
			select profile_id, min(at) as first_at from arrived
			where visitor is not null
				and not exists (select 1 from visitors v where v.day = arrived.at / 86400000 and v.visitor = arrived.visitor)
			group by profile_id, at / 86400000, visitor)
		insert into rollups (profile_id, dimension, grain, at, value, kind, bucket, hits)
		${by(0, sql`0`, sql`true`)}
		union all ${by(1, sql`block_id`, sql`block_id <> 0`)}
		union all ${by(2, sql`coalesce(channel, 0)`, isCounted)}
		union all ${by(3, sql`coalesce(country, 0)`, isCounted)}
		union all ${by(4, sql`device`, isCounted)}
		union all ${by(5, sql`app`, isCounted)}
		union all select profile_id, 6, 0, first_at / 900000, 0, 0, 0, count(*) from newcomers where true group by 1, 4
		on conflict do update set hits = hits + excluded.hits`)
}

function insertRows(db: Db, packed: string, repeatMs: number) {
	return db.run(sql`
		with ${arrived(packed, repeatMs)}
		insert into hits (profile_id, id, block_id, kind, at, bucket, channel, country, device, app, referrer, visitor)
		select profile_id, id, block_id, kind, at, bucket, channel, country, device, app,
			(select w.id from words w where w.text = referrer_text), visitor
		from arrived`)
}

function insertVisitors(db: Db, people: string) {
	return db.run(sql`
		insert into visitors (day, visitor, profile_id, first_at)
		select value ->> 4 / 86400000, value ->> 11, value ->> 1, min(value ->> 4) from json_each(${people}) where true group by 1, 2
		on conflict do update set first_at = excluded.first_at where excluded.first_at < first_at`)
}

function insertCampaigns(db: Db, hits: NewHit[]) {
	const rows = hits.flatMap(({ campaign, profileId, id, at }) =>
		campaign ? [[profileId, id, at, campaign.ttclid, JSON.stringify(campaign.utm)]] : [],
	)
	if (rows.length === 0) return []
	return [
		db.run(sql`
			insert into campaigns (profile_id, hit_id, at, ttclid, utm)
			select value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4
			from json_each(${JSON.stringify(rows)}) where true
			on conflict do nothing`),
	]
}
