import { type SQL, sql } from 'drizzle-orm'
import { APPS, BUCKETS, DEVICES, DIMENSIONS, KINDS } from '../schema/hits.ts'
import { CHANGES } from '../schema/marks.ts'

/** Whose rows, and of which page. */
export interface Owner {
	ownerId: string
	profileId: number
}

/**
 * How a stored value is to be read: a moment in ms, a UTC day since the epoch, money in ten-thousandths, 0 or 1, the number of a
 * link or coupon (by its public id or by its title), the position in a list of words.
 */
export type Reading = 'plain' | 'moment' | 'day' | 'amount' | 'flag' | 'link' | 'title' | readonly string[]

export interface ExportTable {
	/** Names as they stand in the export, each with its expression in SQL. */
	columns: [name: string, expression: string, reading?: Reading][]
	from: string
	/** Where the hits of the profile are, and nothing else of it. */
	isCounted?: true
	own: (owner: Owner) => SQL
	/** A key by which the rows of one owner are in order and unique, so that a page can go on after the last. */
	key: string[]
	/** Rows of a page. */
	page: number
}

const ofUser = ({ ownerId }: Owner) => sql`user_id = ${ownerId}`
const ofProfile = (table: string) => (owner: Owner) =>
	sql`${sql.raw(table)}.profile_id = ${owner.profileId} and exists (
		select 1 from profiles where id = ${owner.profileId} and owner_id = ${owner.ownerId})`
/** Counting knows its owners itself. */
const ofCounter = (table: string) => (owner: Owner) =>
	sql`${sql.raw(table)}.profile_id = ${owner.profileId} and exists (
		select 1 from counters c where c.profile_id = ${owner.profileId} and c.owner_id = ${owner.ownerId})`

const publicIdOf = (column: string) => `(select public_id from blocks where blocks.id = ${column})`
const wordOf = (column: string) => `(select text from words where words.id = ${column})`
const named = (column: string, names: readonly string[]) =>
	`case ${column} ${names.map((name, i) => `when ${i} then '${name}'`).join(' ')} end`

const BLOCK: ExportTable['columns'] = [
	['id', 'b.public_id'],
	['position', 'b.position'],
]
const BLOCK_STATE: ExportTable['columns'] = [
	['hidden_at', 'b.hidden_at', 'moment'],
	['deleted_at', 'b.deleted_at', 'moment'],
	['created_at', 'b.created_at', 'moment'],
	['updated_at', 'b.updated_at', 'moment'],
]

/**
 * Every table with rows of a creator, as they are given to that creator. Left out are hashes of secrets and what counting keeps
 * of followers for a few days (visitors and their taps), which is nobody's to pass on.
 */
