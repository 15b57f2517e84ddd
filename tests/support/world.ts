import type { Db } from '../../db/client.ts'
import { aCoupon, aLink, aProfile, aUser, NOON } from './factories.ts'

export const DESK = 'deskdeskab'
export const LAMP = 'lamplampab'
export const OLD = 'oldoldolda'
export const BOOK = 'bookbookab'
export const CODE = 'codecodeab'

/** Maya has a page with links and a coupon; Tom has an account and a page with nothing on it. */
export async function theWorld(db: Db) {
	const maya = await aUser(db, { id: 'maya' })
	const tom = await aUser(db, { id: 'tom' })
	const page = await aProfile(db, { ownerId: maya.id, handle: 'maya.lamps', name: 'Maya' })
	const toms = await aProfile(db, { ownerId: tom.id, handle: 'tom' })
	const profileId = page.id
	const desk = await aLink(
		db,
		{ profileId, publicId: DESK, position: 1 },
		{ url: 'https://www.awin1.com/cread.php?awinmid=1&ued=https%3A%2F%2Fshop.example%2Fdesk', merchant: 'Shop' },
	)
	const lamp = await aLink(
		db,
		{ profileId, publicId: LAMP, position: 2 },
		{ url: 'https://shop.example/lampe-æøå?a=1#x', kind: 'none' },
	)
	const old = await aLink(
		db,
		{ profileId, publicId: OLD, position: 3, hiddenAt: NOON },
		{ url: 'https://shop.example/old' },
	)
	const book = await aLink(
		db,
		{ profileId, publicId: BOOK, position: 4 },
		{ url: 'https://www.amazon.de/dp/B000?tag=maya-21', merchant: 'Amazon' },
	)
	const code = await aCoupon(
		db,
		{ profileId, publicId: CODE, position: 5 },
		{ code: 'KRISTA20', url: 'https://shop.example/sale', apply: 'shopify', offer: '20 %' },
	)
	return { maya, tom, page, toms, desk, lamp, old, book, code }
}
