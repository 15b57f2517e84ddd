import { and, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm'
import type { Db } from '../client.ts'
import { blocks, type Conversion, conversions, coupons, links, profiles, type Source } from '../schema/index.ts'
import { isOwnConversion, isOwnProfile } from './ownership.ts'

/** Which account at which network or shop says something, within a profile. */
export type SourceKey = Pick<Source, 'door' | 'network' | 'name'>

export type NewConversion = Omit<Conversion, 'id' | 'profileId' | 'sourceId' | 'createdAt' | 'updatedAt' | 'deletedAt'>

/** How many sources and conversions a profile may have. */
export interface ConversionLimits {
	sources: number
	conversions: number
}

type Change = Pick<Conversion, 'status' | 'amount' | 'currency' | 'occurredAt' | 'note' | 'blockId' | 'merchant'>

/**
 * One sale, in one batch: its source, the revision if it says something else now, the row itself. Null when the profile is
 * not the owner's, and `full` when the sale is a new one and the profile may have no more. What is already there outlives a report that leaves it out: a block, click, note or merchant, and the amount
 * of the sale as long as the currency is the same.
 */
export async function upsertConversion(
	db: Db,
	ownerId: string,
	profileId: number,
	key: SourceKey,
	row: NewConversion,
	limits: ConversionLimits,
	now: number,
): Promise<Conversion | 'full' | null> {
	const source = ownSource(ownerId, profileId, key)
	const one = sql`source_id = ${source} and external_id = ${row.externalId} and event = ${row.event}`
	const isKnown = sql`exists (select 1 from conversions where ${one})`
	const [, , , , [stored], [own]] = await db.batch([
		insertSource(db, ownerId, profileId, key, limits.sources, now),
		db.run(sql`
			insert into conversion_revisions (conversion_id, status, amount, sale_amount, currency, revised_at)
			select id, status, amount, sale_amount, currency, ${now} from conversions
			where ${one} and (status, amount, sale_amount, currency) is not (
				${row.status}, ${row.amount}, ${saleAmount(sql`${row.saleAmount}`, sql`${row.currency}`)}, ${row.currency})`),
		insertConversion(
			db,
			profileId,
			source,
			row,
			sql`(${isKnown} or ${entriesOf(profileId)} < ${limits.conversions})`,
			now,
		),
		db.run(sql`
			update sources set entries = entries + 1
			where id = ${source} and exists (select 1 from conversions where ${one} and public_id = ${row.publicId})`),
		db.select().from(conversions).where(one),
		db.select({ id: profiles.id }).from(profiles).where(isOwnProfile(ownerId, profileId)),
	])
	return stored ?? (own ? 'full' : null)
}

const entriesOf = (profileId: number) =>
	sql`(select coalesce(sum(entries), 0) from sources where profile_id = ${profileId})`

function insertSource(db: Db, ownerId: string, profileId: number, key: SourceKey, most: number, now: number) {
	return db.run(sql`
		insert into sources (profile_id, door, network, name, created_at)
		select id, ${key.door}, ${key.network}, ${key.name}, ${now} from profiles
		where id = ${profileId} and owner_id = ${ownerId}
			and (select count(*) from sources where profile_id = ${profileId}) < ${most}
		on conflict do nothing`)
}

function insertConversion(
	db: Db,
	profileId: number,
	source: ReturnType<typeof ownSource>,
	row: NewConversion,
	mayBe: SQL,
	now: number,
) {
	return db.run(sql`
		insert into conversions (public_id, profile_id, source_id, external_id, event, block_id, hit_id, merchant, status,
			amount, sale_amount, currency, occurred_at, note, created_at, updated_at)
		select ${row.publicId}, ${profileId}, own.id, ${row.externalId}, ${row.event}, ${row.blockId}, ${row.hitId},
			${row.merchant}, ${row.status}, ${row.amount}, ${row.saleAmount}, ${row.currency}, ${row.occurredAt}, ${row.note},
			${now}, ${now}
		from (select ${source} as id) as own where own.id is not null and ${mayBe}
		on conflict (source_id, external_id, event) do update set
			block_id = coalesce(excluded.block_id, block_id), hit_id = coalesce(excluded.hit_id, hit_id),
			merchant = case excluded.merchant when '' then merchant else excluded.merchant end,
			status = excluded.status, amount = excluded.amount,
			sale_amount = ${saleAmount(sql`excluded.sale_amount`, sql`excluded.currency`)},
			currency = excluded.currency, occurred_at = excluded.occurred_at,
			note = case excluded.note when '' then note else excluded.note end, updated_at = excluded.updated_at`)
}

/** What the sale was, once a conversion says this amount (or null for nothing) in this currency. */
function saleAmount(amount: SQL, currency: SQL): SQL {
	return sql`coalesce(${amount}, case conversions.currency when ${currency} then conversions.sale_amount end)`
}

/** The id of a source of one's own, as a subquery. */
function ownSource(ownerId: string, profileId: number, { door, network, name }: SourceKey) {
	return sql`(
		select sources.id from sources join profiles on profiles.id = sources.profile_id
		where profiles.id = ${profileId} and owner_id = ${ownerId}
			and door = ${door} and network = ${network} and sources.name = ${name})`
}

/** Null when there is no such entry of one's own, or it is deleted. */
export async function updateConversion(
	db: Db,
	ownerId: string,
	publicId: string,
	change: Change,
	now: number,
): Promise<Conversion | null> {
	const own = and(isOwn(db, ownerId, publicId), isNull(conversions.deletedAt))
	const [, [stored]] = await db.batch([
		db.run(sql`
			insert into conversion_revisions (conversion_id, status, amount, sale_amount, currency, revised_at)
			select id, status, amount, sale_amount, currency, ${now} from conversions
			where ${own} and (status, amount, currency) is not (${change.status}, ${change.amount}, ${change.currency})`),
		db
			.update(conversions)
			.set({ ...change, saleAmount: saleAmount(sql`null`, sql`${change.currency}`), updatedAt: now })
			.where(own)
			.returning(),
	])
	return stored ?? null
}

/** Deleting what is deleted, or bringing back what is there, changes nothing. */
export async function setConversionDeleted(db: Db, ownerId: string, publicId: string, deletedAt: number | null) {
	const [row] = await db
		.update(conversions)
		.set({ deletedAt })
		.where(isOwn(db, ownerId, publicId))
		.returning({ publicId: conversions.publicId })
	return row ?? null
}

export async function findOwnConversion(db: Db, ownerId: string, publicId: string) {
	const [row] = await db
		.select()
		.from(conversions)
		.where(and(isOwn(db, ownerId, publicId), isNull(conversions.deletedAt)))
	return row ?? null
}

/** A link or coupon that something can be credited to, the hidden and deleted ones too, with its shop. */
export async function findOwnTarget(db: Db, ownerId: string, profileId: number, publicId: string) {
	const [row] = await db
		.select({ id: blocks.id, merchant: sql<string>`coalesce(${links.merchant}, ${coupons.merchant})` })
		.from(blocks)
		.innerJoin(profiles, eq(profiles.id, blocks.profileId))
		.leftJoin(links, eq(links.blockId, blocks.id))
		.leftJoin(coupons, eq(coupons.blockId, blocks.id))
		.where(
			and(eq(blocks.publicId, publicId), isOwnProfile(ownerId, profileId), inArray(blocks.kind, ['link', 'coupon'])),
		)
	return row ?? null
}

const isOwn = (db: Db, ownerId: string, publicId: string) =>
	and(eq(conversions.publicId, publicId), isOwnConversion(db, ownerId))