export const EXPORT_TABLES = {
	account: {
		columns: [
			['email', 'email'],
			['language', 'language'],
			['created_at', 'created_at', 'moment'],
		],
		from: 'users',
		own: ({ ownerId }) => sql`id = ${ownerId}`,
		key: ['id'],
		page: 1,
	},
	sessions: {
		columns: [
			['device', 'device'],
			['created_at', 'created_at', 'moment'],
			['seen_at', 'seen_at', 'moment'],
			['expires_at', 'expires_at', 'moment'],
		],
		from: 'sessions',
		own: ofUser,
		key: ['id'],
		page: 500,
	},
	email_proofs: {
		columns: [
			['email', 'email'],
			['expires_at', 'expires_at', 'moment'],
		],
		from: 'email_proofs',
		own: ofUser,
		key: ['id'],
		page: 500,
	},
	passkeys: {
		columns: [
			['name', 'name'],
			['created_at', 'created_at', 'moment'],
			['used_at', 'used_at', 'moment'],
		],
		from: 'passkeys',
		own: ofUser,
		key: ['id'],
		page: 500,
	},
	totps: {
		columns: [
			['created_at', 'created_at', 'moment'],
			['confirmed_at', 'confirmed_at', 'moment'],
		],
		from: 'totps',
		own: ofUser,
		key: ['user_id'],
		page: 1,
	},
	recovery_codes: {
		columns: [
			['created_at', 'created_at', 'moment'],
			['used_at', 'used_at', 'moment'],
		],
		from: 'recovery_codes',
		own: ofUser,
		key: ['id'],
		page: 500,
	},
	tokens: {
		columns: [
			['name', 'name'],
			['scope', 'scope'],
			['created_at', 'created_at', 'moment'],
			['last_used_at', 'last_used_at', 'moment'],
			['revoked_at', 'revoked_at', 'moment'],
		],
		from: 'api_tokens',
		own: ofUser,
		key: ['id'],
		page: 500,
	},
	profile: {
		columns: [
			['handle', 'handle'],
			['name', 'name'],
			['bio', 'bio'],
			['language', 'language'],
			['time_zone', 'time_zone'],
			['theme', 'theme'],
			['picture', 'avatar'],
			['hidden_at', 'hidden_at', 'moment'],
			['created_at', 'created_at', 'moment'],
			['updated_at', 'updated_at', 'moment'],
		],
		from: 'profiles p',
		own: (owner) => sql`p.id = ${owner.profileId} and p.owner_id = ${owner.ownerId}`,
		key: ['p.id'],
		page: 1,
	},
	handles: {
		columns: [
			['handle_without_dots', 'key'],
			['held_until', 'held_until', 'moment'],
		],
		from: 'handles',
		own: ofProfile('handles'),
		key: ['key'],
		page: 500,
	},
	channels: {
		columns: [
			['tag', 'tag'],
			['name', 'name'],
			['created_at', 'created_at', 'moment'],
		],
		from: 'channels',
		own: ofProfile('channels'),
		key: ['tag'],
		page: 500,
	},
	links: {
		columns: [
			...BLOCK,
			['title', 'title'],
			['url', 'url'],
			['kind', 'l.kind'],
			['merchant', 'merchant'],
			['picture', 'picture'],
			...BLOCK_STATE,
		],
		from: 'blocks b join links l on l.block_id = b.id',
		own: ofProfile('b'),
		key: ['b.id'],
		page: 200,
	},
	coupons: {
		columns: [
			...BLOCK,
			['code', 'code'],
			['merchant', 'merchant'],
			['offer', 'offer'],
			['url', 'url'],
			['apply', 'apply'],
			['valid_from', 'valid_from', 'moment'],
			['valid_until', 'valid_until', 'moment'],
			...BLOCK_STATE,
		],
		from: 'blocks b join coupons q on q.block_id = b.id',
		own: ofProfile('b'),
		key: ['b.id'],
		page: 200,
	},
	texts: {
		columns: [...BLOCK, ['kind', 'b.kind'], ['content', 'b.content'], ...BLOCK_STATE],
		from: 'blocks b',
		own: (owner) => sql`b.kind not in ('link', 'coupon') and ${ofProfile('b')(owner)}`,
		key: ['b.id'],
		page: 200,
	},
	pictures: {
		columns: [
			['hash', 'hash'],
			['width', 'width'],
			['height', 'height'],
			['created_at', 'created_at', 'moment'],
			['webp_base64', 'base64'],
		],
		from: 'pictures',
		own: ({ ownerId }) => sql`owner_id = ${ownerId}`,
		key: ['hash'],
		page: 4,
	},
	changes: {
		columns: [
			['at', 'm.at', 'moment'],
			['what', 'm.what', CHANGES],
			['link', publicIdOf('m.block_id')],
		],
		from: 'marks m',
		own: ofProfile('m'),
		key: ['m.at', 'm.block_id', 'm.what'],
		page: 1000,
	},
	sources: {
		columns: [
			['id', 's.id'],
			['door', 'door'],
			['network', 'network'],
			['name', 'name'],
			['created_at', 'created_at', 'moment'],
		],
		from: 'sources s',
		own: ofProfile('s'),
		key: ['s.id'],
		page: 500,
	},
	earnings: {
		columns: [
			['id', 'e.public_id'],
			['source', 's.name'],
			['door', 's.door'],
			['external_id', 'e.external_id'],
			['event', 'e.event'],
			['link', publicIdOf('e.block_id')],
			['click', 'e.hit_id'],
			['merchant', 'e.merchant'],
			['status', 'e.status'],
			['amount', 'e.amount', 'amount'],
			['sale_amount', 'e.sale_amount', 'amount'],
			['currency', 'e.currency'],
			['occurred_at', 'e.occurred_at', 'moment'],
			['note', 'e.note'],
			['deleted_at', 'e.deleted_at', 'moment'],
			['created_at', 'e.created_at', 'moment'],
			['updated_at', 'e.updated_at', 'moment'],
		],
		from: 'conversions e join sources s on s.id = e.source_id',
		own: ofProfile('e'),
		key: ['e.occurred_at', 'e.id'],
		page: 500,
	},
	earning_revisions: {
		columns: [
			['earning', 'e.public_id'],
			['status', 'r.status'],
			['amount', 'r.amount', 'amount'],
			['sale_amount', 'r.sale_amount', 'amount'],
			['currency', 'r.currency'],
			['revised_at', 'r.revised_at', 'moment'],
		],
		from: 'conversions e join conversion_revisions r on r.conversion_id = e.id',
		own: ofProfile('e'),
		key: ['e.occurred_at', 'e.id', 'r.id'],
		page: 500,
	},
	share_links: {
		columns: [
			['name', 'name'],
			['range', 'range'],
			['ends_on', 'ends_on'],
			['has_earnings', 'has_earnings', 'flag'],
			['created_at', 'created_at', 'moment'],
		],
		from: 'stat_links',
		own: ofProfile('stat_links'),
		key: ['id'],
		page: 500,
	},
	clicks: {
		columns: [
			['id', 'h.id'],
			['at', 'h.at', 'moment'],
			['what', 'h.kind', KINDS],
			['counted_as', 'h.bucket', BUCKETS],
			['link', 'h.block_id', 'link'],
			['title', 'h.block_id', 'title'],
			['channel', wordOf('h.channel')],
			['country', wordOf('h.country')],
			['device', 'h.device', DEVICES],
			['app', 'h.app', APPS],
			['referrer', wordOf('h.referrer')],
		],
		from: 'hits h',
		isCounted: true,
		own: ofCounter('h'),
		key: ['h.id'],
		page: 1000,
	},
	excess: {
		columns: [
			['at', 'x.at', 'moment'],
			['what', 'x.kind', KINDS],
			['count', 'x.hits'],
		],
		from: 'excess x',
		isCounted: true,
		own: ofCounter('x'),
		key: ['x.id'],
		page: 1000,
	},
	campaigns: {
		columns: [
			['click', 'g.hit_id'],
			['at', 'g.at', 'moment'],
			['ttclid', 'ttclid'],
			['utm', 'utm'],
		],
		from: 'campaigns g',
		isCounted: true,
		own: ofCounter('g'),
		key: ['g.hit_id'],
		page: 1000,
	},
	counting: {
		columns: [
			['days_in', 'counting.time_zone'],
			['hits_kept_for_months', 'counting.keep_months'],
			['hits_complete_from', 'counting.raw_from', 'day'],
		],
		from: 'counters counting',
		isCounted: true,
		own: ofCounter('counting'),
		key: ['counting.profile_id'],
		page: 1,
	},
	counts: {
		columns: [
			['dimension', 'r.dimension', DIMENSIONS],
			['grain', 'r.grain', ['quarter hour', 'day']],
			[
				'at',
				`case r.grain when 0 then strftime('%Y-%m-%dT%H:%M:%SZ', r.at * 900, 'unixepoch') else date(r.at * 86400, 'unixepoch') end`,
			],
			[
				'value',
				`case r.dimension when 1 then r.value when 2 then ${wordOf('r.value')} when 3 then ${wordOf('r.value')}
					when 4 then ${named('r.value', DEVICES)} when 5 then ${named('r.value', APPS)} end`,
				'link',
			],
			['what', 'r.kind', KINDS],
			['counted_as', 'r.bucket', BUCKETS],
			['count', 'r.hits'],
		],
		from: 'rollups r',
		isCounted: true,
		own: ofCounter('r'),
		key: ['r.dimension', 'r.grain', 'r.at', 'r.value', 'r.kind', 'r.bucket'],
		page: 1000,
	},
} satisfies Record<string, ExportTable>

export type ExportName = keyof typeof EXPORT_TABLES
