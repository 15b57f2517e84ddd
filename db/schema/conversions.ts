import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { moment } from './columns.ts'
import { profiles } from './profiles.ts'

/** One account at one network or shop. The hand is a source too: what a creator enters comes through it. */
export const sources = sqliteTable(
	'sources',
	{
		id: integer().primaryKey(),
		profileId: integer()
			.notNull()
			.references(() => profiles.id, { onDelete: 'cascade' }),
		door: text({ enum: ['hand', 'report', 'postback', 'webhook', 'api'] }).notNull(),
		/** The network's id in src/domain/networks, or empty. */
		network: text().notNull().default(''),
		name: text().notNull(),
		/** Conversions that came through it, deleted ones too. */
		entries: integer().notNull().default(0),
		createdAt: moment().notNull(),
	},
	(t) => [uniqueIndex('sources_one').on(t.profileId, t.door, t.network, t.name)],
)

export const STATUSES = ['pending', 'approved', 'declined', 'paid'] as const
export type Status = (typeof STATUSES)[number]

/** One sale that a source reports. Unmatched ones have no block and no click, and are shown as such. */
export const conversions = sqliteTable(
	'conversions',
	{
		id: integer().primaryKey(),
		publicId: text().notNull().unique(),
		profileId: integer()
			.notNull()
			.references(() => profiles.id, { onDelete: 'cascade' }),
		sourceId: integer()
			.notNull()
			.references(() => sources.id, { onDelete: 'cascade' }),
		externalId: text().notNull(),
		/** What happened in the source's words: sale, lead, bonus. */
		event: text().notNull().default('sale'),
		/** The link or coupon it is credited to, or null. */
		blockId: integer(),
		/** The click it was matched with, or null. */
		hitId: text(),
		merchant: text().notNull().default(''),
		status: text({ enum: STATUSES }).notNull(),
		/** Commission in ten-thousandths of the currency's major unit; negative for a correction. */
		amount: integer().notNull(),
		/** The sale it was paid for, in the same unit and currency, or null when the source does not say. */
		saleAmount: integer(),
		/** ISO 4217. */
		currency: text().notNull(),
		occurredAt: moment().notNull(),
		note: text().notNull().default(''),
		deletedAt: moment(),
		createdAt: moment().notNull(),
		updatedAt: moment().notNull(),
	},
	(t) => [
		uniqueIndex('conversions_once').on(t.sourceId, t.externalId, t.event),
		index('conversions_time').on(t.profileId, t.occurredAt),
	],
)

/** What a conversion said before its source corrected it. */
export const conversionRevisions = sqliteTable(
	'conversion_revisions',
	{
		id: integer().primaryKey(),
		conversionId: integer()
			.notNull()
			.references(() => conversions.id, { onDelete: 'cascade' }),
		status: text({ enum: STATUSES }).notNull(),
		amount: integer().notNull(),
		saleAmount: integer(),
		currency: text().notNull(),
		revisedAt: moment().notNull(),
	},
	(t) => [index('conversion_revisions_of').on(t.conversionId)],
)

/** Answers already given to a POST with an Idempotency-Key, kept for a day. */
export const idempotentAnswers = sqliteTable(
	'idempotent_answers',
	{
		userId: text().notNull(),
		key: text().notNull(),
		/** SHA-256 of method, path and body: the same key with another request is refused. */
		requestHash: text().notNull(),
		/** Null while the first request is still being worked on. */
		status: integer(),
		body: text(),
		createdAt: moment().notNull(),
	},
	(t) => [uniqueIndex('idempotent_answers_once').on(t.userId, t.key)],
)

export type Conversion = typeof conversions.$inferSelect
export type Source = typeof sources.$inferSelect
