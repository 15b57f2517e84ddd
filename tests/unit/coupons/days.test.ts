import { expect, test } from 'vitest'
import { dayFields, periodOf } from '../../../src/domain/coupons/days.ts'
import { validity } from '../../../src/domain/coupons/validity.ts'

test.each(['Europe/Oslo', 'Asia/Kathmandu', 'America/Los_Angeles', 'Pacific/Kiritimati'])(
	'in %s the last day is one on which the code works, to its end',
	(zone) => {
		const days = { validFrom: '2026-03-29', validUntil: '2026-03-29' }
		const period = periodOf(days, zone)
		expect(dayFields(period, zone)).toEqual(days)
		expect(validity(period, (period.validUntil ?? 0) - 1, zone)).toBe('endsToday')
		expect(validity(period, period.validUntil ?? 0, zone)).toBe('expired')
	},
)

test('the day on which the clocks change has 23 hours', () => {
	const { validFrom, validUntil } = periodOf({ validFrom: '2026-03-29', validUntil: '2026-03-29' }, 'Europe/Oslo')
	expect((validUntil ?? 0) - (validFrom ?? 0)).toBe(23 * 3_600_000)
})

test('days that are left open stay open, and a period that ends before it begins is refused', () => {
	expect(periodOf({ validFrom: '', validUntil: '' }, 'UTC')).toEqual({ validFrom: null, validUntil: null })
	expect(dayFields({ validFrom: null, validUntil: null }, 'UTC')).toEqual({ validFrom: '', validUntil: '' })
	expect(() => periodOf({ validFrom: '2026-03-02', validUntil: '2026-03-01' }, 'UTC')).toThrow(
		'coupon.until.beforeFrom',
	)
})
