import { readHitsInHour, readHitsOf, readHitTotals, readHours, readValues } from '../../../db/queries/breakdowns.ts'
import type { Target } from '../../../db/queries/clicks.ts'
import { findRawFrom } from '../../../db/queries/raw-hits.ts'
import type { Kind } from '../../../db/schema/hits.ts'
import type { Profile } from '../../../db/schema/profiles.ts'
import type { Slot } from '../calendar.ts'
import type { Ctx } from '../ctx.ts'
import { type Period, wholeOf } from '../periods.ts'
import { type Breakdown, facetBreakdown, linkBreakdown } from './breakdown.ts'
import { steadyStretches } from './clock-changes.ts'
import { type Facet, type Filters, hourIndex, KIND_OF, onlyOf } from './facets.ts'
import { pieceOf, piecesOf } from './pieces.ts'
import { planRaw, type RawPlan, readRaw } from './raw.ts'
import { readPeriodReport } from './report.ts'
import { type ClickReport, clickReport, type Measure } from './series.ts'

/** What a creator asks of their clicks. */
export interface Question {
	period: Period
	filters: Filters
	by: Facet
	measure: Measure
}

/** The answer's parts that rollups have, and the reading of raw hits that the others need. */
export interface Answer {
	report: ClickReport | null
	breakdown: Breakdown | null
	raw: RawReading | null
}

export interface RawReading {
	plan: RawPlan
	read(onProgress?: (read: number) => void): Promise<{ report: ClickReport; breakdown: Breakdown }>
}

type World = Pick<Ctx, 'db' | 'userId'>

/**
 * Totals and a single filter are answered from rollups, at a cost that does not depend on the number of hits. Filters that
 * combine, and the other facets under one filter, are left to a reading of raw hits, which the caller begins.
 */
export async function askClicks(ctx: World, profile: Profile, question: Question, targets: Target[]): Promise<Answer> {
	const [facet, ...others] = Object.keys(question.filters) as Facet[]
	if (facet === undefined) return { ...(await unfiltered(ctx, profile, question, targets)), raw: null }
	const report = others.length === 0 ? await filteredReport(ctx, profile, question, facet, targets) : null
	if (report && question.by === facet)
		return { report, breakdown: onlyRow(report, question, facet, targets), raw: null }
	return { report, breakdown: null, raw: await rawReading(ctx, profile, question, targets, report === null) }
}

async function unfiltered(ctx: World, profile: Profile, { period, by, measure }: Question, targets: Target[]) {
	const [report, breakdown] = await Promise.all([
		readPeriodReport(ctx, profile, period, targets),
		by === 'link' ? null : breakdownOf(ctx, profile, period, by, KIND_OF[measure]),
	])
	const byLink = { by: 'link', kind: 'click', rows: report.list, total: report.totals.clicks } as const
	return { report, breakdown: breakdown ?? byLink }
}

async function breakdownOf(
	{ db, userId }: World,
	profile: Profile,
	period: Period,
	by: Exclude<Facet, 'link'>,
	kind: Kind,
): Promise<Breakdown> {
	const whole = wholeOf(period.slots)
	if (by !== 'hour') {
		const piece = pieceOf(whole, profile.timeZone)
		const { values, total } = await readValues(db, userId, profile.id, by, kind, piece)
		return facetBreakdown(by, kind, values, total)
	}
	const hours = await readHours(db, userId, profile.id, steadyPieces([whole], profile.timeZone))
	const values = hours.map(({ hour, ...row }) => ({ value: hour, word: null, ...row }))
	return facetBreakdown(by, kind, values)
}

async function filteredReport(
	{ db, userId }: World,
	profile: Profile,
	{ period, filters }: Question,
	facet: Facet,
	targets: Target[],
) {
	const value = filters[facet] ?? ''
	const zone = profile.timeZone
	const rows =
		facet === 'hour'
			? await readHitsInHour(
					db,
					userId,
					profile.id,
					hourIndex(value),
					steadyPieces(period.slots, zone),
					steadyPieces(period.previous, zone),
				)
			: await readHitsOf(
					db,
					userId,
					profile.id,
					onlyOf(facet, value, targets),
					piecesOf(period.slots, zone),
					piecesOf(period.previous, zone),
				)
	return clickReport(period, { ...rows, visitors: [], visitorsBefore: [], blockHits: [] }, [])
}

/** The list of what is filtered by: it has one row, and that is the total. */
function onlyRow(report: ClickReport, { filters, measure }: Question, facet: Facet, targets: Target[]): Breakdown {
	const { clicks, copies, fails } = report.totals
	if (facet === 'link') {
		const target = targets.find(({ publicId }) => publicId === filters.link) ?? null
		const row = { target, clicks, copies, fails, share: clicks > 0 ? 1 : 0, series: report.series.clicks }
		return { by: facet, kind: 'click', rows: [row], total: clicks }
	}
	const kind = KIND_OF[measure]
	const hits = report.hits.counted[kind]
	const rows = hits > 0 ? [{ key: filters[facet] ?? '', hits, share: 1 }] : []
	return { by: facet, kind, rows, rest: 0, total: hits }
}

async function rawReading(
	ctx: World,
	profile: Profile,
	{ period, filters, by, measure }: Question,
	targets: Target[],
	isCompared: boolean,
): Promise<RawReading> {
	const { db, userId } = ctx
	const zone = profile.timeZone
	const [{ hits, hitsBefore }, rawFrom] = await Promise.all([
		readHitTotals(db, userId, profile.id, piecesOf(period.slots, zone), piecesOf(period.previous, zone)),
		findRawFrom(db, userId, profile.id),
	])
	const asked = isCompared ? period : { ...period, previous: [] }
	const plan = planRaw(asked, hits, hitsBefore, rawFrom, zone)
	const { hour, ...values } = filters
	const only = Object.entries(values).map(([facet, value]) => onlyOf(facet as keyof typeof values, value, targets))
	const filter = { only, hour: hour === undefined ? null : hourIndex(hour) }
	const shown = filters.link === undefined ? targets : targets.filter(({ publicId }) => publicId === filters.link)
	return {
		plan,
		async read(onProgress) {
			const answer = await readRaw(ctx, profile.id, plan, filter, by === 'link' ? 'block' : by, onProgress)
			const isCounted = { bucket: 'counted' } as const
			const rows = {
				hits: answer.hits.map((row) => ({ ...row, ...isCounted })),
				hitsBefore: answer.hitsBefore.map((row) => ({ ...row, ...isCounted })),
			}
			return {
				report: clickReport(plan.period, { ...rows, visitors: [], visitorsBefore: [], blockHits: [] }, []),
				breakdown:
					by === 'link'
						? linkBreakdown(plan.period, answer.values, shown)
						: facetBreakdown(by, KIND_OF[measure], answer.values),
			}
		},
	}
}

function steadyPieces(slots: Slot[], zone: string) {
	return slots.flatMap((slot, i) => steadyStretches(slot, zone).map((stretch) => ({ slot: i, ...stretch })))
}
