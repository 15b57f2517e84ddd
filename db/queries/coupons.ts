import { inArray, sql } from 'drizzle-orm'
import type { Db } from '../client.ts'
import { type Coupon, coupons } from '../schema/index.ts'
import { countOwnBlocks, type Edit, editedBlockId, growVersion, insertBlock, type PageLimits } from './blocks.ts'
import { ownBlock, ownHandles } from './editor.ts'
import { isAdded, isEdited, markBlock } from './marks.ts'
import { isOwnBlock } from './ownership.ts'

export type CouponValues = Omit<Coupon, 'blockId'>

export async function addCoupon(
	db: Db,
	ownerId: string,
	{ publicId, bytes, at }: { publicId: string; bytes: number; at: number },
	coupon: CouponValues,
	limits: PageLimits,
) {
	const { code, merchant, offer, url, apply, validFrom, validUntil } = coupon
	const [, , , stored, handles, live] = await db.batch([
		insertBlock(db, ownerId, { publicId, kind: 'coupon', content: '', bytes, createdAt: at }, limits),
		db.run(sql`
			insert into coupons (block_id, code, merchant, offer, url, apply, valid_from, valid_until)
			select id, ${code}, ${merchant}, ${offer}, ${url}, ${apply}, ${validFrom}, ${validUntil} from blocks
			where public_id = ${publicId} and kind = 'coupon' and ${isOwnBlock(db, ownerId)}
			on conflict do nothing`),
		markBlock(db, ownerId, publicId, 'added', at, isAdded(at)),
		ownBlock(db, ownerId, publicId),
		ownHandles(db, ownerId),
		countOwnBlocks(db, ownerId),
	])
	return { stored, handles, live }
}

export async function updateCoupon(db: Db, ownerId: string, edit: Edit, coupon: CouponValues) {
	const { code, url, apply } = coupon
	const differs = sql`coupons.code <> ${code} or coupons.url <> ${url} or coupons.apply <> ${apply}`
	const [, , edited, stored, handles] = await db.batch([
		markBlock(db, ownerId, edit.publicId, 'edited', edit.at, isEdited(edit, differs)),
		db
			.update(coupons)
			.set(coupon)
			.where(inArray(coupons.blockId, editedBlockId(db, ownerId, edit, 'coupon'))),
		growVersion(db, ownerId, edit, 'coupon'),
		ownBlock(db, ownerId, edit.publicId),
		ownHandles(db, ownerId),
	])
	return { edited, stored, handles }
}
