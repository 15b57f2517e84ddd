import type { InStatement, InValue } from '@libsql/client'
import type { Db } from '../client.ts'
import { APPS, BUCKETS, DEVICES, DIMENSIONS, type Dimension, type HitRow, KINDS } from '../schema/hits.ts'
import { insertExcess, type NewExcess } from './excess.ts'
import { insertHostVisitors, insertWords } from './words.ts'

/** A hit before its channel, country and referrer have found their rows in `words`. */
export interface NewHit extends Omit<HitRow, 'channel' | 'country' | 'referrer'> {
	channel: string | null
	country: string | null
	referrer: string | null
	campaign: { ttclid: string | null; utm: object } | null
}

/** In the order in which `arrivalOf` names them. */
function valuesOf(hit: NewHit) {
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
 * Stores hits, each at most once, in one batch. Rollups grow in the same transaction, by what was not there before:
 * grouped first and added then, since a burst is mostly about the same few links, countries and phones.
 * The statements are constant texts, because making them anew would cost a single tap more than storing it.
 */
export async function insertHits(db: Db, newHits: NewHit[], excess: NewExcess[], repeatMs: number): Promise<void> {
	const hits = [...new Map(newHits.map((hit) => [hit.id, hit])).values()]
	const ofHits = hits.length > 0 ? statementsOf(hits, repeatMs) : []
	await db.$client.batch([...ofHits, ...insertExcess(excess)], 'write')
}

function statementsOf(hits: NewHit[], repeatMs: number): InStatement[] {
	const hasPeople = hits.some((hit) => hit.visitor !== null)
	const settling = [INSERT_TAPS, withArgs(SETTLE_ARRIVED, repeatMs), withArgs(SETTLE_STORED, repeatMs)]
	return [
		...insertWords(hits),
		...arrivalsOf(hits),
		...insertHostVisitors(hits),
		...(hasPeople ? [...settling, ADD_TO_ROLLUPS, INSERT_ROWS, INSERT_VISITORS] : [ADD_TO_TOTALS, INSERT_ROWS]),
		...campaignsOf(hits),
		'delete from arrivals',
	]
}

/** Runs every statement of `insertHits` on nothing that stays, so that the first hits find them prepared. */
export async function rehearseInsert(db: Db, repeatMs: number): Promise<void> {
	const nobodys = Array.from({ length: 2 * (SIZES[0] ?? 0) - 1 }, () => NOBODYS)
	await db.$client.batch(
		[
			...insertWords([]),
			...arrivalsOf(nobodys),
			'delete from arrivals',
			INSERT_TAPS,
			withArgs(SETTLE_ARRIVED, repeatMs),
			withArgs(SETTLE_STORED, repeatMs),
			ADD_TO_ROLLUPS,
			ADD_TO_TOTALS,
			INSERT_ROWS,
			INSERT_VISITORS,
		],
		'write',
	)
}

const NOBODYS: NewHit = {
	...{ id: '', profileId: 0, blockId: 0, kind: 'view', at: 0, bucket: 'bot', device: 'phone', app: 'none' },
	...{ channel: null, country: null, referrer: null, visitor: null, campaign: null },
}

const withArgs = (sql: string, ...args: InValue[]): InStatement => ({ sql, args })

const word = (column: number) => `(select id from words where text = column${column})`

/** The hits of the batch that are not stored yet, for the statements that follow. Bound values cost SQLite a third of what JSON would. */
const arrivalOf = (hits: number) => `
	insert into arrivals (id, profile_id, block_id, kind, at, bucket, channel, country, device, app, referrer, visitor)
	select column1, column2, column3, column4, column5, column6, ${word(7)}, ${word(8)}, column9, column10, ${word(11)}, column12
	from (values ${Array(hits).fill('(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)').join(', ')})
	where not exists (select 1 from hits where profile_id = column2 and hits.id = column1)`

/** Hits that one statement takes. Powers of two, so that few texts serve a batch of any number. */
const SIZES = [64, 32, 16, 8, 4, 2, 1]
const ARRIVALS = new Map(SIZES.map((size) => [size, arrivalOf(size)]))

function arrivalsOf(hits: NewHit[]): InStatement[] {
	const statements: InStatement[] = []
	let taken = 0
	for (const [size, sql] of ARRIVALS) {
		for (; hits.length - taken >= size; taken += size)
			statements.push({ sql, args: hits.slice(taken, taken + size).flatMap(valuesOf) })
	}
	return statements
}

/** Whatever a person did, views and shares of the page too. */
const IS_TAP = 'visitor is not null'
const REPEAT = BUCKETS.indexOf('repeat')
const COUNTED = BUCKETS.indexOf('counted')

/** All that people did, before anybody asks what of it are repeats. */
const INSERT_TAPS = `
	insert into taps (day, visitor, block_id, kind, at, id)
	select at / 86400000, visitor, block_id, kind, at, id from arrivals where ${IS_TAP}
	on conflict do nothing`

/** A repeat has one of its visitor, on its target and of its kind, less than so many ms before it; equal times are settled by id. */
const SETTLE_ARRIVED = `
	update arrivals set bucket = ${REPEAT}
	where bucket = ${COUNTED} and ${IS_TAP} and exists (
		select 1 from taps t
		where t.day = arrivals.at / 86400000 and t.visitor = arrivals.visitor and t.block_id = arrivals.block_id
			and t.kind = arrivals.kind and t.at > arrivals.at - ? and t.at <= arrivals.at
			and (t.at < arrivals.at or t.id < arrivals.id))`

/**
 * Taps that are stored already and had nobody before them until now. Of the taps within the time after a new one only the
 * next can be such: the others come after that one.
 */
const SETTLE_STORED = `
	update hits set bucket = ${REPEAT}
	from (
		select profile_id, (
			select t.id from taps t
			where t.day = arrivals.at / 86400000 and t.visitor = arrivals.visitor and t.block_id = arrivals.block_id
				and t.kind = arrivals.kind and t.at >= arrivals.at and t.at < arrivals.at + ?
				and (t.at > arrivals.at or t.id > arrivals.id)
			order by t.at, t.id limit 1) as next
		from arrivals where ${IS_TAP}) as new
	where new.next is not null and hits.profile_id = new.profile_id and hits.id = new.next and bucket = ${COUNTED}`

const ADD = 'insert into rollups (profile_id, dimension, grain, at, value, kind, bucket, hits)'
const IF_THERE = 'on conflict do update set hits = hits + excluded.hits'
const IS_COUNTED = `bucket = ${COUNTED}`

const grouped = (dimension: Dimension, value: string, where: string) => `
	select profile_id, ${DIMENSIONS.indexOf(dimension)}, 0, at / 900000, ${value}, kind, bucket, count(*)
	from arrivals where ${where} group by 1, 4, 5, 6, 7`

const TOTALS = `${grouped('total', '0', 'true')} union all ${grouped('block', 'block_id', 'block_id <> 0')}`

/** For a batch without people: the other dimensions count nobody else. */
const ADD_TO_TOTALS = `${ADD} ${TOTALS} ${IF_THERE}`

const ADD_TO_ROLLUPS = `
	${ADD} ${TOTALS}
	union all ${grouped('channel', 'coalesce(channel, 0)', IS_COUNTED)}
	union all ${grouped('country', 'coalesce(country, 0)', IS_COUNTED)}
	union all ${grouped('device', 'device', IS_COUNTED)}
	union all ${grouped('app', 'app', IS_COUNTED)}
	union all select profile_id, ${DIMENSIONS.indexOf('visitors')}, 0, first_at / 900000, 0, 0, 0, count(*)
		from (
			select profile_id, min(at) as first_at from arrivals
			where visitor is not null
				and not exists (select 1 from visitors v where v.day = arrivals.at / 86400000 and v.visitor = arrivals.visitor)
			group by profile_id, at / 86400000, visitor)
		where true group by profile_id, first_at / 900000
	${IF_THERE}`

const INSERT_ROWS = `
	insert into hits (profile_id, id, block_id, kind, at, bucket, channel, country, device, app, referrer, visitor)
	select profile_id, id, block_id, kind, at, bucket, channel, country, device, app, referrer, visitor from arrivals`

const INSERT_VISITORS = `
	insert into visitors (day, visitor, profile_id, first_at)
	select at / 86400000, visitor, profile_id, min(at) from arrivals where visitor is not null group by 1, 2
	on conflict do update set first_at = excluded.first_at where excluded.first_at < first_at`

function campaignsOf(hits: NewHit[]): InStatement[] {
	const rows = hits.flatMap(({ campaign, profileId, id, at }) =>
		campaign ? [[profileId, id, at, campaign.ttclid, JSON.stringify(campaign.utm)]] : [],
	)
	return rows.length > 0 ? [withArgs(INSERT_CAMPAIGNS, JSON.stringify(rows))] : []
}

const INSERT_CAMPAIGNS = `
	insert into campaigns (profile_id, hit_id, at, ttclid, utm)
	select value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4 from json_each(?) where true
	on conflict do nothing`
