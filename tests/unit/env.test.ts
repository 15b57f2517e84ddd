import { describe, expect, test } from 'vitest'
import { readConfig, SettingError } from '../../functions/platform/env.ts'

describe('settings', () => {
	test('without any, Vitrine is for this machine', () => {
		expect(readConfig({})).toMatchObject({
			host: '127.0.0.1',
			port: 4321,
			origin: 'http://127.0.0.1:4321',
			isOriginSet: false,
			databaseUrl: 'file:data/vitrine.db',
			signups: 'open',
			trustProxy: false,
		})
	})

	test('an empty setting is one that is not there', () => {
		expect(readConfig({ PORT: '', SECRET: '' })).toMatchObject({ port: 4321, secret: '' })
	})

	test.each([
		[{ HOST: '0.0.0.0' }, 'invite'],
		[{ ORIGIN: 'https://vitrine.example' }, 'invite'],
		[{ HOST: '0.0.0.0', SIGNUPS: 'open' }, 'open'],
		[{ SIGNUPS: 'closed' }, 'closed'],
	])('%o lets people sign up: %s', (env, signups) => {
		expect(readConfig(env).signups).toBe(signups)
	})

	test.each([
		[{ PORT: 'abc' }, 'PORT'],
		[{ PORT: '70000' }, 'PORT'],
		[{ ORIGIN: 'vitrine.example' }, 'ORIGIN'],
		[{ ORIGIN: 'https://vitrine.example/' }, 'ORIGIN'],
		[{ DATABASE_URL: 'postgres://localhost' }, 'DATABASE_URL'],
		[{ SIGNUPS: 'maybe' }, 'SIGNUPS'],
		[{ SECRET: 'short' }, 'SECRET'],
		[{ TRUST_PROXY: 'perhaps' }, 'TRUST_PROXY'],
		[{ SMTP_URL: 'https://mail.example' }, 'SMTP_URL'],
	])('%o stops the start with one line that names %s', (env, name) => {
		expect(() => readConfig(env)).toThrow(SettingError)
		expect(() => readConfig(env)).toThrow(
			new RegExp(`^${name} is [^\\n]* but [^\\n]*: change it or leave it out, then start again\\.$`),
		)
	})

	test('a secret is named and never repeated', () => {
		expect(() => readConfig({ SECRET: 'hunter2' })).toThrow(/^(?!.*hunter2)/)
	})
})
