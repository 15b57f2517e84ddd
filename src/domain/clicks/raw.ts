import type { Sorted, ValueHits } from '../../../db/queries/breakdowns.ts'
import { RAW_CHUNK, type RawFilter, type RawPiece, readRawHits } from '../../../db/queries/raw-hits.ts'
import type { Kind } from '../../../db/schema/hits.ts'
import type { Slot } from '../calendar.ts'
import type { Ctx } from '../ctx.ts'
import { timePrefix } from '../ids.ts'
import type { Period } from '../periods.ts'
import { QUARTER } from '../time.ts'
import { steadyStretches } from './clock-changes.ts'

/** Raw hits that one question may read. More would keep a creator waiting for longer than a screen is looked at. */
export const MOST_RAW = 2_000_000

/** What of a period its raw hits can answer. */
export interface RawPlan {
	/** The newest pieces, all of them whole; the pieces before only when all of them can be read too. */
	period: Period
	/** Raw hits to read, of all kinds. */
	hits: number
	/** Why pieces are left out: they are older than the raw hits that are kept, or there are too many. Null when none is. */
	limit: 'kept' | 'many' | null
	/** The first moment that is answered. */
	from: number
	chunks: { pieces: RawPiece[]; hits: number }[]
}

/** Plans the reading by the number of hits in each piece, which the rollups know: what is read is settled before it begins. */
export function planRaw(period: Period, hits: number[], hitsBefore: number[], rawFrom: number, zone: string): RawPlan {
	const counted = period.slots.map((slot, i) => ({ slot, place: i, hits: hits[i] ?? 0 }))
	const { kept, sum, limit } = newest(counted, rawFrom, MOST_RAW)
	const before = period.previous.map((slot, i) => ({ slot, place: -1 - i, hits: hitsBefore[i] ?? 0 }))
	const withBefore = newest(before, rawFrom, MOST_RAW - sum)
	const isBefore = limit === null && withBefore.limit === null
	const first = kept[0]?.place ?? period.slots.length
	return {
		period: { ...period, slots: kept.map(({ slot }) => slot), previous: isBefore ? period.previous : [] },
		hits: sum + (isBefore ? withBefore.sum : 0),
		limit,
		from: kept[0]?.slot.from ?? period.slots.at(-1)?.to ?? 0,
		chunks: chunked([...(isBefore ? before : []), ...kept.map((one) => ({ ...one, place: one.place - first }))], zone),
	}
}

interface CountedSlot {
	slot: Slot
	/** In the period; -1 and below in the one before. */
	place: number
	hits: number
}

function newest(slots: CountedSlot[], rawFrom: number, most: number) {
	const kept: CountedSlot[] = []
	let sum = 0
	for (const one of slots.toReversed()) {
		if (one.slot.from < rawFrom) return { kept, sum, limit: 'kept' as const }
		if (sum + one.hits > most) return { kept, sum, limit: 'many' as const }
		sum += one.hits
		kept.unshift(one)
	}
	return { kept, sum, limit: null }
}

/** Pieces that lie together, joined until they fill a statement. */
function chunked(slots: CountedSlot[], zone: string): RawPlan['chunks'] {
	const chunks: RawPlan['chunks'] = []
	for (const { slot, place, hits } of slots) {
		const pieces = steadyStretches(slot, zone).map(({ from, to, offset }) => ({
			slot: place,
			from: timePrefix(from * QUARTER),
			to: timePrefix(to * QUARTER),
			offset,
		}))
		const last = chunks.at(-1)
		if (last && last.hits + hits <= RAW_CHUNK && last.pieces.at(-1)?.to === pieces[0]?.from) {
			last.pieces.push(...pieces)
			last.hits += hits
		} else chunks.push({ pieces, hits })
	}
	return chunks
}

export interface RawAnswer {
	hits: { slot: number; kind: Kind; hits: number }[]
	hitsBefore: { slot: number; kind: Kind; hits: number }[]
	values: ValueHits[]
}

/** Reads what was planned, statement by statement, and says after each how many of the hits are behind it. */
export async function readRaw(
	{ db, userId }: Pick<Ctx, 'db' | 'userId'>,
	profileId: number,
	plan: RawPlan,
	filter: RawFilter,
	by: Sorted | 'hour',
	onProgress: (read: number) => void = () => {},
): Promise<RawAnswer> {
	const answer: RawAnswer = { hits: [], hitsBefore: [], values: [] }
	const values = new Map<string, ValueHits>()
	let behind = 0
	for (const { pieces, hits } of plan.chunks) {
		let next = pieces[0]?.from ?? null
		let read = 0
		while (next !== null) {
			const part = await readRawHits(db, userId, profileId, pieces, next, filter, by)
			for (const row of part.slots)
				if (row.slot >= 0) answer.hits.push(row)
				else answer.hitsBefore.push({ ...row, slot: -1 - row.slot })
			addTo(values, part.values)
			next = part.next
			read = Math.min(hits, read + RAW_CHUNK)
			onProgress(behind + read)
		}
		behind += hits
	}
	return { ...answer, values: [...values.values()] }
}

/** One row for each value and kind, however many statements have found it. */
function addTo(values: Map<string, ValueHits>, found: ValueHits[]): void {
	for (const row of found) {
		const key = `${row.value} ${row.kind}`
		values.set(key, { ...row, hits: row.hits + (values.get(key)?.hits ?? 0) })
	}
}
