import { readBuckets } from '../../../db/queries/breakdowns.ts'
import type { Target } from '../../../db/queries/clicks.ts'
import { BUCKETS, type Bucket, KINDS, type Kind } from '../../../db/schema/hits.ts'
import type { Profile } from '../../../db/schema/profiles.ts'
import { cut, type Slot } from '../calendar.ts'
import type { Ctx } from '../ctx.ts'
import { DAY } from '../time.ts'
import { onlyOf } from './facets.ts'
import { piecesOf } from './pieces.ts'

export interface WhyRow {
	slot: Slot
	hits: Record<Bucket, number>
}

export interface Why {
	step: 'day' | 'month'
	rows: WhyRow[]
	total: Record<Bucket, number>
}

/** More than a quarter of a year is shown by month. */
const MOST_DAYS = 100

export const WHY_KINDS = ['all', ...KINDS] as const

/** Every hit of a stretch of time by day (or month, where it is long) and bucket: of one kind and one link, or of all. */
export async function readWhy(
	{ db, userId }: Pick<Ctx, 'db' | 'userId'>,
	profile: Profile,
	stretch: Slot,
	kind: Kind | 'all',
	target: Target | null,
): Promise<Why> {
	const step = stretch.to - stretch.from > MOST_DAYS * DAY ? 'month' : 'day'
	const slots = cut(stretch, step, profile.timeZone)
	const only = target && onlyOf('link', target.publicId, [target])
	const found = await readBuckets(db, userId, profile.id, piecesOf(slots, profile.timeZone), only)
	const rows = slots.map((slot) => ({ slot, hits: none() }))
	const total = none()
	for (const row of found) {
		if (kind !== 'all' && row.kind !== kind) continue
		const hits = rows[row.slot]?.hits
		if (hits) hits[row.bucket] += row.hits
		total[row.bucket] += row.hits
	}
	return { step, rows, total }
}

const none = () => Object.fromEntries(BUCKETS.map((bucket) => [bucket, 0])) as Record<Bucket, number>
