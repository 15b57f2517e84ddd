import { sql } from 'drizzle-orm'
import { blob, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { moment } from './columns.ts'

export const users = sqliteTable(
	'users',
	{
		id: text().primaryKey(),
		/** As typed, trimmed and in lower case. Several accounts may claim one address, and one of them can have proven it. */
		email: text().notNull(),
		/** When a link that was mailed to the address was opened; null while it is only claimed. */
		emailProvenAt: moment(),
		/** `scrypt$N$r$p$salt$hash`, salt and hash in base64url. */
		passwordHash: text().notNull(),
		/** The language of the creator's rooms. */
		language: text({ enum: ['en', 'nb'] }).notNull(),
		createdAt: moment().notNull(),
	},
	(t) => [
		index('users_email').on(t.email),
		uniqueIndex('users_proven_email').on(t.email).where(sql`email_proven_at is not null`),
	],
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
		/** The latest visit, to the hour. */
		seenAt: moment().notNull().default(0),
		/** Browser and system for people to read, as the browser named them at sign-in: "Safari, iOS". */
		device: text().notNull().default(''),
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
	/** Where the link was mailed to: using it proves this address, and makes it the account's. Empty for one from the command line. */
	email: text().notNull().default(''),
	expiresAt: moment().notNull(),
	usedAt: moment(),
})

/** Links that prove an address, mailed to it. */
export const emailProofs = sqliteTable(
	'email_proofs',
	{
		/** SHA-256 of the token in the mail, in hex. */
		id: text().primaryKey(),
		userId: text()
			.notNull()
			.references(() => users.id, { onDelete: 'cascade' }),
		email: text().notNull(),
		expiresAt: moment().notNull(),
	},
	(t) => [index('email_proofs_user').on(t.userId)],
)

/** WebAuthn credentials. */
export const passkeys = sqliteTable(
	'passkeys',
	{
		/** The credential's id, in base64url. */
		id: text().primaryKey(),
		userId: text()
			.notNull()
			.references(() => users.id, { onDelete: 'cascade' }),
		/** In the creator's words. */
		name: text().notNull(),
		/** COSE key. */
		publicKey: blob({ mode: 'buffer' }).notNull(),
		/** As the authenticator counts its uses; 0 for one that does not. */
		counter: integer().notNull(),
		/** How the browser reaches the authenticator, as a JSON list. */
		transports: text().notNull().default('[]'),
		createdAt: moment().notNull(),
		usedAt: moment(),
	},
	(t) => [index('passkeys_user').on(t.userId)],
)

/** One-time codes by time (RFC 6238), one authenticator app an account. */
export const totps = sqliteTable('totps', {
	userId: text()
		.primaryKey()
		.references(() => users.id, { onDelete: 'cascade' }),
	/** The shared secret is made of this and of our own: a copy of the database makes no codes. */
	nonce: text().notNull(),
	createdAt: moment().notNull(),
	/** When its first code was typed back; it asks for nothing before. */
	confirmedAt: moment(),
	/** The latest time step whose code was used, so that a code works once. */
	lastStep: integer().notNull().default(0),
})

export const recoveryCodes = sqliteTable(
	'recovery_codes',
	{
		/** SHA-256 of the code and the account, in hex. */
		id: text().primaryKey(),
		userId: text()
			.notNull()
			.references(() => users.id, { onDelete: 'cascade' }),
		createdAt: moment().notNull(),
		usedAt: moment(),
	},
	(t) => [index('recovery_codes_user').on(t.userId)],
)

/** What a browser has been asked to sign, or which second step it still owes; each is used once. */
export const challenges = sqliteTable('challenges', {
	/** SHA-256 of the token in the browser's cookie, in hex. */
	id: text().primaryKey(),
	/** Null while nobody is known yet. */
	userId: text().references(() => users.id, { onDelete: 'cascade' }),
	kind: text({ enum: ['register', 'sign-in', 'second-step'] }).notNull(),
	/** WebAuthn's challenge, in base64url. */
	challenge: text().notNull(),
	expiresAt: moment().notNull(),
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
		/** `read` changes nothing. */
		scope: text({ enum: ['full', 'read'] })
			.notNull()
			.default('full'),
		createdAt: moment().notNull(),
		lastUsedAt: moment(),
		revokedAt: moment(),
	},
	(t) => [index('api_tokens_user').on(t.userId)],
)

export type User = typeof users.$inferSelect
export type Session = typeof sessions.$inferSelect
export type ApiToken = typeof apiTokens.$inferSelect
export type Passkey = typeof passkeys.$inferSelect
export type Totp = typeof totps.$inferSelect
export type Challenge = typeof challenges.$inferSelect
