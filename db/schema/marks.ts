import { integer, primaryKey, sqliteTable } from 'drizzle-orm/sqlite-core'
import { code, moment } from './columns.ts'
import { profiles } from './profiles.ts'

export const CHANGES = ['added', 'edited', 'hidden', 'shown', 'deleted', 'restored'] as const
export type Change = (typeof CHANGES)[number]

/** When a creator changed what followers could tap, so that a chart can show why its line bends; WITHOUT ROWID. */
export const marks = sqliteTable(
	'marks',
	{
		profileId: integer()
			.notNull()
			.references(() => profiles.id, { onDelete: 'cascade' }),
		at: moment().notNull(),
		/** The link or coupon; 0 for the page itself. */
		blockId: integer().notNull(),
		what: code(CHANGES)().notNull(),
	},
	(t) => [primaryKey({ columns: [t.profileId, t.at, t.blockId, t.what] })],
)
