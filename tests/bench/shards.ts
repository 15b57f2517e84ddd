import { type Shard, shardFor } from '../../db/shards.ts'
import { chance } from '../support/chance.ts'

/**
 * When and how to shard, as a simulation that always prints the same (db/decisions/0004): creators come, few of them have most of
 * the followers, interest fades, raw hits stay 25 months, and a database is added whenever the fullest one is too full.
 */

const MONTHS = 60
const NEW_CREATORS = 300
const KEPT_MONTHS = 25
/** Bytes of a hit with its share of the rollups, as `tests/bench/cost.ts` measures them, rounded up. */
const BYTES = 230
/** What is still backed up, restored and moved in minutes rather than hours. */
const FULL_GB = 50
/** A database is added at this share of full: earlier where whoever is in the old ones stays there and goes on growing. */
const ADDED_AT = { moving: 2 / 3, fixed: 0.3 }
/** Databases that are added at a time, where a rule lets us choose. */
const TOGETHER = 2

interface Creator {
	id: number
	/** Hits of each month since the first. */
	hits: Float64Array
	/** Raw hits that are kept now. */
	stored: number
}

interface Outcome {
	databases: number
	/** Hits that had to be moved from one database to another, as a multiple of all that are stored at the end. */
	moved: number
	/** The month's hits of the busiest database, against an even share. */
	busiest: number
	fullestGb: number
	firstAdded: number
}

type Place = (id: number, databases: number, generations: Shard[]) => string

const OURS = 'generations (ours)'

const RULES: Record<string, Place> = {
	'id modulo their number': (id, databases) => String(id % databases),
	'rendezvous hashing': (id, databases) => {
		let [best, place] = [-1, 0]
		for (let n = 0; n < databases; n++) {
			const score = chance(id * 1009 + n)()
			if (score > best) [best, place] = [score, n]
		}
		return String(place)
	},
	[OURS]: (id, _, generations) => shardFor(id, generations)?.url ?? 'main',
}

/** Most pages have a few followers a month and one in thousands has millions: a Pareto tail, fading by half in a year. */
function creatorsOf(seed: number): Creator[] {
	const next = chance(seed)
	return Array.from({ length: MONTHS * NEW_CREATORS }, (_, i) => {
		const size = Math.min(3e6, 2500 / (1 - next()) ** 0.9)
		const born = Math.floor(i / NEW_CREATORS)
		const hits = Float64Array.from({ length: MONTHS }, (_, month) =>
			month < born ? 0 : size * 0.5 ** ((month - born) / 12),
		)
		return { id: i + 1, hits, stored: 0 }
	})
}

/** With fixed places only the newest databases get new creators, so only they are watched. */
function simulate(place: Place, creators: Creator[], isFixed: boolean): Outcome {
	let databases = 1
	let [moved, firstAdded] = [0, 0]
	const room = FULL_GB * 1e9 * (isFixed ? ADDED_AT.fixed : ADDED_AT.moving)
	const generations: Shard[] = []
	const where = new Map<number, string>()
	let stored = new Map<string, number>()
	let busy = new Map<string, number>()
	for (let month = 0; month < MONTHS; month++) {
		stored = new Map()
		busy = new Map()
		for (const creator of creators.slice(0, (month + 1) * NEW_CREATORS)) {
			const hits = creator.hits[month] ?? 0
			const gone = creator.hits[month - KEPT_MONTHS] ?? 0
			const at = place(creator.id, databases, generations)
			if ((where.get(creator.id) ?? at) !== at) moved += creator.stored
			where.set(creator.id, at)
			creator.stored += hits - gone
			stored.set(at, (stored.get(at) ?? 0) + creator.stored)
			busy.set(at, (busy.get(at) ?? 0) + hits)
		}
		const growing =
			isFixed && generations.length > 0 ? generations.slice(-TOGETHER).map(({ url }) => url) : [...stored.keys()]
		if (!growing.some((at) => (stored.get(at) ?? 0) * BYTES > room)) continue
		firstAdded ||= month + 1
		for (let n = 0; n < TOGETHER; n++)
			generations.push({ from: (month + 1) * NEW_CREATORS + 1, url: String(databases++) })
	}
	const all = [...stored.values()].reduce((sum, n) => sum + n, 0)
	const month = [...busy.values()].reduce((sum, n) => sum + n, 0)
	return {
		databases,
		moved: moved / all,
		busiest: Math.max(...busy.values()) / (month / databases),
		fullestGb: (Math.max(...stored.values()) * BYTES) / 1e9,
		firstAdded,
	}
}

console.info(
	'| rule | databases | first added in month | fullest, GB | busiest against an even share | hits moved |\n|---|---|---|---|---|---|',
)
for (const [name, place] of Object.entries(RULES)) {
	const { databases, firstAdded, fullestGb, busiest, moved } = simulate(place, creatorsOf(7), name === OURS)
	console.info(
		`| ${name} | ${databases} | ${firstAdded} | ${fullestGb.toFixed(0)} | ${busiest.toFixed(1)} | ${moved.toFixed(2)} x |`,
	)
}
