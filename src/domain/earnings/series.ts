import type { readBlockClicks, Target } from '../../../db/queries/clicks.ts'
import type { EarningRows } from '../../../db/queries/earnings.ts'
import { isEarned, STATUSES, type Status } from '../conversions/status.ts'
import { exact, perUnit } from '../money.ts'

/** Ten-thousandths of the currency's major unit, by status. */
export type Amounts = Record<Status, number>

/** What one link or coupon earned. */
export interface Credit {
	/** Null for what nobody could match, and for a link that is gone altogether. */
	target: Target | null
	isUnattributed: boolean
	amounts: Amounts
	/** Approved and paid. */
	earned: number
	/** Entries of every status but declined. */
	sales: number
	/** Counted on the creator's own page in the same time. */
	clicks: number
	/** Earned per click, in ten-thousandths; null below 20 clicks, where chance says more than the link does. */
	epc: number | null
}

/** One currency's earnings; currencies are never added together. */
export interface CurrencyEarnings {
	currency: string
	amounts: Amounts
	earned: number
	sales: number
	/** One amount per piece of time and status. */
	series: Record<Status, number[]>
	/** The most earned first, the unattributed last. */
	credits: Credit[]
}

export const CLICKS_FOR_EPC = 20

type Sum = EarningRows['sums'][number]
/** The entries of a stretch of time, with the clicks of the same time. */
type Rows = EarningRows & { clicks: Awaited<ReturnType<typeof readBlockClicks>> }

/** The currency with the most entries comes first. */
export function earningsByCurrency(pieces: number, rows: Rows): CurrencyEarnings[] {
	const groups = [...Map.groupBy(rows.sums, (row) => row.currency)]
	return groups
		.map(([currency, sums]) => ({
			currency,
			...total(sums),
			series: seriesOf(pieces, sums),
			credits: creditsOf(sums, rows),
		}))
		.sort((a, b) => b.sales - a.sales || a.currency.localeCompare(b.currency, 'en'))
}

function total(sums: Sum[]): { amounts: Amounts; earned: number; sales: number } {
	const amounts = byStatus(() => 0)
	let sales = 0
	for (const { status, amount, sales: count } of sums) {
		amounts[status] = exact(amounts[status] + amount)
		if (status !== 'declined') sales += count
	}
	const earned = STATUSES.filter(isEarned).reduce((sum, status) => exact(sum + amounts[status]), 0)
	return { amounts, earned, sales }
}

function seriesOf(pieces: number, sums: Sum[]): Record<Status, number[]> {
	const series = byStatus(() => Array<number>(pieces).fill(0))
	for (const { slot, status, amount } of sums) series[status][slot] = exact((series[status][slot] ?? 0) + amount)
	return series
}

function creditsOf(sums: Sum[], { clicks, targets }: Rows): Credit[] {
	const clicksOf = new Map(clicks.map((row) => [row.blockId, row.clicks]))
	const targetOf = new Map(targets.map((target) => [target.id, target]))
	const credits = [...Map.groupBy(sums, (row) => row.blockId)].map(([blockId, own]): Credit => {
		const totals = total(own)
		const taps = blockId === null ? 0 : (clicksOf.get(blockId) ?? 0)
		const epc = taps >= CLICKS_FOR_EPC ? perUnit(totals.earned, taps) : null
		const target = blockId === null ? null : (targetOf.get(blockId) ?? null)
		return { target, isUnattributed: blockId === null, ...totals, clicks: taps, epc }
	})
	return credits.sort((a, b) => Number(a.isUnattributed) - Number(b.isUnattributed) || b.earned - a.earned)
}

function byStatus<T>(make: () => T): Record<Status, T> {
	return { pending: make(), approved: make(), declined: make(), paid: make() }
}
