import { z } from 'zod'
import { selectTargets } from '../../db/queries/clicks.ts'
import { BUCKETS } from '../../db/schema/hits.ts'
import type { FacetRow } from '../domain/clicks/breakdown.ts'
import { FACETS, measuresUnder, readFilters } from '../domain/clicks/facets.ts'
import { askClicks } from '../domain/clicks/question.ts'
import { clickPeriod, readClickReport } from '../domain/clicks/report.ts'
import { MEASURES, type TargetClicks } from '../domain/clicks/series.ts'
import { RANGES } from '../domain/periods.ts'
import { bounded } from '../domain/text.ts'
import { ownProfile } from './profiles.ts'
import { type Caller, route } from './route.ts'

const count = z.int().min(0)
const moment = z.iso.datetime()

const range = z.enum(RANGES).default('28d').describe('Up to now; days are cut in the profile’s zone.')
const from = moment.describe('Begin of the range, in it.')
const to = moment.describe('End of the range, not in it.')

const TotalsAnswer = z.object({
	range: z.enum(RANGES),
	from,
	to,
	views: count,
	visitors: count.describe('Daily visitors, summed over the days.'),
	clicks: count,
	copies: count.describe('Copied codes.'),
	fails: count.describe('Followers who said that a code did not work.'),
	shares: count,
	rate: z.number().nullable().describe('Clicks per view; null without views.'),
	hits: z.record(z.enum(BUCKETS), count).describe('Every hit, by the one bucket it is in.'),
	links: z.array(
		z.object({ id: z.string().nullable(), title: z.string(), clicks: count, copies: count, fails: count }),
	),
})

const SeriesAnswer = z.object({
	range: z.enum(RANGES),
	measure: z.enum(MEASURES),
	step: z.string().describe('hour, day, week or month.'),
	points: z.array(z.object({ from, to, value: count.nullable().describe('Null for what has not begun.') })),
})

/** The longest value is a channel's: `host:` and a host's name, which has 253 characters at most. */
const value = bounded(260)

const BreakdownQuery = z.object({
	range,
	by: z.enum(FACETS).default('link'),
	measure: z
		.enum(MEASURES)
		.exclude(['visitors'])
		.default('clicks')
		.describe('Links and coupons are always listed by clicks.'),
	link: value.optional().describe('The id of a link or coupon.'),
	channel: value.optional().describe('As in the answer: `tag:tt`, `app:tiktok`, `host:example.com`, `unknown`.'),
	country: value.optional().describe('Two letters, or `none`.'),
	device: value.optional(),
	app: value.optional(),
	hour: value.optional().describe('An hour of the week in the profile’s zone: `1-14` is Monday from 14 to 15.'),
})

const BreakdownAnswer = z.object({
	from: from.describe(
		'The first moment that is answered: filters that combine need raw hits, which are kept for a time.',
	),
	to,
	by: z.enum(FACETS),
	filters: z.partialRecord(z.enum(FACETS), z.string()).describe('The filters that were understood.'),
	total: count,
	rows: z
		.array(z.object({ key: z.string().nullable(), hits: count }))
		.describe(
			'They add up to the total. `key` is null for a link that is gone, and for all values beyond the first 500.',
		),
})

async function reportOf(caller: Caller, wanted: z.output<typeof range>) {
	return readClickReport(caller.ctx, await ownProfile(caller), wanted)
}

const iso = (at: number | undefined): string => new Date(at ?? 0).toISOString()

export const clickRoutes = [
	route({
		method: 'GET',
		path: '/clicks/totals',
		id: 'readClickTotals',
		summary: 'Views, visitors and clicks of a range, by link and coupon, and what was not counted',
		query: z.object({ range }),
		status: 200,
		answer: TotalsAnswer,
		async run(caller, { query }) {
			const { period, totals, hits, list } = await reportOf(caller, query.range)
			const sums = BUCKETS.map(
				(bucket) => [bucket, Object.values(hits[bucket]).reduce((sum, n) => sum + n, 0)] as const,
			)
			return {
				range: query.range,
				from: iso(period.slots[0]?.from),
				to: iso(period.slots.at(-1)?.to),
				...totals,
				hits: Object.fromEntries(sums) as Record<(typeof BUCKETS)[number], number>,
				links: list.map(({ target, clicks, copies, fails }) => ({
					id: target?.publicId ?? null,
					title: target?.title ?? '',
					clicks,
					copies,
					fails,
				})),
			}
		},
	}),
	route({
		method: 'GET',
		path: '/clicks/series',
		id: 'readClickSeries',
		summary: 'One measure over a range; its points add up to the total',
		query: z.object({ range, measure: z.enum(MEASURES).default('clicks') }),
		status: 200,
		answer: SeriesAnswer,
		async run(caller, { query: { range: wanted, measure } }) {
			const { period, series } = await reportOf(caller, wanted)
			const points = period.slots.map((slot, i) => ({
				from: iso(slot.from),
				to: iso(slot.to),
				value: series[measure][i] ?? null,
			}))
			return { range: wanted, measure, step: period.step, points }
		},
	}),
	route({
		method: 'GET',
		path: '/clicks/breakdown',
		id: 'readClickBreakdown',
		summary: 'One measure by link, channel, country, device, app or hour of the week, under any filters',
		query: BreakdownQuery,
		status: 200,
		answer: BreakdownAnswer,
		async run(caller, { query: { range: wanted, by, measure, ...said } }) {
			const { ctx } = caller
			const profile = await ownProfile(caller)
			const targets = await selectTargets(ctx.db, ctx.userId, profile.id)
			const filters = readFilters((facet) => said[facet] ?? null, targets)
			const period = await clickPeriod(ctx, profile, wanted)
			const shown = measuresUnder(filters).find((one) => one === measure) ?? 'clicks'
			const { breakdown, raw } = await askClicks(ctx, profile, { period, filters, by, measure: shown }, targets)
			const list = breakdown ?? (await raw?.read())?.breakdown
			const rest = list && 'rest' in list && list.rest > 0 ? [{ key: null, hits: list.rest }] : []
			const rows = [...(list?.rows.map(rowOf) ?? []), ...rest]
			return {
				from: iso(raw?.plan.from ?? period.slots[0]?.from),
				to: iso(period.slots.at(-1)?.to),
				by,
				filters,
				total: list?.total ?? 0,
				rows,
			}
		},
	}),
]

function rowOf(row: FacetRow | TargetClicks): { key: string | null; hits: number } {
	return 'key' in row ? { key: row.key, hits: row.hits } : { key: row.target?.publicId ?? null, hits: row.clicks }
}
