import type { Only } from '../../../db/queries/breakdowns.ts'
import type { Target } from '../../../db/queries/clicks.ts'
import { APPS, DEVICES, type Kind } from '../../../db/schema/hits.ts'
import { PUBLIC_ID_PATTERN } from '../ids.ts'
import type { Measure } from './series.ts'

/** What clicks are broken down by and filtered by, in the order in which they are offered. */
export const FACETS = ['link', 'channel', 'country', 'device', 'app', 'hour'] as const
export type Facet = (typeof FACETS)[number]

/**
 * One value per facet, as addresses write it: a link's public id, a channel as it is stored, a country's two letters or
 * `none`, a word of DEVICES or APPS, and an hour of the week as `1-14`, Monday being 1.
 */
export type Filters = Partial<Record<Facet, string>>

export const NO_COUNTRY = 'none'
export const UNKNOWN_CHANNEL = 'unknown'

const SHAPES: Record<Facet, RegExp> = {
	link: PUBLIC_ID_PATTERN,
	channel: /^(?:unknown|[a-z]{2,12}:[\p{L}\d._-]{1,110})$/u,
	country: /^(?:[A-Z]{2}|none)$/,
	device: new RegExp(`^(?:${DEVICES.join('|')})$`),
	app: new RegExp(`^(?:${APPS.join('|')})$`),
	hour: /^[1-7]-(?:1?\d|2[0-3])$/,
}

/** The filters that an address names. What is none, or names no link of the creator's, is left out. */
export function readFilters(said: (facet: Facet) => string | null, targets: Pick<Target, 'publicId'>[]): Filters {
	const filters: Filters = {}
	for (const facet of FACETS) {
		const value = said(facet)
		if (value === null || !SHAPES[facet].test(value)) continue
		if (facet === 'link' && !targets.some((target) => target.publicId === value)) continue
		filters[facet] = value
	}
	return filters
}

export const filterCount = (filters: Filters): number => Object.keys(filters).length

/** What is counted of each measure. Visitors are people, whom only the page's views can be sorted for. */
export const KIND_OF: Record<Measure, Kind> = {
	clicks: 'click',
	views: 'view',
	visitors: 'view',
	copies: 'copy',
	fails: 'fail',
	shares: 'share',
}

/** The measures that exist under some filters: a link has no views, and visitors are not known by anything else. */
export function measuresUnder(filters: Filters): Measure[] {
	if (filters.link !== undefined) return ['clicks', 'copies', 'fails']
	const all: Measure[] = ['clicks', 'views', 'visitors', 'copies', 'fails', 'shares']
	return filterCount(filters) === 0 ? all : all.filter((measure) => measure !== 'visitors')
}

/** A filter as the rows of the database have it; an hour is not a value but a time. */
export function onlyOf(facet: Exclude<Facet, 'hour'>, value: string, targets: Pick<Target, 'id' | 'publicId'>[]): Only {
	if (facet === 'device') return { dimension: facet, value: (DEVICES as readonly string[]).indexOf(value) }
	if (facet === 'app') return { dimension: facet, value: (APPS as readonly string[]).indexOf(value) }
	if (facet === 'link')
		return { dimension: 'block', value: targets.find((target) => target.publicId === value)?.id ?? -1 }
	return { dimension: facet, value, orNone: value === (facet === 'country' ? NO_COUNTRY : UNKNOWN_CHANNEL) }
}

/** `1-14` is Monday from two to three: 14 hours into the week. */
export function hourIndex(value: string): number {
	const [day = 1, hour = 0] = value.split('-').map(Number)
	return (day - 1) * 24 + hour
}

export const hourKey = (index: number): string => `${Math.floor(index / 24) + 1}-${index % 24}`
