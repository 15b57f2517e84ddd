import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import type { Db } from '../client.ts'
import { conversions, profiles, sources } from '../schema/index.ts'
import { selectTargets } from './clicks.ts'
import { isOwnProfile } from './ownership.ts'

/** A stretch of time in UTC epoch milliseconds, the end not included. */
interface Slot {
	from: number
	to: number
}

/** What a stretch of time earned, piece by piece, with the links of the same time, in one batch. */
export async function readEarnings(db: Db, ownerId: string, profileId: number, slots: Slot[], entries: number) {
	const whole = { from: slots[0]?.from ?? 0, to: slots.at(-1)?.to ?? 0 }
	const [sums, targets, latest] = await db.batch([
		selectSums(db, ownerId, profileId, slots),
		selectTargets(db, ownerId, profileId),
		selectEntries(db, ownerId, profileId, whole, entries),
	])
	return { sums, targets, latest }
}

export type EarningRows = Awaited<ReturnType<typeof readEarnings>>
export type Entry = EarningRows['latest'][number]

/** Amounts are integers, so SQL adds them exactly. Currencies are never added together. */
function selectSums(db: Db, ownerId: string, profileId: number, slots: Slot[]) {
	const key = sql<number>`key`
	return db
		.select({
			slot: key,
			currency: conversions.currency,
			status: conversions.status,
			blockId: conversions.blockId,
			amount: sql<number>`sum(${conversions.amount})`,
			sales: sql<number>`count(*)`,
		})
		.from(sql`json_each(${JSON.stringify(slots.map(({ from, to }) => [from, to]))})`)
		.innerJoin(
			conversions,
			and(
				eq(conversions.profileId, profileId),
				sql`${conversions.occurredAt} >= value ->> 0 and ${conversions.occurredAt} < value ->> 1`,
				isNull(conversions.deletedAt),
			),
		)
		.innerJoin(profiles, isOwnProfile(ownerId, profileId))
		.groupBy(key, conversions.currency, conversions.status, conversions.blockId)
}

function selectEntries(db: Db, ownerId: string, profileId: number, { from, to }: Slot, limit: number) {
	return db
		.select({
			publicId: conversions.publicId,
			merchant: conversions.merchant,
			blockId: conversions.blockId,
			status: conversions.status,
			amount: conversions.amount,
			currency: conversions.currency,
			occurredAt: conversions.occurredAt,
			note: conversions.note,
			door: sources.door,
		})
		.from(profiles)
		.innerJoin(conversions, eq(conversions.profileId, profiles.id))
		.innerJoin(sources, eq(sources.id, conversions.sourceId))
		.where(
			and(
				isOwnProfile(ownerId, profileId),
				isNull(conversions.deletedAt),
				sql`${conversions.occurredAt} >= ${from} and ${conversions.occurredAt} < ${to}`,
			),
		)
		.orderBy(desc(conversions.occurredAt), desc(conversions.id))
		.limit(limit)
}

/** The first and the last entry's own marks: when earnings begin, and the currency that was used last. */
export async function findEarningHabits(db: Db, ownerId: string, profileId: number) {
	const own = and(isOwnProfile(ownerId, profileId), isNull(conversions.deletedAt))
	const [[first], [last]] = await db.batch([
		db
			.select({ at: sql<number | null>`min(${conversions.occurredAt})` })
			.from(profiles)
			.innerJoin(conversions, eq(conversions.profileId, profiles.id))
			.where(own),
		db
			.select({ currency: conversions.currency })
			.from(profiles)
			.innerJoin(conversions, eq(conversions.profileId, profiles.id))
			.where(own)
			.orderBy(desc(conversions.createdAt), desc(conversions.id))
			.limit(1),
	])
	return { firstAt: first?.at ?? null, currency: last?.currency ?? null }
}
