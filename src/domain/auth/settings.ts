import { listProfiles, setProfileTimeZone } from '../../../db/queries/accounts.ts'
import { listHandleKeys } from '../../../db/queries/handles.ts'
import { setUserLanguage } from '../../../db/queries/users.ts'
import type { User } from '../../../db/schema/index.ts'
import { keepCounter } from '../clicks/counters.ts'
import type { Ctx } from '../ctx.ts'

/** The language of the creator's rooms; their page keeps its own. */
export function setLanguage({ db, userId }: Ctx, language: User['language']): Promise<void> {
	return setUserLanguage(db, userId, language)
}

/**
 * The zone in which the creator's days are cut from now on, past ones included.
 * Returns the keys of the pages that may look different, since codes end at the zone's midnight.
 */
export async function setTimeZone({ db, userId, now }: Ctx, timeZone: string): Promise<string[]> {
	await setProfileTimeZone(db, userId, timeZone, now)
	const profiles = await listProfiles(db, userId)
	for (const { id } of profiles) await keepCounter(db, { profileId: id, ownerId: userId, timeZone })
	const keys = await Promise.all(profiles.map(({ id }) => listHandleKeys(db, id, userId)))
	return keys.flat()
}
