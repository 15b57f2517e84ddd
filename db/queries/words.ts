import type { InStatement } from '@libsql/client'

/** What a hit says in words. */
interface Worded {
	profileId: number
	at: number
	channel: string | null
	country: string | null
	referrer: string | null
	visitor: number | null
}

/**
 * Strangers name the hosts that they come from. So many words that nobody has said before are stored for a page in a UTC day:
 * two for a host, as which it is a channel and a referrer. Hits with any more are counted like all others, and their host is not known.
 */
export const MOST_NEW_WORDS = 200

/** A host is shown as a channel once so many visitors have come from it. */
export const ENOUGH_VISITORS = 3

const HOST = 'host:'
/** The condition that a text of `words` is a host's channel, by which an index can be read. */
export const IS_HOST = `text >= '${HOST}' and text < 'host;'`

const isHost = (channel: string | null) => channel?.startsWith(HOST) ?? false

/** Gives words their rows, before the hits look for them. */
export function insertWords(hits: Worded[]): InStatement[] {
	const ours = new Set<string>()
	const strangers = new Map<string, [profileId: number, day: number, word: string]>()
	for (const { profileId, at, channel, country, referrer } of hits) {
		if (country !== null) ours.add(country)
		const isByHost = isHost(channel)
		if (channel !== null && !isByHost) ours.add(channel)
		if (referrer === null && !isByHost) continue
		const day = Math.floor(at / DAY)
		for (const word of [referrer, isByHost ? channel : null])
			if (word !== null) strangers.set(`${profileId} ${day} ${word}`, [profileId, day, word])
	}
	const statements: InStatement[] = [{ sql: INSERT_OURS, args: [JSON.stringify([...ours])] }]
	if (strangers.size === 0) return statements
	const packed = JSON.stringify([...strangers.values()])
	return [...statements, { sql: COUNT_STRANGERS, args: [packed] }, { sql: INSERT_STRANGERS, args: [packed] }]
}

const DAY = 86_400_000

/** Declared tags, apps and countries are few. */
const INSERT_OURS = 'insert into words (text) select value from json_each(?) where true on conflict do nothing'

const IS_NEW = 'not exists (select 1 from words where text = value ->> 2)'

const COUNT_STRANGERS = `
	insert into new_words (profile_id, day, words)
	select value ->> 0, value ->> 1, count(*) from json_each(?) where ${IS_NEW} group by 1, 2
	on conflict do update set words = words + excluded.words`

/** Those that have just been counted, as far as there was room before them. */
const INSERT_STRANGERS = `
	insert into words (text)
	select word from (
		select value ->> 0 as profile_id, value ->> 1 as day, value ->> 2 as word,
			row_number() over (partition by value ->> 0, value ->> 1 order by value ->> 2) as nth,
			count(*) over (partition by value ->> 0, value ->> 1) as fresh
		from json_each(?) where ${IS_NEW}) join new_words using (profile_id, day)
	where words - fresh + nth <= ${MOST_NEW_WORDS}
	on conflict do nothing`

/** Notes the first visitors of each host, once their hits have arrived. */
export function insertHostVisitors(hits: Worded[]): InStatement[] {
	return hits.some(({ channel, visitor }) => visitor !== null && isHost(channel)) ? [INSERT_HOST_VISITORS] : []
}

const KNOWN = 'select count(*) from host_visitors v where v.profile_id = a.profile_id and v.channel = a.channel'

const INSERT_HOST_VISITORS = `
	insert into host_visitors (profile_id, channel, visitor)
	select profile_id, channel, visitor from (
		select *, row_number() over (partition by profile_id, channel order by visitor) as nth
		from (
			select distinct profile_id, channel, visitor from arrivals
			where visitor is not null and exists (select 1 from words where id = channel and ${IS_HOST})) a
		where (${KNOWN}) < ${ENOUGH_VISITORS} and not exists (
			select 1 from host_visitors v where v.profile_id = a.profile_id and v.channel = a.channel and v.visitor = a.visitor)) a
	where nth <= ${ENOUGH_VISITORS} - (${KNOWN})`
