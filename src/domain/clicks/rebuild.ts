import type { Db } from '../../../db/client.ts'
import type { Days } from '../../../db/queries/rollup-sql.ts'
import { type Ids, listRawDays, rebuildRollups } from '../../../db/queries/rollups.ts'
import { timePrefix } from '../ids.ts'
import { DAY } from '../time.ts'
import { nextLength } from './slices.ts'

/** How far a rebuild has come, in days of profiles. */
export interface Progress {
	days: number
	ofDays: number
}

/** Followers who tap meanwhile wait for one slice at most. */
const SLICE_MS = 50

/**
 * Counts anew, for every profile, what its raw hits still cover, and touches nothing else. Each slice of days is one batch, so an
 * interruption leaves every day as it was or as it should be. `clock` reads milliseconds.
 */
export async function rebuildAll(
	db: Db,
	clock: () => number,
	tell: (progress: Progress) => void,
): Promise<{ profiles: number; days: number }> {
	const spans = await listRawDays(db)
	const ofDays = spans.reduce((sum, { from, to }) => sum + lengthOf(from, to), 0)
	let days = 0
	let length = 1
	for (const { profileId, from, to } of spans) {
		for (let day = from; day < to; ) {
			const slice = { from: day, to: Math.min(day + length, to) }
			const started = clock()
			await rebuildRollups(db, profileId, slice, idsOf(slice))
			length = nextLength(length, clock() - started > SLICE_MS)
			days += slice.to - slice.from
			day = slice.to
			tell({ days, ofDays })
		}
	}
	return { profiles: spans.length, days }
}

/** Nothing is left to count where the last hits are on their way out. */
const lengthOf = (from: number, to: number) => Math.max(0, to - from)

/** Ids begin with the time; a day on either side leaves room for whatever a clock did between the two. */
const idsOf = ({ from, to }: Days): Ids => ({ from: timePrefix((from - 1) * DAY), to: timePrefix((to + 1) * DAY) })
