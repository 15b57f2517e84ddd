import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { code, moment } from './columns.ts'

export const KINDS = ['view', 'click', 'copy', 'fail', 'share'] as const
export const BUCKETS = ['counted', 'bot', 'preload', 'repeat', 'owner'] as const
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

/** Short texts that many hits share: channels and referrer hosts. */
export const words = sqliteTable('words', {
	id: integer().primaryKey(),
	text: text().notNull().unique(),
})

/** One row per hit, append only; stored WITHOUT ROWID, in the order of time that its ids carry. */
export const hits = sqliteTable(
	'hits',
	{
		/** 20 characters of lowercase base32: ten of time (ms), ten of chance. Made at the front door. */
		id: text().primaryKey(),
		profileId: integer().notNull(),
		/** The link or coupon; 0 when the hit is a view of the page itself. */
		blockId: integer().notNull(),
		kind: code(KINDS)().notNull(),
		at: moment().notNull(),
		bucket: code(BUCKETS)().notNull(),
		/** A row of `words`: where the tap came from. */
		channel: integer(),
		/** ISO 3166 code of two letters, or null. */
		country: text(),
		device: code(DEVICES)().notNull(),
		app: code(APPS)().notNull(),
		/** A row of `words`: the host that sent the follower, or null. */
		referrer: integer(),
		/** 48 bits of an HMAC under the UTC day's salt; null for anything that is not a person. */
		visitor: integer(),
	},
	(t) => [index('hits_visitor').on(t.visitor, t.blockId, t.at).where(sql`visitor is not null`)],
)

/** Hits by quarter hour, kept exact by triggers on `hits`. What charts read. */
export const hitQuarters = sqliteTable(
	'hit_quarters',
	{
		profileId: integer().notNull(),
		/** UTC epoch milliseconds divided by 900,000. */
		quarter: integer().notNull(),
		blockId: integer().notNull(),
		kind: code(KINDS)().notNull(),
		bucket: code(BUCKETS)().notNull(),
		hits: integer().notNull(),
	},
	(t) => [primaryKey({ columns: [t.profileId, t.quarter, t.blockId, t.kind, t.bucket] })],
)

/** The first hit of each visitor of a UTC day; forgotten with the day's salt. */
export const visitors = sqliteTable(
	'visitors',
	{
		visitor: integer().primaryKey(),
		profileId: integer().notNull(),
		firstAt: moment().notNull(),
	},
	(t) => [index('visitors_first').on(t.firstAt)],
)

/** Daily visitors, each in the quarter hour of its first hit, kept exact by triggers on `visitors`. */
export const visitorQuarters = sqliteTable(
	'visitor_quarters',
	{
		profileId: integer().notNull(),
		quarter: integer().notNull(),
		visitors: integer().notNull(),
	},
	(t) => [primaryKey({ columns: [t.profileId, t.quarter] })],
)

/** The salt of a UTC day. Deleted after two days, after which no visitor of that day can be recognised. */
export const salts = sqliteTable('salts', {
	/** YYYY-MM-DD in UTC. */
	day: text().primaryKey(),
	salt: text().notNull(),
})

export type HitRow = typeof hits.$inferSelect
