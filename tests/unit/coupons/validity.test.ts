import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nextChange, validity } from '../../../src/domain/coupons/validity.ts'

const at = (iso: string) => Date.parse(iso)
const OSLO = 'Europe/Oslo'
/** The first to the last day of November 2026, in Oslo. */
const november = { validFrom: at('2026-10-31T23:00Z'), validUntil: at('2026-11-30T23:00Z') }

describe('a code through its life', () => {
	test.each([
		['2026-10-31T22:59:59.999Z', 'upcoming', '2026-10-31T23:00Z'],
		['2026-10-31T23:00Z', 'valid', '2026-11-29T23:00Z'],
		['2026-11-29T22:59:59.999Z', 'valid', '2026-11-29T23:00Z'],
		['2026-11-29T23:00Z', 'endsToday', '2026-11-30T23:00Z'],
		['2026-11-30T22:59:59.999Z', 'endsToday', '2026-11-30T23:00Z'],
		['2026-11-30T23:00Z', 'expired', null],
	])('%s: %s', (now, state, next) => {
		expect(validity(november, at(now), OSLO)).toBe(state)
		expect(nextChange(november, at(now), OSLO)).toBe(next && at(next))
	})

	test('the same period ends on another day in Kathmandu', () => {
		expect(validity(november, at('2026-11-30T18:00Z'), 'Asia/Kathmandu')).toBe('valid')
		expect(nextChange(november, at('2026-11-30T18:00Z'), 'Asia/Kathmandu')).toBe(at('2026-11-30T18:15Z'))
	})

	test.each([
		['no limits', { validFrom: null, validUntil: null }, 'valid', null],
		['a start only', { validFrom: at('2026-11-23T00:00Z'), validUntil: null }, 'upcoming', '2026-11-23T00:00Z'],
		[
			'an end at noon today',
			{ validFrom: null, validUntil: at('2026-11-22T12:00Z') },
			'endsToday',
			'2026-11-22T12:00Z',
		],
		[
			'one evening later today',
			{ validFrom: at('2026-11-22T17:00Z'), validUntil: at('2026-11-22T20:00Z') },
			'upcoming',
			'2026-11-22T17:00Z',
		],
		[
			'an end before its start',
			{ validFrom: at('2026-11-25T00:00Z'), validUntil: at('2026-11-24T00:00Z') },
			'upcoming',
			'2026-11-24T00:00Z',
		],
	])('%s', (_, coupon, state, next) => {
		const now = at('2026-11-22T10:00Z')
		expect(validity(coupon, now, OSLO)).toBe(state)
		expect(nextChange(coupon, now, OSLO)).toBe(next && at(next))
	})

	test('a last day of 25 hours is one day', () => {
		const coupon = { validFrom: null, validUntil: at('2026-10-25T23:00Z') }
		expect(nextChange(coupon, at('2026-10-24T12:00Z'), OSLO)).toBe(at('2026-10-24T22:00Z'))
	})
})

test('between now and the next change the answer stays', () => {
	const moment = fc.integer({ min: at('2026-10-20T00:00Z'), max: at('2026-11-05T00:00Z') })
	const limit = fc.option(moment)
	fc.assert(
		fc.property(limit, limit, moment, moment, (validFrom, validUntil, now, later) => {
			const coupon = { validFrom, validUntil }
			const next = nextChange(coupon, now, OSLO)
			const current = validity(coupon, now, OSLO)
			if (next !== null) expect(validity(coupon, next, OSLO)).not.toBe(current)
			if (later >= now && (next === null || later < next)) expect(validity(coupon, later, OSLO)).toBe(current)
		}),
		{ numRuns: 1000 },
	)
})
