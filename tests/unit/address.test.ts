import { isIP } from 'node:net'
import { expect, test } from 'vitest'
import { forwardedAddress, isAddress } from '../../src/domain/address.ts'

test.each([
	'203.0.113.7',
	'255.255.255.255',
	'256.1.1.1',
	'1.2.3',
	'01.2.3.4',
	'203.0.113.7:4321',
	'2001:db8::1',
	'2001:DB8:0:0:0:0:0:1',
	'::ffff:203.0.113.7',
	'::',
	'1::2::3',
	'1:2:3:4:5:6:7:8:9',
	'12345::1',
	'[2001:db8::1]',
	'[2001:db8::1]:443',
	'unknown',
	'_hidden',
	'',
])('%j is an address just where Node says so', (text) => {
	expect(isAddress(text)).toBe(isIP(text) !== 0)
})

test.each([
	['198.51.100.1, 203.0.113.7', '203.0.113.7'],
	['203.0.113.7', '203.0.113.7'],
	['203.0.113.7, 2001:db8::1 ', '2001:db8::1'],
	['203.0.113.7, 198.51.100.1:50123', undefined],
	['203.0.113.7, ', undefined],
	['', undefined],
	[null, undefined],
	[undefined, undefined],
])('of %j the proxy wrote %j', (header, address) => {
	expect(forwardedAddress(header)).toBe(address)
})
