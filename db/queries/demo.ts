import { eq, inArray, sql } from 'drizzle-orm'
import type { Db } from '../client.ts'
import {
	blocks,
	CHANGES,
	campaigns,
	channels,
	conversions,
	counters,
	coupons,
	handles,
	hits,
	idempotentAnswers,
	links,
	profiles,
	rollups,
	sources,
	users,
	visitors,
} from '../schema/index.ts'

/** Rows that one statement takes as JSON: a megabyte or so. */
const CHUNK = 20_000

export type DemoFields = Pick<typeof profiles.$inferInsert, 'name' | 'bio' | 'createdAt' | 'updatedAt'>
type Content<T extends { $inferInsert: object }> = Omit<T['$inferInsert'], 'blockId'>

export interface NewDemoBlock {
	block: Omit<typeof blocks.$inferInsert, 'id' | 'profileId'>
	link?: Content<typeof links>
	coupon?: Content<typeof coupons>
}

export interface DemoNumbers {
	channels: Omit<typeof channels.$inferInsert, 'profileId'>[]
	/** What the hand is to conversions: the source of what a creator enters. */
	source: Omit<typeof sources.$inferInsert, 'id' | 'profileId'>
	conversions: Omit<typeof conversions.$inferInsert, 'profileId' | 'sourceId'>[]
	/** Dimension, quarter, value (a word as itself), kind, bucket, hits. */
	rollups: (number | string)[][]
	/** UTC day since the epoch from which there are raw hits. */
	rawFrom: number
}

export async function hasUsers(db: Db): Promise<boolean> {
	return (await db.select({ id: users.id }).from(users).limit(1)).length > 0
}

/** The seeded demonstration, or null when there is none. */
export async function findDemo(db: Db) {
	const [row] = await db
		.select({ handle: profiles.handle, email: users.email })
		.from(profiles)
		.innerJoin(users, eq(users.id, profiles.ownerId))
		.where(eq(profiles.isDemo, true))
	return row ?? null
}

/** Makes the new creator's profile the demonstration; its id. */
export async function markDemo(db: Db, ownerId: string, fields: DemoFields): Promise<number> {
	const [row] = await db
		.update(profiles)
		.set({ ...fields, isDemo: true })
		.where(eq(profiles.ownerId, ownerId))
		.returning({ id: profiles.id })
	if (!row) throw new Error('The creator of the demonstration has no profile')
	return row.id
}

/** Ids in the order of the rows. */
export async function insertDemoBlocks(db: Db, profileId: number, rows: NewDemoBlock[]): Promise<number[]> {
	const made = await db
		.insert(blocks)
		.values(rows.map(({ block }) => ({ ...block, profileId })))
		.returning({ id: blocks.id, publicId: blocks.publicId })
	const idOf = new Map(made.map(({ id, publicId }) => [publicId, id]))
	const ids = rows.map(({ block }) => idOf.get(block.publicId) ?? 0)
	const withId = <T>(content: T | undefined, i: number) => (content ? [{ ...content, blockId: ids[i] ?? 0 }] : [])
	await db.batch([
		db.insert(links).values(rows.flatMap(({ link }, i) => withId(link, i))),
		db.insert(coupons).values(rows.flatMap(({ coupon }, i) => withId(coupon, i))),
		db.run(sql`
			insert into marks (profile_id, at, block_id, what)
			select profile_id, created_at, id, ${CHANGES.indexOf('added')} from blocks
			where profile_id = ${profileId} and kind in ('link', 'coupon')
			union all select profile_id, hidden_at, id, ${CHANGES.indexOf('hidden')} from blocks
			where profile_id = ${profileId} and hidden_at is not null`),
	])
	return ids
}

/** A year of rollups and commissions, in one batch. */
export async function insertDemoNumbers(db: Db, profileId: number, numbers: DemoNumbers): Promise<void> {
	const hand = sql`(select id from sources where profile_id = ${profileId} limit 1)`
	await db.batch([
		db.insert(sources).values({ ...numbers.source, profileId }),
		db.insert(channels).values(numbers.channels.map((channel) => ({ ...channel, profileId }))),
		db.insert(conversions).values(numbers.conversions.map((row) => ({ ...row, profileId, sourceId: hand as never }))),
		db.run(sql`
			insert into words (text) select distinct value ->> 2 from json_each(${JSON.stringify(numbers.rollups)})
			where typeof(value ->> 2) = 'text' on conflict do nothing`),
		...chunks(numbers.rollups).map((rows) =>
			db.run(sql`
				insert into rollups (profile_id, dimension, grain, at, value, kind, bucket, hits)
				select ${profileId}, value ->> 0, 0, value ->> 1, coalesce((select id from words where text = value ->> 2), value ->> 2),
					value ->> 3, value ->> 4, value ->> 5
				from json_each(${JSON.stringify(rows)})`),
		),
		db.update(counters).set({ rawFrom: numbers.rawFrom }).where(eq(counters.profileId, profileId)),
	])
}

function chunks<T>(rows: T[]): T[][] {
	return Array.from({ length: Math.ceil(rows.length / CHUNK) }, (_, i) => rows.slice(i * CHUNK, (i + 1) * CHUNK))
}

/** Everything of the demonstration, in one batch. What belongs to its account or profile goes with them. */
export async function deleteDemo(db: Db): Promise<void> {
	const demo = db.select({ id: profiles.id }).from(profiles).where(eq(profiles.isDemo, true))
	const owner = db.select({ id: profiles.ownerId }).from(profiles).where(eq(profiles.isDemo, true))
	await db.batch([
		db.run(
			sql`delete from taps where (day, visitor) in (select day, visitor from visitors where profile_id in ${demo})`,
		),
		db.delete(hits).where(inArray(hits.profileId, demo)),
		db.delete(campaigns).where(inArray(campaigns.profileId, demo)),
		db.delete(rollups).where(inArray(rollups.profileId, demo)),
		db.delete(counters).where(inArray(counters.profileId, demo)),
		db.delete(visitors).where(inArray(visitors.profileId, demo)),
		db.delete(idempotentAnswers).where(inArray(idempotentAnswers.userId, owner)),
		db.delete(handles).where(inArray(handles.profileId, demo)),
		db.delete(users).where(inArray(users.id, owner)),
	])
}
