import { remembered } from './remembered.ts'

/** Calendar days in an IANA time zone. Moments are UTC epoch milliseconds; an unknown zone throws a RangeError. */

export const DAY = 86_400_000
/** Rollups are kept by quarter hours. */
export const QUARTER = 900_000

// No zone is further from UTC than this, local mean times of the 19th century included.
const FURTHEST = 16 * 3_600_000

/** The local calendar date at a moment, as `YYYY-MM-DD`. */
export function localDate(at: number, zone: string): string {
	return dateOf(wallClock(at, zone))
}

/** Calendar days from 1970-01-01 to the local date at a moment. */
export function localDay(at: number, zone: string): number {
	return Math.floor(wallClock(at, zone) / DAY)
}

/** The first moment of the local day that a moment falls in; not always 00:00. */
export function startOfLocalDay(at: number, zone: string): number {
	return fromLocalDate(localDate(at, zone), zone)
}

/** The first moment of the next local day. Always later than `at`. */
export function nextLocalMidnight(at: number, zone: string): number {
	const midnight = startOfWallDay(wallClock(at, zone)) + DAY
	const [first, second = first] = moments(midnight, zone)
	return first > at ? first : second
}

/**
 * The same time of day, `n` days on (or back). The start of a day leads to the start of a day; a time that the clocks
 * skip becomes the moment of the skip, and of a time that comes twice the first is meant.
 */
export function addLocalDays(at: number, n: number, zone: string): number {
	const wall = wallClock(at, zone)
	const isStart = at === startOfLocalDay(at, zone)
	return firstMoment((isStart ? startOfWallDay(wall) : wall) + n * DAY, zone)
}

/** Whether a text is a `YYYY-MM-DD` that the calendar has. */
export function isLocalDate(date: string): boolean {
	const wall = wallOf(date)
	return !Number.isNaN(wall) && dateOf(wall) === date
}

/** The first moment of a `YYYY-MM-DD`. A day that the zone skipped begins where the next one does. */
export function fromLocalDate(date: string, zone: string): number {
	if (!isLocalDate(date)) throw new RangeError(`Not a date: ${date}`)
	return firstMoment(wallOf(date), zone)
}

// A wall-clock time is held as the epoch milliseconds at which a clock in UTC would show it.

function wallOf(date: string): number {
	return /^\d{4}-\d\d-\d\d$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN
}

function dateOf(wall: number): string {
	return new Date(wall).toISOString().slice(0, 10)
}

function startOfWallDay(wall: number): number {
	return Math.floor(wall / DAY) * DAY
}

function firstMoment(wall: number, zone: string): number {
	return moments(wall, zone)[0]
}

/** When a clock in the zone shows a time, in order: once, twice where clocks go back, else the moment they skip it. */
function moments(wall: number, zone: string): [number, number?] {
	const [before, after] = [offsetAt(wall - FURTHEST, zone), offsetAt(wall + FURTHEST, zone)]
	const candidates = [...new Set([wall - before, wall - after])].sort((a, b) => a - b)
	const [first, second] = candidates.filter((moment) => wallClock(moment, zone) === wall)
	return first === undefined ? [transition(wall - FURTHEST, wall + FURTHEST, zone)] : [first, second]
}

/** The moment between two others at which the zone's offset changes, by halving. */
function transition(from: number, to: number, zone: string): number {
	const before = offsetAt(from, zone)
	let [low, high] = [from, to]
	while (high - low > 1) {
		const middle = Math.floor((low + high) / 2)
		if (offsetAt(middle, zone) === before) low = middle
		else high = middle
	}
	return high
}

/** How far the zone's clocks are ahead of UTC at a moment, in ms. */
export function offsetAt(at: number, zone: string): number {
	const day = Math.floor(at / DAY)
	const offset = offsetAtStart({ day, zone })
	// No clocks change twice between one UTC midnight and the next.
	return offset === offsetAtStart({ day: day + 1, zone }) ? offset : readClock(at, zone) - at
}

const wallClock = (at: number, zone: string): number => at + offsetAt(at, zone)

/** A chart of a year asks thousands of times, and reading a clock takes longer than drawing a day. */
const offsetAtStart = remembered(
	20_000,
	({ day, zone }: { day: number; zone: string }) => `${day} ${zone}`,
	({ day, zone }) => readClock(day * DAY, zone) - day * DAY,
)

/** What a clock in the zone shows at a moment. */
function readClock(at: number, zone: string): number {
	const parts: Record<string, number> = {}
	for (const { type, value } of formatFor(zone).formatToParts(at)) parts[type] = Number(value)
	const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
	return Date.UTC(year, month - 1, day, hour, minute, second) + (((at % 1000) + 1000) % 1000)
}

/** Making one takes a hundred times longer than using it. */
const formatFor = remembered(
	200,
	(zone: string) => zone,
	(timeZone) =>
		new Intl.DateTimeFormat('en-u-ca-iso8601-nu-latn', {
			timeZone,
			hourCycle: 'h23',
			year: 'numeric',
			month: '2-digit',
			day: '2-digit',
			hour: '2-digit',
			minute: '2-digit',
			second: '2-digit',
		}),
)
