import { listProfiles } from '../../../db/queries/accounts.ts'
import { ownHandles } from '../../../db/queries/editor.ts'
import { type DatedCoupon, listDatedCoupons, moveToZone } from '../../../db/queries/time-zone.ts'
import { setUserLanguage } from '../../../db/queries/users.ts'
import type { User } from '../../../db/schema/index.ts'
import { keysOf } from '../blocks/outcome.ts'
import { keepCounter } from '../clicks/counters.ts'
import { dayFields, periodOf } from '../coupons/days.ts'
import type { Ctx } from '../ctx.ts'

/** The language of the creator's rooms; their page keeps its own. */
export function setLanguage({ db, userId }: Ctx, language: User['language']): Promise<void> {
	return setUserLanguage(db, userId, language)
}

/**
 * The zone in which the creator's days are cut from now on, past ones included; a code's days begin and end at its midnights.
 * Returns the keys of the pages that may look different.
 */
export async function setTimeZone({ db, userId, now }: Ctx, timeZone: string): Promise<string[]> {
	const [profiles, dated, handles] = await Promise.all([
		listProfiles(db, userId),
		listDatedCoupons(db, userId),
		ownHandles(db, userId),
	])
	if (profiles.every((profile) => profile.timeZone === timeZone)) return []
	const moved = dated.map((coupon) => inZone(coupon, timeZone))
	await moveToZone(db, userId, timeZone, moved, now)
	for (const { id } of profiles) await keepCounter(db, { profileId: id, ownerId: userId, timeZone })
	return keysOf(handles)
}

/** The same calendar days elsewhere. */
const inZone = (coupon: DatedCoupon, timeZone: string) => ({
	...coupon,
	to: periodOf(dayFields(coupon, coupon.timeZone), timeZone),
})
