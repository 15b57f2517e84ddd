import { expect, test } from 'vitest'
import { KeepMonths } from '../../../src/domain/clicks/schemas.ts'

test.each([
	['0', 0],
	['25', 25],
	[null, 'refused'],
	['', 'refused'],
	['7', 'refused'],
])('months of %j are %s', (months, expected) => {
	const read = KeepMonths.safeParse({ months })
	expect(read.success ? read.data.months : 'refused').toBe(expected)
	if (!read.success) expect(read.error.issues.map(({ message }) => message)).toEqual(['data.keep.unknown'])
})
