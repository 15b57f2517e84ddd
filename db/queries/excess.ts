import type { InStatement } from '@libsql/client'
import { BUCKETS, DIMENSIONS, KINDS, type Kind } from '../schema/hits.ts'

/** Hits of one kind on one page that went beyond the limit of their addresses. */
export interface NewExcess {
	/** As a hit's. */
	id: string
	profileId: number
	kind: Kind
	/** When the first of them came. */
	at: number
	hits: number
}

/** Stores each row at most once, and adds to the totals of the page in the same batch; nothing else knows of such hits. */
export function insertExcess(rows: NewExcess[]): InStatement[] {
	if (rows.length === 0) return []
	const unique = [...new Map(rows.map((row) => [row.id, row])).values()]
	const packed = JSON.stringify(
		unique.map(({ profileId, id, at, kind, hits }) => [profileId, id, at, KINDS.indexOf(kind), hits]),
	)
	return [
		{ sql: ADD_TO_TOTALS, args: [packed] },
		{ sql: INSERT_ROWS, args: [packed] },
	]
}

const EXCESS = BUCKETS.indexOf('excess')
const TOTAL = DIMENSIONS.indexOf('total')

const ADD_TO_TOTALS = `
	insert into rollups (profile_id, dimension, grain, at, value, kind, bucket, hits)
	select value ->> 0, ${TOTAL}, 0, (value ->> 2) / 900000, 0, value ->> 3, ${EXCESS}, sum(value ->> 4) from json_each(?)
	where not exists (select 1 from excess e where e.profile_id = value ->> 0 and e.id = value ->> 1)
	group by 1, 4, 6
	on conflict do update set hits = hits + excluded.hits`

const INSERT_ROWS = `
	insert into excess (profile_id, id, at, kind, hits)
	select value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4 from json_each(?) where true
	on conflict do nothing`
