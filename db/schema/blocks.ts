import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { moment } from './columns.ts'
import { profiles } from './profiles.ts'

/** What a profile shows, in order. A link or a coupon has a row of its own beside its block. */
export const blocks = sqliteTable(
	'blocks',
	{
		/** Never used again after a deletion, so that no click can find itself under another link. */
		id: integer().primaryKey({ autoIncrement: true }),
		/** Ten characters of lowercase base32, made by whoever creates the block; it is the {id} of /go/{id}. */
		publicId: text().notNull().unique(),
		profileId: integer()
			.notNull()
			.references(() => profiles.id, { onDelete: 'cascade' }),
		kind: text({ enum: ['link', 'coupon', 'heading', 'text', 'social'] }).notNull(),
		/** Order on the page, ascending; gaps and ties are allowed, `id` settles ties. */
		position: integer().notNull(),
		/** The words of a heading or text; the JSON list of icons of a social block; empty for links and coupons. */
		content: text().notNull().default(''),
		/** What its words and addresses add to the page, in bytes of HTML; src/domain/blocks/bytes.ts says how they are counted. */
		bytes: integer().notNull().default(0),
		hiddenAt: moment(),
		/** A deleted block keeps its clicks and can be brought back. */
		deletedAt: moment(),
		/** Grows by one with every edit; a save names the version it was based on. */
		version: integer().notNull().default(1),
		createdAt: moment().notNull(),
		updatedAt: moment().notNull(),
	},
	(t) => [index('blocks_profile').on(t.profileId, t.position)],
)

export const links = sqliteTable('links', {
	blockId: integer()
		.primaryKey()
		.references(() => blocks.id, { onDelete: 'cascade' }),
	title: text().notNull(),
	/** Byte for byte as the creator gave it. */
	url: text().notNull(),
	kind: text({ enum: ['affiliate', 'own', 'partnership', 'gift', 'none'] }).notNull(),
	merchant: text().notNull().default(''),
	/** Content hash of the picture, or null. */
	picture: text(),
})

export const coupons = sqliteTable('coupons', {
	blockId: integer()
		.primaryKey()
		.references(() => blocks.id, { onDelete: 'cascade' }),
	code: text().notNull(),
	merchant: text().notNull(),
	/** What the code gives, in the creator's words: "30 % off". */
	offer: text().notNull().default(''),
	/** The shop, or empty. Byte for byte as given. */
	url: text().notNull().default(''),
	/** How the link to the shop applies the code: a preset of src/domain/coupons/shop-link.ts, or a template with {code}. */
	apply: text().notNull().default('none'),
	validFrom: moment(),
	/** The first moment at which the code no longer works. */
	validUntil: moment(),
})

export type Block = typeof blocks.$inferSelect
export type Link = typeof links.$inferSelect
export type Coupon = typeof coupons.$inferSelect
