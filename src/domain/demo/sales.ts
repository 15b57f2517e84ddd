import type { Status } from '../../../db/schema/conversions.ts'
import { DAY } from '../time.ts'
import { type Chance, chanceOf } from './chance.ts'
import { BLOCKS, type Pay } from './page.ts'
import type { Day } from './traffic.ts'

export interface Sale {
	/** Position in `BLOCKS`; null for money that no link can claim. */
	block: number | null
	merchant: string
	status: Status
	/** Ten-thousandths of the currency's major unit. */
	amount: number
	currency: string
	occurredAt: number
	note: string
}

/** Networks hold a commission for about a month and pay it about two months after that. */
const PENDING_DAYS = 30
const UNPAID_DAYS = 80
const DECLINED = 0.07

/** Commissions of the year, one sale a row; everything but today, which no network reports the same day. */
export function salesOf(days: Day[]): Sale[] {
	const chance = chanceOf(4001)
	const sales: Sale[] = []
	for (const { daysAgo, start } of days.filter((day) => day.daysAgo > 0)) {
		for (const [block, { kind, ...rest }] of BLOCKS.entries()) {
			if (kind !== 'link' && kind !== 'coupon') continue
			const { pay, merchant, daysOld, endedDaysAgo = -1 } = rest as Extract<typeof rest, { merchant: string }>
			if (!pay || daysAgo >= daysOld || daysAgo <= endedDaysAgo) continue
			for (let n = chance.times(pay.perWeek / 7); n > 0; n--)
				sales.push({ block, merchant, note: '', ...earned(pay, daysAgo, chance), occurredAt: start + DAY / 2 })
		}
		const bonus = BONUSES.find((one) => one.daysAgo === daysAgo)
		if (bonus) sales.push({ ...bonus.sale, occurredAt: start + DAY / 2 })
	}
	return sales
}

function earned({ currency, low, high }: Pay, daysAgo: number, chance: Chance) {
	/** Whole cents: networks pay no fractions of them. */
	const amount = Math.floor(chance.between(low, high) / 100) * 100
	return { currency, amount, status: statusOf(daysAgo, chance) }
}

function statusOf(daysAgo: number, chance: Chance): Status {
	if (chance.isTrue(DECLINED) && daysAgo > 5) return 'declined'
	if (daysAgo < PENDING_DAYS) return chance.isTrue(0.15) ? 'approved' : 'pending'
	return daysAgo < UNPAID_DAYS ? 'approved' : 'paid'
}

const BONUSES: { daysAgo: number; sale: Omit<Sale, 'occurredAt'> }[] = [
	{
		daysAgo: 120,
		sale: {
			block: null,
			merchant: 'Strikk',
			status: 'paid',
			amount: 15_000_000,
			currency: 'NOK',
			note: 'Quarterly bonus',
		},
	},
	{
		daysAgo: 26,
		sale: {
			block: null,
			merchant: 'Strikk',
			status: 'approved',
			amount: 9_000_000,
			currency: 'NOK',
			note: 'Bonus for the cabin video',
		},
	},
]
