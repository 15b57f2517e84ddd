import {
	FACETS,
	type Facet,
	type Filters,
	filterCount,
	measuresUnder,
	readFilters,
} from '../../domain/clicks/facets.ts'
import type { Measure } from '../../domain/clicks/series.ts'
import { rangeOr } from '../../domain/periods.ts'
import { paths } from '../../paths.ts'

export const RANGES = ['today', '7d', '28d', '90d', 'all'] as const

/** What the address of the clicks screen asks for. */
export interface ClicksAsk {
	range: (typeof RANGES)[number]
	/** Days of one's own choice instead of a range, as they were typed. */
	dates: { from: string; to: string } | null
	show: Measure
	by: Facet
	filters: Filters
}

/** Reads an address. What it does not know, it ignores, so that an old bookmark still shows something. */
export function readAsk(query: URLSearchParams, targets: { publicId: string }[]): ClicksAsk {
	const filters = readFilters((facet) => query.get(facet), targets)
	const measures = measuresUnder(filters)
	const [from, to] = [query.get('from'), query.get('to')]
	return {
		range: rangeOr(query.get('range'), RANGES, '7d'),
		dates: from === null && to === null ? null : { from: (from ?? '').slice(0, 10), to: (to ?? '').slice(0, 10) },
		show: measures.find((measure) => measure === query.get('show')) ?? 'clicks',
		by: FACETS.find((facet) => facet === query.get('by')) ?? 'link',
		filters,
	}
}

/** The address that asks for the same with something changed. */
export function askHref(ask: ClicksAsk, change: Partial<ClicksAsk> = {}, path: string = paths.clicks): string {
	return `${path}?${new URLSearchParams(askEntries({ ...ask, ...change }))}`
}

/** An ask as the names and values of a form or an address. */
export function askEntries({ range, dates, show, by, filters }: ClicksAsk): [string, string][] {
	const time: [string, string][] = dates ? Object.entries(dates) : [['range', range]]
	const facet: [string, string][] = by === 'link' ? [] : [['by', by]]
	return [...time, ['show', show], ...facet, ...Object.entries(filters)]
}

/** The same with one more filter, or with another value of it. */
export function withFilter(ask: ClicksAsk, facet: Facet, value: string): string {
	return askHref(ask, { filters: { ...ask.filters, [facet]: value } })
}

export function withoutFilter(ask: ClicksAsk, facet: Facet): string {
	const { [facet]: _, ...filters } = ask.filters
	return askHref(ask, { filters })
}

/** Whether every hit of what is asked for has its bucket in the rollups: of other filters they know the counted ones alone. */
export function knowsBuckets({ filters }: Pick<ClicksAsk, 'filters'>): boolean {
	return filterCount(filters) === 0 || (filterCount(filters) === 1 && Boolean(filters.link ?? filters.hour))
}
