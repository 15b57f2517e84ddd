import { and, eq, isNotNull, or, sql } from 'drizzle-orm'
import type { Db } from '../client.ts'
import { blocks, type Coupon, coupons, profiles } from '../schema/index.ts'
import { ownProfileIds } from './ownership.ts'

type Period = Pick<Coupon, 'validFrom' | 'validUntil'>

export interface DatedCoupon extends Period {
	blockId: number
	/** The zone by whose midnights it begins and ends. */
	timeZone: string
}

/** The coupons of a creator that begin or end, the hidden and deleted ones too. */
export function listDatedCoupons(db: Db, ownerId: string): Promise<DatedCoupon[]> {
	return db
		.select({
			blockId: coupons.blockId,
			validFrom: coupons.validFrom,
			validUntil: coupons.validUntil,
			timeZone: profiles.timeZone,
		})
		.from(profiles)
		.innerJoin(blocks, eq(blocks.profileId, profiles.id))
		.innerJoin(coupons, eq(coupons.blockId, blocks.id))
		.where(and(eq(profiles.ownerId, ownerId), or(isNotNull(coupons.validFrom), isNotNull(coupons.validUntil))))
}

/** Gives a creator's pages another zone, and their coupons other moments unless these have changed since, in one batch. */
export async function moveToZone(
	db: Db,
	ownerId: string,
	timeZone: string,
	moved: (DatedCoupon & { to: Period })[],
	now: number,
): Promise<void> {
	const packed = JSON.stringify(
		moved.map(({ blockId, validFrom, validUntil, to }) => [
			blockId,
			validFrom,
			validUntil,
			to.validFrom,
			to.validUntil,
		]),
	)
	await db.batch([
		db.run(sql`
			update coupons set valid_from = m.value ->> 3, valid_until = m.value ->> 4
			from json_each(${packed}) m
			where coupons.block_id = m.value ->> 0
				and (coupons.valid_from, coupons.valid_until) is (m.value ->> 1, m.value ->> 2)
				and coupons.block_id in (
					select id from blocks where profile_id in ${ownProfileIds(db, ownerId)})`),
		db.update(profiles).set({ timeZone, updatedAt: now }).where(eq(profiles.ownerId, ownerId)),
	])
}
