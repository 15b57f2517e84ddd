/** Public prices in US dollars a month, and how many units of each the plan already covers. */
interface Price {
	included: number
	/** Units that one `dollars` buys. */
	per: number
	dollars: number
}

/** Read in stored copies of the pages, of June 2026 at the latest. */
export const READ = {
	workers: 'developers.cloudflare.com/workers/platform/pricing (Standard)',
	queues: 'developers.cloudflare.com/queues/platform/pricing',
	turso: 'turso.tech/pricing (Scaler, paid yearly; rows beyond the plan from a third party)',
}

const MILLION = 1e6

export const WORKERS_PLAN = 5
export const TURSO_PLAN = 24.92

const PRICES = {
	requests: { included: 10 * MILLION, per: MILLION, dollars: 0.3 },
	cpuMs: { included: 30 * MILLION, per: MILLION, dollars: 0.02 },
	/** Writing, reading and deleting a message are three. */
	queueOperations: { included: MILLION, per: MILLION, dollars: 0.4 },
	rowsWritten: { included: 100 * MILLION, per: MILLION, dollars: 0.8 },
	rowsRead: { included: 100_000 * MILLION, per: 1000 * MILLION, dollars: 0.8 },
	gigabytes: { included: 24, per: 1, dollars: 0.5 },
} satisfies Record<string, Price>

export type Usage = Record<keyof typeof PRICES, number>

/** What a month costs beyond the plans, by what is used. */
export function bill(usage: Usage): Record<keyof Usage, number> {
	const dollarsOf = (what: keyof Usage) => {
		const { included, per, dollars } = PRICES[what]
		return (Math.max(0, usage[what] - included) / per) * dollars
	}
	const names = Object.keys(PRICES) as (keyof Usage)[]
	return Object.fromEntries(names.map((name) => [name, dollarsOf(name)])) as Record<keyof Usage, number>
}

/** What the same costs where the plans are used up. */
export function beyondPlans(usage: Partial<Usage>): Partial<Usage> {
	const names = Object.keys(usage) as (keyof Usage)[]
	return Object.fromEntries(names.map((name) => [name, ((usage[name] ?? 0) / PRICES[name].per) * PRICES[name].dollars]))
}
