import { MOST_LIVE, readLive } from '../../../db/queries/raw-hits.ts'
import type { Ctx } from '../ctx.ts'
import { timePrefix } from '../ids.ts'

export const LIVE_MS = 30 * 60_000

export interface Live {
	people: number
	clicks: number
	/** There were more than are counted one by one. */
	isMore: boolean
}

/** Who was on a page in the last half hour, by the counted hits themselves. */
export async function readLiveCount(
	{ db, userId, now }: Pick<Ctx, 'db' | 'userId' | 'now'>,
	profileId: number,
): Promise<Live> {
	const { hits, people, clicks } = await readLive(db, userId, profileId, timePrefix(now - LIVE_MS))
	return { people, clicks, isMore: hits >= MOST_LIVE }
}
