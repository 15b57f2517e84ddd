import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { code, moment } from './columns.ts'

export const KINDS = ['view', 'click', 'copy', 'fail', 'share'] as const
export const BUCKETS = ['counted', 'bot', 'preload', 'repeat', 'owner', 'excess'] as const
export const DEVICES = ['phone', 'tablet', 'desktop', 'other'] as const
export const APPS = [
	'none',
	'tiktok',
	'instagram',
	'snapchat',
	'facebook',
	'pinterest',
	'youtube',
	'x',
	'other',
] as const

export type Kind = (typeof KINDS)[number]
export type Bucket = (typeof BUCKETS)[number]
export type Device = (typeof DEVICES)[number]
export type App = (typeof APPS)[number]

/** What rollups are kept by. `total` has one row per kind and bucket; `visitors` counts daily visitors, not hits. */
export const DIMENSIONS = ['total', 'block', 'channel', 'country', 'device', 'app', 'visitors'] as const
/** Quarter hours of UTC, and days of the profile's own zone. */
export const GRAINS = ['quarter', 'day'] as const

export type Dimension = (typeof DIMENSIONS)[number]
export type Grain = (typeof GRAINS)[number]

/** Short texts that many hits share: channels, countries and referrer hosts. */
export const words = sqliteTable('words', {
	id: integer().primaryKey(),
	text: text().notNull().unique(),
})

/** What is known of a hit, stored and on its way alike. */
const aboutHit = {
	profileId: integer().notNull(),
	/** 20 characters of lowercase base32: ten of time (ms), ten of chance. Made at the front door. */
	id: text().notNull(),
	/** The link or coupon; 0 when the hit is about the page itself. */
	blockId: integer().notNull(),
	kind: code(KINDS)().notNull(),
	at: moment().notNull(),
	bucket: code(BUCKETS)().notNull(),
	/** A row of `words`: where the tap came from. */
	channel: integer(),
	/** A row of `words`: an ISO 3166 code of two letters, or null. */
	country: integer(),
	device: code(DEVICES)().notNull(),
	app: code(APPS)().notNull(),
	/** A row of `words`: the host that sent the follower, or null. */
	referrer: integer(),
	/** 48 bits of an HMAC under the UTC day's salt; null for anything that is not a person. */
	visitor: integer(),
}

/** One row per hit, append only; stored WITHOUT ROWID, so that the hits of a profile lie together in the order of time. */
export const hits = sqliteTable('hits', aboutHit, (t) => [primaryKey({ columns: [t.profileId, t.id] })])

/** The hits of the batch that is being stored, as they will stand in `hits`; empty between batches. */
export const arrivals = sqliteTable('arrivals', aboutHit)

/**
 * Hits of addresses that had reached their limit: how many of a kind a process saw on a page within some time (a minute on
 * Node), never one by one. WITHOUT ROWID.
 */
export const excess = sqliteTable(
	'excess',
	{
		profileId: integer().notNull(),
		/** As a hit's: a row that is delivered twice is one. */
		id: text().notNull(),
		/** When the first of them came. */
		at: moment().notNull(),
		kind: code(KINDS)().notNull(),
		hits: integer().notNull(),
	},
	(t) => [primaryKey({ columns: [t.profileId, t.id] })],
)

/** The first visitors whom a host has sent to a page, until it has enough of them to be shown; WITHOUT ROWID. */
export const hostVisitors = sqliteTable(
	'host_visitors',
	{
		profileId: integer().notNull(),
		/** A row of `words`: the channel of the host. */
		channel: integer().notNull(),
		visitor: integer().notNull(),
	},
	(t) => [primaryKey({ columns: [t.profileId, t.channel, t.visitor] })],
)

/** How many words strangers have tried to bring along to a page in a UTC day; WITHOUT ROWID. Forgotten after days. */
export const newWords = sqliteTable(
	'new_words',
	{
		profileId: integer().notNull(),
		/** UTC days since the epoch. */
		day: integer().notNull(),
		words: integer().notNull(),
	},
	(t) => [primaryKey({ columns: [t.profileId, t.day] })],
)

