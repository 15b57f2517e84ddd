import { MOST_VALUES, type ValueHits } from '../../../db/queries/breakdowns.ts'
import type { Target } from '../../../db/queries/clicks.ts'
import { APPS, DEVICES, type Kind } from '../../../db/schema/hits.ts'
import { type Period, wholeOf } from '../periods.ts'
import { type Facet, hourKey, NO_COUNTRY, UNKNOWN_CHANNEL } from './facets.ts'
import { listOf, type TargetClicks } from './series.ts'

/** One value of a facet: `key` is what a filter would say. */
export interface FacetRow {
	key: string
	hits: number
	/** Of all hits in the list, 0 to 1. */
	share: number
}

/** A list whose hits add up to the total above it, with those of the values that it has no room for (`rest`). */
export type Breakdown =
	| { by: 'link'; kind: 'click'; rows: TargetClicks[]; total: number }
	| { by: Exclude<Facet, 'link'>; kind: Kind; rows: FacetRow[]; rest: number; total: number }

/** The values of a facet, most hits first, and `total` of all there are; hours of the week in their order. */
export function facetBreakdown(
	by: Exclude<Facet, 'link'>,
	kind: Kind,
	values: ValueHits[],
	total = sumOfKind(kind, values),
): Breakdown {
	const hits = new Map<string, number>()
	for (const row of values) {
		const key = keyOf(by, row)
		if (row.kind === kind) hits.set(key, (hits.get(key) ?? 0) + row.hits)
	}
	const all = [...hits].map(([key, count]) => ({ key, hits: count, share: count / total }))
	if (by !== 'hour') all.sort((a, b) => b.hits - a.hits || (a.key < b.key ? -1 : 1))
	const rows = all.slice(0, MOST_VALUES)
	return { by, kind, rows, rest: rows.reduce((left, row) => left - row.hits, total), total }
}

function sumOfKind(kind: Kind, values: ValueHits[]): number {
	return values.reduce((sum, row) => sum + (row.kind === kind ? row.hits : 0), 0)
}

/** Links and coupons without their course over time, which only rollups know. */
export function linkBreakdown(period: Period, values: ValueHits[], targets: Target[]): Breakdown {
	const hits = values.map(({ value, kind, hits }) => ({ slot: 0, blockId: value, kind, hits }))
	const total = hits.reduce((sum, row) => sum + (row.kind === 'click' ? row.hits : 0), 0)
	const rows = listOf({ ...period, slots: [wholeOf(period.slots)] }, hits, targets, total).map((row) => ({
		...row,
		series: [],
	}))
	return { by: 'link', kind: 'click', rows, total }
}

function keyOf(by: Exclude<Facet, 'link'>, { value, word }: ValueHits): string {
	if (by === 'device') return DEVICES[value] ?? 'other'
	if (by === 'app') return APPS[value] ?? 'other'
	if (by === 'hour') return hourKey(value)
	return word ?? (by === 'country' ? NO_COUNTRY : UNKNOWN_CHANNEL)
}
