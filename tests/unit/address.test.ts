import { isIP } from 'node:net'
import { describe, expect, test } from 'vitest'
import { household, isInner, NOBODY, readAddress, senderOf, type Trust, trustIn } from '../../src/domain/address.ts'
import { must } from '../support/factories.ts'

test.each([
	'203.0.113.7',
	'255.255.255.255',
	'256.1.1.1',
	'1.2.3',
	'01.2.3.4',
	'0x7f.1',
	'3405803783',
	'2001:db8::1',
	'2001:DB8:0:0:0:0:0:1',
	'::ffff:203.0.113.7',
	'::',
	'1::2::3',
	'1:2:3:4:5:6:7:8:9',
	'12345::1',
	'2001:db8::1/64',
	'unknown',
	'_hidden',
	'',
	'x'.repeat(1000),
])('%j is an address just where Node says so', (text) => {
	expect(readAddress(text) !== null).toBe(isIP(text) !== 0)
})

test.each([
	['203.0.113.7:50101', '203.0.113.7'],
	['"203.0.113.7:50101"', '203.0.113.7'],
	['[2001:db8::1]', '2001:db8::1'],
	['[2001:DB8:0::1]:443', '2001:db8::1'],
	['"[2001:db8::1]:443"', '2001:db8::1'],
	['::ffff:203.0.113.7', '203.0.113.7'],
	['[::ffff:203.0.113.7]:80', '203.0.113.7'],
	['fe80::1%eth0', 'fe80::1'],
	['203.0.113.7:', null],
	['[2001:db8::1', null],
	['203.0.113.7:80:80', null],
])('%j is read as %j', (text, address) => {
	expect(readAddress(text)).toBe(address)
})

const A = '198.51.100.1'
const ONE: Trust = { hops: 1 }
const TWO: Trust = { hops: 2 }
const LISTED = must(trustIn(['private', '172.64.0.0/13', '2400:cb00::/32']))

/** Each row: the header, what the connection comes from, who is trusted, and who is found to have sent the request. */
const REQUESTS: [header: string | null | undefined, connection: string, trust: Trust, address: string][] = [
	// No proxy is trusted: the connection alone counts, whatever is claimed.
	[`${A}`, '203.0.113.7', NOBODY, '203.0.113.7'],
	[null, '::ffff:203.0.113.7', NOBODY, '203.0.113.7'],
	// One proxy: the last entry, in any spelling.
	[A, '127.0.0.1', ONE, A],
	[`6.6.6.6, ${A}`, '127.0.0.1', ONE, A],
	[`6.6.6.6,${A}`, '127.0.0.1', ONE, A],
	[`${A}:50101`, '127.0.0.1', ONE, A],
	['[2001:db8::1]:50101', '::1', ONE, '2001:db8::1'],
	['203.0.113.7, 2001:db8::1 ', '127.0.0.1', ONE, '2001:db8::1'],
	[`::ffff:${A}`, '127.0.0.1', ONE, A],
	// What cannot be read ends the way back.
	['6.6.6.6, unknown', '127.0.0.1', ONE, '127.0.0.1'],
	[`${A}, `, '127.0.0.1', ONE, '127.0.0.1'],
	['', '127.0.0.1', ONE, '127.0.0.1'],
	[undefined, '203.0.113.7', ONE, '203.0.113.7'],
	// Two proxies: the entry before the last.
	[`${A}, 172.70.1.1`, '127.0.0.1', TWO, A],
	[`6.6.6.6, ${A}:1, 172.70.1.1:2`, '127.0.0.1', TWO, A],
	['172.70.1.1', '127.0.0.1', TWO, '172.70.1.1'],
	['_hidden, 172.70.1.1', '127.0.0.1', TWO, '172.70.1.1'],
	// By networks: as far back as they are trusted, and no further.
	[`${A}, 172.70.1.1`, '127.0.0.1', LISTED, A],
	[`6.6.6.6, ${A}, 172.70.1.1, 10.0.0.7`, '::ffff:172.17.0.1', LISTED, A],
	[`6.6.6.6, ${A}, 2400:cb00::7`, 'fd00::1', LISTED, A],
	[`172.70.9.9, 6.6.6.6`, A, LISTED, A],
	['10.0.0.1, 172.70.1.1', '127.0.0.1', LISTED, '10.0.0.1'],
	['junk, 172.70.1.1', '127.0.0.1', LISTED, '172.70.1.1'],
	[`${'10.0.0.1,'.repeat(2000)}${A}`, '127.0.0.1', LISTED, A],
]

test.each(REQUESTS)('of %j by %s, trusting %o, the sender is %s', (header, connection, trust, address) => {
	expect(senderOf(header, connection, trust).address).toBe(address)
})

test('a proxy is believed beside the address only where it is trusted', () => {
	const byProxy = (connection: string, trust: Trust) => senderOf(A, connection, trust).isByProxy
	expect([byProxy('127.0.0.1', NOBODY), byProxy('127.0.0.1', ONE)]).toEqual([false, true])
	expect([byProxy('127.0.0.1', LISTED), byProxy(A, LISTED)]).toEqual([true, false])
})

describe('networks', () => {
	test.each(['10.0.0.0/33', '10.0.0/8', '10.0.0.0/8/8', '::/129', 'cloudflare', '10.0.0.0/', 'fd00::/-1'])(
		'%j is none',
		(word) => expect(trustIn(['10.0.0.0/8', word])).toBeNull(),
	)

	test('a single address is one', () => {
		const trust = must(trustIn(['203.0.113.7', '2001:db8::7']))
		expect(
			['203.0.113.7', '203.0.113.8', '2001:db8::7', '2001:db8::8', ''].map(
				(one) => senderOf('1.1.1.1', one, trust).address,
			),
		).toEqual(['1.1.1.1', '203.0.113.8', '1.1.1.1', '2001:db8::8', ''])
	})
})

test('a household has one IPv6 network and one IPv4 address', () => {
	expect(household('2001:db8:1:2::7')).toBe(household('2001:db8:1:2:ffff::1'))
	expect(household('2001:db8:1:2::7')).not.toBe(household('2001:db8:1:3::7'))
	expect(household('203.0.113.7')).toBe('203.0.113.7')
})

test.each([
	['127.0.0.1', true],
	['172.17.0.1', true],
	['fd00::1', true],
	['100.64.0.1', true],
	['', true],
	['203.0.113.7', false],
	['84.208.20.110', false],
	['2a01:79c::1', false],
	['2002:c000:204::1', false],
])('%j is inner: %s', (address, is) => {
	expect(isInner(address)).toBe(is)
})