/** What came with a hit from an advertisement or a campaign's address. Kept for 30 days. */
export const campaigns = sqliteTable(
	'campaigns',
	{
		profileId: integer().notNull(),
		hitId: text().notNull(),
		at: moment().notNull(),
		ttclid: text(),
		/** JSON of the `utm_` parameters that were there. */
		utm: text().notNull(),
	},
	(t) => [primaryKey({ columns: [t.profileId, t.hitId] }), index('campaigns_at').on(t.at)],
)

/** What people did in the last days, views and shares of the page included, by which repeats are settled; WITHOUT ROWID. A visitor never outlives a UTC day. */
export const taps = sqliteTable(
	'taps',
	{
		/** UTC days since the epoch. */
		day: integer().notNull(),
		visitor: integer().notNull(),
		blockId: integer().notNull(),
		kind: code(KINDS)().notNull(),
		at: moment().notNull(),
		id: text().notNull(),
	},
	(t) => [primaryKey({ columns: [t.day, t.visitor, t.blockId, t.kind, t.at, t.id] })],
)

/** The first hit of each visitor of a UTC day; WITHOUT ROWID. Forgotten soon after the day's salt. */
export const visitors = sqliteTable(
	'visitors',
	{
		/** UTC days since the epoch. */
		day: integer().notNull(),
		visitor: integer().notNull(),
		profileId: integer().notNull(),
		firstAt: moment().notNull(),
	},
	(t) => [primaryKey({ columns: [t.day, t.visitor] })],
)

/**
 * What charts read: hits by dimension and value, in quarter hours and in local days; WITHOUT ROWID.
 * Days follow their quarter hours by triggers. Dimensions other than `total` and `block` count people only.
 */
export const rollups = sqliteTable(
	'rollups',
	{
		profileId: integer().notNull(),
		dimension: code(DIMENSIONS)().notNull(),
		grain: code(GRAINS)().notNull(),
		/** Quarter: UTC epoch milliseconds divided by 900,000. Day: local calendar days since 1970-01-01. */
		at: integer().notNull(),
		/** A block's id, a row of `words` (0 for none), the position in DEVICES or APPS; 0 for `total` and `visitors`. */
		value: integer().notNull(),
		kind: code(KINDS)().notNull(),
		bucket: code(BUCKETS)().notNull(),
		hits: integer().notNull(),
	},
	(t) => [primaryKey({ columns: [t.profileId, t.dimension, t.grain, t.at, t.value, t.kind, t.bucket] })],
)

/**
 * What counting must know of a profile. It stands beside the hits, with nothing to join,
 * so that hits and rollups can live in another database than profiles.
 */
export const counters = sqliteTable('counters', {
	profileId: integer().primaryKey(),
	/** The creator: every question to the rollups names them. */
	ownerId: text().notNull(),
	/** IANA zone in which the days of the rollups are cut. */
	timeZone: text().notNull(),
	/** Months for which raw hits are kept, 0 for ever; the rollups stay. */
	keepMonths: integer().notNull().default(25),
	/** UTC day since the epoch from which raw hits are complete; 0 as long as none has left. */
	rawFrom: integer().notNull().default(0),
	/** Local days before this one may still be cut in a zone that the profile had before; null when none is. */
	uncut: integer(),
})

/** The changes of a zone's clock, by which SQL cuts local days: from this quarter hour on, this many quarter hours ahead of UTC. */
export const zoneOffsets = sqliteTable(
	'zone_offsets',
	{
		zone: text().notNull(),
		quarter: integer().notNull(),
		offset: integer().notNull(),
	},
	(t) => [primaryKey({ columns: [t.zone, t.quarter] })],
)

/** The salt of a UTC day. Deleted after two days, after which no visitor of that day can be recognised. */
export const salts = sqliteTable('salts', {
	/** YYYY-MM-DD in UTC. */
	day: text().primaryKey(),
	salt: text().notNull(),
})

export type HitRow = typeof hits.$inferSelect
