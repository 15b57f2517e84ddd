import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { moment } from './columns.ts'
import { users } from './users.ts'

export const profiles = sqliteTable(
	'profiles',
	{
		/** Never used again after a deletion, so that no click can find itself under another creator. */
		id: integer().primaryKey({ autoIncrement: true }),
		ownerId: text()
			.notNull()
			.references(() => users.id, { onDelete: 'cascade' }),
		/** The current handle as written; `handles` decides who owns it. */
		handle: text().notNull(),
		name: text().notNull(),
		bio: text().notNull().default(''),
		/** The language the page speaks to followers. */
		language: text({ enum: ['en', 'nb'] }).notNull(),
		/** IANA zone in which the creator's days are cut. */
		timeZone: text().notNull(),
		/** JSON of the theme's allow-listed tokens (src/domain/themes). */
		theme: text().notNull().default('{}'),
		/** Content hash of the picture, or null. */
		avatar: text(),
		/** A hidden page tells followers that it is resting. */
		hiddenAt: moment(),
		/** The seeded demonstration, which the operator can remove as a whole. */
		isDemo: integer({ mode: 'boolean' }).notNull().default(false),
		/** Grows by one with every edit of the profile's own fields; a save names the version it was based on. */
		version: integer().notNull().default(1),
		createdAt: moment().notNull(),
		updatedAt: moment().notNull(),
	},
	(t) => [index('profiles_owner').on(t.ownerId)],
)

/** Every handle that answers, the current ones and those that renamed creators left behind; and those that nobody may take yet. */
export const handles = sqliteTable(
	'handles',
	{
		/** The handle without its dots: handles are unique without regard to case and dots. */
		key: text().primaryKey(),
		/** Null when its creator deleted everything: it is held so that no impersonator has it the next day. */
		profileId: integer().references(() => profiles.id, { onDelete: 'cascade' }),
		/** Null for the current handle; for an old one, the moment after which somebody else may take it. */
		heldUntil: moment(),
	},
	(t) => [index('handles_profile').on(t.profileId)],
)

/** Names that a creator gave to places where the link is shared; the built-in ones are in src/domain/channels. */
export const channels = sqliteTable(
	'channels',
	{
		profileId: integer()
			.notNull()
			.references(() => profiles.id, { onDelete: 'cascade' }),
		/** What `?s=` says: 1 to 24 of `[a-z0-9-]`. */
		tag: text().notNull(),
		name: text().notNull(),
		createdAt: moment().notNull(),
	},
	(t) => [primaryKey({ columns: [t.profileId, t.tag] })],
)

/** Re-encoded pictures, content-addressed and owned: two creators with the same bytes have a row each. */
export const pictures = sqliteTable(
	'pictures',
	{
		/** SHA-256 of the bytes, the first 32 hex digits. */
		hash: text().notNull(),
		ownerId: text()
			.notNull()
			.references(() => users.id, { onDelete: 'cascade' }),
		/** WebP, as base64: the one form that both libSQL transports and a thread's messages carry alike. */
		base64: text().notNull(),
		width: integer().notNull(),
		height: integer().notNull(),
		createdAt: moment().notNull(),
	},
	(t) => [primaryKey({ columns: [t.hash, t.ownerId] })],
)

export type Profile = typeof profiles.$inferSelect
