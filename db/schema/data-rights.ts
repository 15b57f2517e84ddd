import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { moment } from './columns.ts'
import { profiles } from './profiles.ts'

/** Links that show a page's statistics to whoever has them, until they are revoked: a media kit. */
export const statLinks = sqliteTable(
	'stat_links',
	{
		id: integer().primaryKey(),
		profileId: integer()
			.notNull()
			.references(() => profiles.id, { onDelete: 'cascade' }),
		/** SHA-256 of the secret in the link, in hex. The secret itself is stored nowhere. */
		secretHash: text().notNull().unique(),
		/** For whom it is, in the creator's words. */
		name: text().notNull(),
		range: text({ enum: ['7d', '28d', '90d', '12m', 'all'] }).notNull(),
		/** Last day of the range, YYYY-MM-DD in the profile's zone; null when it moves with the days. */
		endsOn: text(),
		hasEarnings: integer({ mode: 'boolean' }).notNull().default(false),
		createdAt: moment().notNull(),
	},
	(t) => [index('stat_links_profile').on(t.profileId)],
)

/** Profiles whose creator deleted everything. What was counted leaves in chunks, and hits that are still on their way leave too. */
export const departures = sqliteTable('departures', {
	profileId: integer().primaryKey(),
	/** The account that leaves last; null once it has left. */
	ownerId: text(),
	since: moment().notNull(),
})

export type StatLink = typeof statLinks.$inferSelect
