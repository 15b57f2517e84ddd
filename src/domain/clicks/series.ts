import type { ClickRows, Target } from '../../../db/queries/clicks.ts'
import { BUCKETS, type Bucket, KINDS, type Kind } from '../../../db/schema/hits.ts'
import type { Period } from '../periods.ts'

export const MEASURES = ['clicks', 'views', 'visitors', 'copies', 'fails', 'shares'] as const
export type Measure = (typeof MEASURES)[number]

/** One number per piece of the period; null for a piece that has not begun. */
export type Series = (number | null)[]

export interface TargetClicks {
	/** Null for clicks on something that is gone altogether. */
	target: Target | null
	clicks: number
	copies: number
	/** Followers who said that a code did not work. */
	fails: number
	/** Of all clicks in the period, 0 to 1. */
	share: number
	series: Series
}

export interface ClickReport {
	period: Period
	series: Record<Measure, Series>
	previous: Record<Measure, Series>
	totals: Totals
	/** Null for a range that has nothing before it. */
	totalsBefore: Totals | null
	/** Most clicks first. Their clicks add up to the total. */
	list: TargetClicks[]
	/** Every hit of the period, once: by what it was and by how it was counted. */
	hits: Record<Bucket, Record<Kind, number>>
}

export interface Totals extends Record<Measure, number> {
	/** Clicks per view; null without views. */
	rate: number | null
}

/** Puts the rows of a period in their places. Every total is the sum of what the chart and the list show. */
export function clickReport(period: Period, rows: ClickRows, targets: Target[]): ClickReport {
	const series = seriesOf(period.slots.length, rows.hits.filter(isCounted), rows.visitors, hasBegun(period))
	const previous = seriesOf(period.previous.length, rows.hitsBefore.filter(isCounted), rows.visitorsBefore, () => true)
	const totals = totalsOf(series)
	return {
		period,
		series,
		previous,
		totals,
		totalsBefore: period.previous.length > 0 ? totalsOf(previous) : null,
		list: listOf(period, rows.blockHits, targets, totals.clicks),
		hits: hitsOf(rows.hits),
	}
}

const isCounted = ({ bucket }: { bucket: Bucket }) => bucket === 'counted'

/** The pieces that have happened; a hit from a clock that runs ahead of ours is shown all the same. */
function hasBegun({ slots, now }: Period) {
	return (slot: number) => (slots[slot]?.from ?? 0) <= now
}

type Counted = { slot: number; kind: Kind; hits: number }
type Visitors = ClickRows['visitors']

function seriesOf(length: number, hits: Counted[], visitors: Visitors, isPast: (slot: number) => boolean) {
	const of = (kind: Kind) => hits.filter((row) => row.kind === kind)
	return {
		clicks: fill(length, of('click'), isPast),
		views: fill(length, of('view'), isPast),
		copies: fill(length, of('copy'), isPast),
		fails: fill(length, of('fail'), isPast),
		shares: fill(length, of('share'), isPast),
		visitors: fill(
			length,
			visitors.map(({ slot, visitors: hits }) => ({ slot, hits })),
			isPast,
		),
	}
}

function fill(length: number, rows: Pick<Counted, 'slot' | 'hits'>[], isPast: (slot: number) => boolean): Series {
	const series: Series = Array.from({ length }, (_, slot) => (isPast(slot) ? 0 : null))
	for (const { slot, hits } of rows) series[slot] = (series[slot] ?? 0) + hits
	return series
}

/** Pieces that have not begun count as nothing. */
export const sumOf = (series: Series): number => series.reduce<number>((sum, value) => sum + (value ?? 0), 0)

function totalsOf(series: Record<Measure, Series>): Totals {
	const sums = Object.fromEntries(MEASURES.map((measure) => [measure, sumOf(series[measure])])) as Record<
		Measure,
		number
	>
	return { ...sums, rate: sums.views > 0 ? sums.clicks / sums.views : null }
}

/** Every link and coupon on the page, most clicks first: with or without clicks, and what is no longer there but was clicked. */
export function listOf(period: Period, hits: ClickRows['blockHits'], targets: Target[], all: number): TargetClicks[] {
	const byBlock = Map.groupBy(hits, (row) => row.blockId)
	const known = new Set(targets.map((target) => target.id))
	const strays = [...byBlock].filter(([id]) => !known.has(id)).flatMap(([, rows]) => rows)
	const present = targets.filter((target) => !target.isDeleted || byBlock.has(target.id))
	const list = present.map((target) => targetClicks(period, target, byBlock.get(target.id) ?? [], all))
	if (strays.length > 0) list.push(targetClicks(period, null, strays, all))
	return list.sort((a, b) => b.clicks - a.clicks || b.copies - a.copies)
}

function targetClicks(period: Period, target: Target | null, rows: Counted[], all: number): TargetClicks {
	const of = (kind: Kind) =>
		fill(
			period.slots.length,
			rows.filter((row) => row.kind === kind),
			hasBegun(period),
		)
	const series = of('click')
	const clicks = sumOf(series)
	return {
		target,
		clicks,
		copies: sumOf(of('copy')),
		fails: sumOf(of('fail')),
		share: all > 0 ? clicks / all : 0,
		series,
	}
}

function hitsOf(rows: ClickRows['hits']): ClickReport['hits'] {
	const none = () => Object.fromEntries(KINDS.map((kind) => [kind, 0])) as Record<Kind, number>
	const hits = Object.fromEntries(BUCKETS.map((bucket) => [bucket, none()])) as ClickReport['hits']
	for (const row of rows) hits[row.bucket][row.kind] += row.hits
	return hits
}
