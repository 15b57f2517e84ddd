import type { Bucket, Kind } from '../../../db/schema/hits.ts'
import { addLocalDays, localDate, QUARTER, startOfLocalDay } from '../time.ts'
import { type Chance, chanceOf } from './chance.ts'
import { BLOCKS, DEMO, type DemoBlock, VIRAL } from './page.ts'

/** The year of the demonstration, today included. */
export const DAYS = 365

const VIEWS_AT_FIRST = 24
const VIEWS_NOW = 110
/** Sunday to Saturday: people who tap are at home. */
const WEEKDAYS = [1.25, 0.86, 0.9, 0.95, 1, 1.02, 1.08]
/** By the hour of the creator's day. */
const HOURS = [10, 5, 3, 2, 2, 4, 12, 22, 24, 22, 22, 25, 30, 28, 26, 28, 34, 42, 50, 60, 70, 72, 56, 28]
const HOURS_SUM = HOURS.reduce((sum, weight) => sum + weight, 0)
/** What is left of a viral day on the days after it. */
const ECHO = [1, 0.45, 0.2, 0.08]

const TAPS_PER_VIEW = 0.36
const NEW_VISITORS = 0.82
const COPIES = 0.6
const IMPATIENT = 0.03

/** One thing that a visit did. */
export interface Tap {
	kind: Kind
	/** Position in `BLOCKS`; null for a view of the page. */
	block: number | null
	at: number
	/** A second tap of an impatient thumb, which is not counted. */
	isRepeat: boolean
}

export interface Visit {
	bucket: Exclude<Bucket, 'repeat'>
	/** Null for anything that is not a person. */
	visitor: number | null
	/** False when this visitor was here earlier in the day. */
	isNew: boolean
	taps: Tap[]
}

export interface Day {
	daysAgo: number
	start: number
	end: number
}

/** Every day of the year before `now`, the oldest first; the last one ends when the others do. */
export function daysUntil(now: number): Day[] {
	const today = startOfLocalDay(now, DEMO.timeZone)
	return Array.from({ length: DAYS }, (_, i) => DAYS - 1 - i).map((daysAgo) => {
		const start = addLocalDays(today, -daysAgo, DEMO.timeZone)
		return { daysAgo, start, end: addLocalDays(start, 1, DEMO.timeZone) }
	})
}

/** Who came on a day and what they did. The same day, counted back from the last, always has the same visits. */
export function visitsOf(day: Day): Visit[] {
	const chance = chanceOf(7919 * (day.daysAgo + 1))
	const views = viewsOf(day, chance)
	const draw = BLOCKS.map((block) => drawOf(block, day.daysAgo))
	const visitors: number[] = []
	const visits: Visit[] = []
	for (let from = day.start; from < day.end; from += QUARTER) {
		const hour = Math.floor((from - day.start) / 3_600_000) % 24
		const mean = (views * (HOURS[hour] ?? 0)) / HOURS_SUM / 4
		const moment = () => Math.floor(chance.between(from, from + QUARTER))
		for (let n = chance.times(mean); n > 0; n--) visits.push(aPerson(moment(), day.end, draw, visitors, chance))
		for (let n = chance.times(mean * 0.05); n > 0; n--) visits.push(uncounted('preload', moment(), draw, chance))
		for (let n = chance.times(mean * 0.02 + 0.03); n > 0; n--) visits.push(uncounted('bot', moment(), draw, chance))
		if (hour >= 8 && chance.isTrue(0.025)) visits.push(uncounted('owner', moment(), draw, chance))
	}
	return visits
}

function viewsOf({ daysAgo, start }: Day, chance: Chance): number {
	const growth = (VIEWS_NOW / VIEWS_AT_FIRST) ** ((DAYS - 1 - daysAgo) / (DAYS - 1))
	const weekday = new Date(`${localDate(start, DEMO.timeZone)}T00:00:00Z`).getUTCDay()
	return VIEWS_AT_FIRST * growth * (WEEKDAYS[weekday] ?? 1) * chance.between(0.86, 1.14) * (1 + surgeOf(daysAgo))
}

function surgeOf(daysAgo: number): number {
	return VIRAL.reduce((sum, video) => sum + video.times * (ECHO[video.daysAgo - daysAgo] ?? 0), 0)
}

/** What a block draws on a day: nothing before it was there and after it ended, more while its video travels. */
function drawOf(block: DemoBlock, daysAgo: number): number {
	if (block.kind !== 'link' && block.kind !== 'coupon') return 0
	if (daysAgo >= block.daysOld || daysAgo <= (block.endedDaysAgo ?? -1)) return 0
	const videos = VIRAL.filter((video) => block.kind === 'link' && video.about === block.title)
	return block.pull * (1 + videos.reduce((sum, video) => sum + 3 * (ECHO[video.daysAgo - daysAgo] ?? 0), 0))
}

function aPerson(at: number, end: number, draw: number[], visitors: number[], chance: Chance): Visit {
	const known = chance.isTrue(NEW_VISITORS) ? undefined : visitors[Math.floor(chance.next() * visitors.length)]
	const visitor = known ?? Math.floor(chance.next() * 2 ** 48)
	if (known === undefined) visitors.push(visitor)
	const later = (from: number, seconds: number) =>
		Math.min(end - 1, from + Math.floor(chance.between(3, seconds) * 1000))
	const taps: Tap[] = [{ kind: 'view', block: null, at, isRepeat: false }]
	for (let n = chance.times(TAPS_PER_VIEW), from = at; n > 0; n--) {
		const block = chance.pick(draw)
		from = later(from, 40)
		if (BLOCKS[block]?.kind === 'coupon') {
			taps.push({ kind: 'copy', block, at: from, isRepeat: false })
			if (chance.isTrue(COPIES)) continue
			from = later(from, 6)
		}
		taps.push({ kind: 'click', block, at: from, isRepeat: false })
		if (chance.isTrue(IMPATIENT) && from + 700 < end)
			taps.push({ kind: 'click', block, at: from + 700, isRepeat: true })
	}
	return { bucket: 'counted', visitor, isNew: known === undefined, taps }
}

/** A bot, a preloader or the creator: a look at the page, or one link. */
function uncounted(bucket: Visit['bucket'], at: number, draw: number[], chance: Chance): Visit {
	const block = chance.isTrue(0.3) ? chance.pick(draw) : null
	return {
		bucket,
		visitor: null,
		isNew: false,
		taps: [{ kind: block === null ? 'view' : 'click', block, at, isRepeat: false }],
	}
}
