import { describe, expect, test } from 'vitest'
import { crypto } from '../../../functions/platform/crypto.ts'
import { isEmailAddress } from '../../../src/domain/auth/email-address.ts'
import { codeHash, stateOf } from '../../../src/domain/auth/invitations.ts'
import { localPath } from '../../../src/domain/auth/next.ts'
import { ChangeEmail, SignUp } from '../../../src/domain/auth/schemas.ts'
import { ACCOUNT, waitAfter } from '../../../src/domain/auth/throttle.ts'
import { isTimeZone, timeZoneOr, timeZonesWith } from '../../../src/domain/auth/time-zone.ts'
import { isMessageKey } from '../../../src/messages/index.ts'

test.each([
	['/app/account', '/app/account'],
	['/app?days=7', '/app?days=7'],
	['/app#x', '/app'],
	['/app/../login', '/login'],
	['//evil.example', null],
	['/\\evil.example', null],
	['/\t/evil.example', null],
	['/.//evil.example', null],
	['https://evil.example/app', null],
	['javascript:alert(1)', null],
	['app', null],
	['', null],
])('after signing in, %j leads to %j', (asked, path) => {
	expect(localPath(asked)).toBe(path)
})

test.each([
	['maya@example.com', true],
	["o'neil+shop/2@sub.example.co", true],
	['måne@blåbær.no', true],
	['用户@例え.jp', true],
	[`${'a'.repeat(64)}@example.com`, true],
	[`${'a'.repeat(65)}@example.com`, false],
	[`a@${'b'.repeat(64)}.com`, false],
	[`a@${'b.'.repeat(130)}com`, false],
	['a\u001b[31mred@x.yy', false],
	['a,victim@x.yy', false],
	['a;b:c@x.yy', false],
	['(x)y@x.yy', false],
	['grp:d@x.yy', false],
	['"a b"@x.yy', false],
	['a@b@x.yy', false],
	['a..b@x.yy', false],
	['.a@x.yy', false],
	['a.@x.yy', false],
	['a@x', false],
	['a@-x.yy', false],
	['a@x-.yy', false],
	['a@x..yy', false],
	['a@127.0.0.1', false],
	['a@[127.0.0.1]', false],
	['http://evil.example/confirm?7@a.bc', false],
	['a\u202eb@x.yy', false],
	['@x.yy', false],
	['', false],
])('%j is one plain e-mail address: %s', (text, is) => {
	expect(isEmailAddress(text)).toBe(is)
})

test.each([
	[0, 0],
	[5, 0],
	[6, 30],
	[7, 60],
	[8, 120],
	[10, 480],
	[11, 900],
	[12, 900],
	[1_000_000, 900],
])('after %i failures on an account comes a wait of %i seconds', (failures, seconds) => {
	expect(waitAfter(failures, ACCOUNT)).toBe(seconds * 1000)
})

test.each([
	['Europe/Oslo', true],
	['Asia/Kathmandu', true],
	['UTC', true],
	['Mars/Olympus', false],
	['+02:00', false],
	['', false],
])('%j is a time zone: %s', (name, is) => {
	expect(isTimeZone(name)).toBe(is)
})

test('a browser that names no zone gets the one of its language', () => {
	expect([timeZoneOr(undefined, 'nb'), timeZoneOr('nonsense', 'en'), timeZoneOr('Asia/Tokyo', 'nb')]).toEqual([
		'Europe/Oslo',
		'UTC',
		'Asia/Tokyo',
	])
})

test('every zone that can be chosen is one, among them the present names of old ones and the one chosen before', () => {
	const zones = timeZonesWith('Asia/Calcutta')
	expect(zones.filter((zone) => !isTimeZone(zone))).toEqual([])
	expect(zones).toEqual(expect.arrayContaining(['Asia/Kolkata', 'Asia/Calcutta', 'Europe/Kyiv', 'UTC']))
	expect(zones).not.toContain('Europe/Kiev')
})

test('an invitation is typed as it was heard', () => {
	expect(codeHash(crypto, ' ABCD-efgh 2345 ')).toBe(codeHash(crypto, 'abcdefgh2345'))
})

test.each([
	[{ usedAt: null, revokedAt: null, expiresAt: 11 }, 'open'],
	[{ usedAt: null, revokedAt: null, expiresAt: 10 }, 'expired'],
	[{ usedAt: 5, revokedAt: null, expiresAt: 10 }, 'used'],
	[{ usedAt: null, revokedAt: 5, expiresAt: 11 }, 'revoked'],
])('%o is %s', (given, state) => {
	expect(stateOf({ id: 1, codeHash: '', createdAt: 0, ...given }, 10)).toBe(state)
})

describe('the forms', () => {
	test.each([
		['maya@example.com', 'maya@example.com'],
		['  Maya@Example.COM ', 'maya@example.com'],
		['maya', null],
		['maya@localhost', null],
		['a b@example.com', null],
		['a@b@example.com', null],
		['"<x>"@example.com', null],
		[`${'a'.repeat(250)}@b.co`, null],
		[null, null],
	])('%j is the e-mail %j', (typed, email) => {
		const read = ChangeEmail.safeParse({ email: typed, currentPassword: 'x' })
		expect(read.success ? read.data.email : null).toBe(email)
	})

	test('an empty form is refused at every field, with a sentence that exists', () => {
		const read = SignUp.safeParse({ handle: null, email: null, password: null, language: null })
		const problems = read.error?.issues.map(({ path, message }) => [path[0], isMessageKey(message)])
		expect(problems).toEqual([
			['handle', true],
			['email', true],
			['password', true],
		])
	})

	test('a handle is read as everywhere else', () => {
		const form = { email: 'a@b.co', password: 'x', language: 'nb' }
		expect(SignUp.parse({ ...form, handle: '@Kri.Sta' }).handle).toEqual({ handle: 'kri.sta', key: 'krista' })
		expect(SignUp.safeParse({ ...form, handle: 'app' }).error?.issues[0]?.message).toBe('handle.reserved')
	})
})
