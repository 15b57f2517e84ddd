import type { Db } from '../../db/client.ts'
import { blocks, coupons, handles, links, profiles, users } from '../../db/schema/index.ts'
import { keepCounter } from '../../src/domain/clicks/counters.ts'

export const NOON = Date.UTC(2026, 9, 14, 12)

type Given<T extends { $inferInsert: object }> = Partial<T['$inferInsert']>

/** An account that nobody can sign in to; suites that sign in make theirs through the auth room. */
export async function aUser(db: Db, given: Given<typeof users> & { id: string }) {
	const [user] = await db
		.insert(users)
		.values({ email: `${given.id}@example.com`, passwordHash: 'none', language: 'en', createdAt: NOON, ...given })
		.returning()
	return must(user)
}

export async function aProfile(db: Db, given: Given<typeof profiles> & { ownerId: string; handle: string }) {
	const [profile] = await db
		.insert(profiles)
		.values({ name: given.handle, language: 'en', timeZone: 'Europe/Oslo', createdAt: NOON, updatedAt: NOON, ...given })
		.returning()
	const { id: profileId, handle } = must(profile)
	await db.insert(handles).values({ key: handle.replaceAll('.', ''), profileId })
	await keepCounter(db, { profileId, ownerId: given.ownerId, timeZone: must(profile).timeZone })
	return must(profile)
}

export async function aBlock(db: Db, given: Given<typeof blocks> & { profileId: number; publicId: string }) {
	const [block] = await db
		.insert(blocks)
		.values({ kind: 'link', position: 0, createdAt: NOON, updatedAt: NOON, ...given })
		.returning()
	return must(block)
}

export async function aLink(
	db: Db,
	given: Given<typeof blocks> & { profileId: number; publicId: string },
	link: Given<typeof links> & { url: string },
) {
	const block = await aBlock(db, { ...given, kind: 'link' })
	await db.insert(links).values({ blockId: block.id, title: given.publicId, kind: 'affiliate', ...link })
	return block
}

export async function aCoupon(
	db: Db,
	given: Given<typeof blocks> & { profileId: number; publicId: string },
	coupon: Given<typeof coupons> & { code: string },
) {
	const block = await aBlock(db, { ...given, kind: 'coupon' })
	await db.insert(coupons).values({ blockId: block.id, merchant: 'Shop', ...coupon })
	return block
}

/** What a query must have returned for the test to make sense. */
export function must<T>(value: T | null | undefined): T {
	if (value === null || value === undefined) throw new Error('Expected a value')
	return value
}
