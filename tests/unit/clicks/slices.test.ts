import { expect, test } from 'vitest'
import { nextLength } from '../../../src/domain/clicks/slices.ts'

test.each([
	[8, true, 4],
	[1, true, 1],
	[8, false, 16],
	[64, false, 64],
])('after a slice of %i days (too much: %s) comes one of %i', (length, wasTooMuch, next) => {
	expect(nextLength(length, wasTooMuch)).toBe(next)
})
