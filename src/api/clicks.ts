import { z } from 'zod'
import { BUCKETS } from '../../db/schema/hits.ts'
import { readClickReport } from '../domain/clicks/report.ts'
import { MEASURES } from '../domain/clicks/series.ts'
import { RANGES } from '../domain/periods.ts'
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
	rate: z.number().nullable().describe('Clicks per view; null without views.'),
	hits: z.record(z.enum(BUCKETS), count).describe('Every hit, by the one bucket it is in.'),
	links: z.array(z.object({ id: z.string().nullable(), title: z.string(), clicks: count, copies: count })),
})

const SeriesAnswer = z.object({
	range: z.enum(RANGES),
	measure: z.enum(MEASURES),
	step: z.string().describe('hour, day, week or month.'),
	points: z.array(z.object({ from, to, value: count.nullable().describe('Null for what has not begun.') })),
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
				links: list.map(({ target, clicks, copies }) => ({
					id: target?.publicId ?? null,
					title: target?.title ?? '',
					clicks,
					copies,
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
]
