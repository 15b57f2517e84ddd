import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { moment } from './columns.ts'

export const users = sqliteTable(
	'users',
	{
		id: text().primaryKey(),
		/** As typed, trimmed and in lower case. */
		email: text().notNull(),
		/** `scrypt$N$r$p$salt$hash`, salt and hash in base64url. */
		passwordHash: text().notNull(),
		/** The language of the creator's rooms. */
		language: text({ enum: ['en', 'nb'] }).notNull(),
		createdAt: moment().notNull(),
	},
	(t) => [uniqueIndex('users_email').on(t.email)],
)

export const sessions = sqliteTable(
	'sessions',
	{
		/** SHA-256 of the token in the cookie, in hex. The token itself is stored nowhere. */
		id: text().primaryKey(),
		userId: text()
			.notNull()
			.references(() => users.id, { onDelete: 'cascade' }),
		createdAt: moment().notNull(),
		expiresAt: moment().notNull(),
	},
	(t) => [index('sessions_user').on(t.userId)],
)

/** Failed attempts per key (an account or an address, hashed), counted in a table because an isolate's memory is its own. */
export const throttles = sqliteTable('throttles', {
	key: text().primaryKey(),
	failures: integer().notNull(),
	/** The latest failure; a wait is counted from here. */
	since: moment().notNull(),
})

export const invitations = sqliteTable('invitations', {
	id: integer().primaryKey(),
	/** SHA-256 of the code, in hex. */
	codeHash: text().notNull().unique(),
	createdAt: moment().notNull(),
	expiresAt: moment().notNull(),
	revokedAt: moment(),
	usedAt: moment(),
})

export const passwordResets = sqliteTable('password_resets', {
	/** SHA-256 of the token in the mail, in hex. */
	id: text().primaryKey(),
	userId: text()
		.notNull()
		.references(() => users.id, { onDelete: 'cascade' }),
	expiresAt: moment().notNull(),
	usedAt: moment(),
})

export const apiTokens = sqliteTable(
	'api_tokens',
	{
		id: integer().primaryKey(),
		userId: text()
			.notNull()
			.references(() => users.id, { onDelete: 'cascade' }),
		name: text().notNull(),
		/** SHA-256 of the token, in hex. */
		tokenHash: text().notNull().unique(),
		createdAt: moment().notNull(),
		lastUsedAt: moment(),
		revokedAt: moment(),
	},
	(t) => [index('api_tokens_user').on(t.userId)],
)

export type User = typeof users.$inferSelect
export type Session = typeof sessions.$inferSelect
export type ApiToken = typeof apiTokens.$inferSelect
