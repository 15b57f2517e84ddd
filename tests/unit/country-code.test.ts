import { expect, test } from 'vitest'
import { countryCode } from '../../functions/http.ts'

test.each([
	['NO', 'NO'],
	['XX', null],
	['T1', null],
	['no', null],
	['NOR', null],
	['', null],
	[undefined, null],
])('%j is the country %j', (text, country) => {
	expect(countryCode(text)).toBe(country)
})
