import { expect, test } from 'vitest'
import { auditLine, eventOf, openLineLimit } from '../../src/domain/audit.ts'

test('an event is one line of JSON, whatever is in it', () => {
	const line = auditLine(0, 'account.hidden', { reason: 'two\nlines \u001b[31m and "quotes"' })
	expect(line).not.toMatch(/\p{Cc}/u)
	expect(JSON.parse(line)).toEqual({
		security: 'account.hidden',
		at: '1970-01-01T00:00:00.000Z',
		reason: 'two\nlines \u001b[31m and "quotes"',
	})
})

test.each([
	['auth.logIn', 'ok', 'sign-in.ok'],
	['auth.logIn', 'refused', 'sign-in.failed'],
	['auth.logIn', 'throttled', 'throttled'],
	['blocks.move', 'ok', null],
	['', 'ok', null],
	['constructor', 'ok', null],
] as const)('%s that ends %s is %s', (action, end, event) => {
	expect(eventOf(action, end)).toBe(event)
})

test('a flood of one event fills no disk, and says afterwards how much was left out', () => {
	const mayWrite = openLineLimit(2)
	const asked = [0, 1, 2, 3].map((at) => mayWrite('token.refused', at))
	expect(asked.map(({ isFull }) => isFull)).toEqual([false, false, true, true])
	expect(mayWrite('origin.refused', 4)).toEqual({ isFull: false, leftOut: 0 })
	expect(mayWrite('token.refused', 60_000)).toEqual({ isFull: false, leftOut: 2 })
	expect(mayWrite('token.refused', 60_001)).toEqual({ isFull: false, leftOut: 0 })
})
