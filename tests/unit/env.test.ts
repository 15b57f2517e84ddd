import { describe, expect, test } from 'vitest'
import { readConfig, SettingError } from '../../functions/platform/env.ts'
import { openMailer } from '../../functions/platform/node/mail.ts'
import { readWorkerConfig } from '../../functions/platform/worker-settings.ts'
import { senderOf } from '../../src/domain/address.ts'

describe('settings', () => {
	test('without any, Vitrine is for this machine', () => {
		expect(readConfig({})).toMatchObject({
			host: '127.0.0.1',
			port: 4321,
			origin: 'http://localhost:4321',
			ownOrigins: ['http://localhost:4321', 'http://127.0.0.1:4321'],
			isOriginSet: false,
			databaseUrl: 'file:data/vitrine.db',
			signups: 'open',
			trustProxy: { hops: 0 },
		})
	})

	test.each([
		['0', 0],
		['false', 0],
		['1', 1],
		['true', 1],
		['2', 2],
	])('TRUST_PROXY=%s is %i proxies', (TRUST_PROXY, hops) => {
		expect(readConfig({ TRUST_PROXY }).trustProxy).toEqual({ hops })
	})

	test('TRUST_PROXY may name networks, with spaces or commas between them', () => {
		const { trustProxy } = readConfig({ TRUST_PROXY: '10.0.0.0/8, 173.245.48.0/20 ::1' })
		const trusted = ['10.1.2.3', '173.245.49.1', '::1', '11.1.2.3']
		expect(trusted.map((one) => senderOf('203.0.113.7', one, trustProxy).isByProxy)).toEqual([true, true, true, false])
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
		[{ ORIGIN: 'ftp://vitrine.example' }, 'ORIGIN'],
		[{ QUEUE_SHARDS: 'two' }, 'QUEUE_SHARDS'],
		[{ QUEUE_SHARDS: '0' }, 'QUEUE_SHARDS'],
		[{ DATABASE_URL: 'postgres://localhost' }, 'DATABASE_URL'],
		[{ SIGNUPS: 'maybe' }, 'SIGNUPS'],
		[{ SECRET: 'short' }, 'SECRET'],
		[{ TRUST_PROXY: 'perhaps' }, 'TRUST_PROXY'],
		[{ TRUST_PROXY: '21' }, 'TRUST_PROXY'],
		[{ TRUST_PROXY: '-1' }, 'TRUST_PROXY'],
		[{ TRUST_PROXY: '10.0.0.0/40' }, 'TRUST_PROXY'],
		[{ SMTP_URL: 'https://mail.example' }, 'SMTP_URL'],
		[{ SMTP_URL: 'smtp://' }, 'SMTP_URL'],
		[{ SMTP_URL: 'smtp:mail.example' }, 'SMTP_URL'],
		[{ DATABASE_URL: 'file:' }, 'DATABASE_URL'],
		[{ DATABASE_URL: 'file:data/' }, 'DATABASE_URL'],
		[{ DATABASE_URL: 'libsql://bad host' }, 'DATABASE_URL'],
		[{ DATABASE_URL: 'https:' }, 'DATABASE_URL'],
		[{ MAIL_API_URL: 'https://mail.example/ x' }, 'MAIL_API_URL'],
	])('%o stops the start with one line that names %s', (env, name) => {
		expect(() => readConfig(env)).toThrow(SettingError)
		expect(() => readConfig(env)).toThrow(
			new RegExp(`^${name} is [^\\n]* but [^\\n]*: change it or leave it out, then start again\\.$`),
		)
	})

	test.each(['@', '@@', ':', '%', '%23', '%2F', 'a:b@c'])('a password with %s in it is one', (part) => {
		const SMTP_URL = `smtps://user:hunter2${part}x@127.0.0.1:4525`
		expect(readConfig({ SMTP_URL }).mail.smtpUrl).toBe(SMTP_URL)
		expect(openMailer(readConfig({ SMTP_URL }).mail, '')).toBeDefined()
	})

	test.each(['#', '/', '?', ' ', '1#', '?x='])('a password with %j in it is told how to be written', (part) => {
		for (const user of ['user:', ':', '']) {
			const SMTP_URL = `smtp://${user}hunter2${part}x@127.0.0.1:4525`
			expect(() => readConfig({ SMTP_URL })).toThrow(/^SMTP_URL is set but (?!.*hunter2).*%23 %2F %3F %20: change it/)
		}
	})

	test.each(['smtp://localhost', 'smtp://localhost/', 'smtp://[::1]:25', 'smtps://u:p@mail.example:465/?pool=true'])(
		'SMTP_URL %s is one',
		(SMTP_URL) => expect(readConfig({ SMTP_URL }).mail.smtpUrl).toBe(SMTP_URL),
	)

	test.each([{ PORT: 'abc' }, { DATABASE_URL: 'mysql://x' }, { SMTP_URL: 'x' }, { TRUST_PROXY: 'x' }])(
		'a sentence has one colon after its cure: %o',
		(env) => {
			expect(() => readConfig(env)).toThrow(/^(?!.*::)/)
		},
	)

	test.each([
		'https://Vitrine.example',
		'https://vitrine.example:443',
		'https://vitrine.example ',
		'https://user@vitrine.example',
		'https://vitrine.example?x',
		'https://vitrine.example/',
	])('ORIGIN %j, which no browser sends, is refused and the right one named', (ORIGIN) => {
		expect(() => readConfig({ ORIGIN })).toThrow(
			/as browsers write them, such as https:\/\/vitrine\.example: change it/,
		)
	})

	test.each(['http://localhost:4321', 'http://[::1]:8080', 'https://xn--blbr-toa1i.example'])(
		'ORIGIN %s is one',
		(ORIGIN) => {
			expect(readConfig({ ORIGIN })).toMatchObject({ origin: ORIGIN, isOriginSet: true })
		},
	)

	test.each([
		{ SECRET: 'hunter2' },
		{ DATABASE_URL: 'postgres://maya:hunter2@db.example' },
		{ DATABASE_SHARDS: '2=postgres://maya:hunter2@db.example' },
		{ MAIL_API_URL: 'maya:hunter2@mail.example' },
		{ SMTP_URL: 'https://maya:hunter2@mail.example' },
	])('a secret is named and never repeated: %o', (env) => {
		expect(() => readConfig(env)).toThrow(/^[A-Z_]+ is set but (?!.*hunter2)/)
	})
})

describe('settings of a Worker', () => {
	const SECRET = 'a secret that is long enough to be one'
	const enough = { ORIGIN: 'https://vitrine.example', SECRET, HITS_0: {} }

	test('are enough with an origin, a secret and one queue, and let nobody in uninvited', () => {
		expect(readWorkerConfig(enough)).toMatchObject({ queueShards: 1, signups: 'invite' })
		expect(readWorkerConfig({ ...enough, QUEUE_SHARDS: '2', HITS_1: {} }).queueShards).toBe(2)
	})

	test.each([
		[{ ORIGIN: undefined }, 'ORIGIN is not set: write it into wrangler.toml under [vars].'],
		[{ SECRET: undefined }, 'SECRET is not set: store one with `wrangler secret put SECRET`.'],
		[{ HITS_0: undefined }, 'HITS_0 is not bound: add its queue to wrangler.toml, or lower QUEUE_SHARDS.'],
		[{ QUEUE_SHARDS: '3', HITS_2: {} }, 'HITS_1 is not bound: add its queue to wrangler.toml, or lower QUEUE_SHARDS.'],
	])('without what it needs it says so: %o', (lacking, sentence) => {
		expect(() => readWorkerConfig({ ...enough, ...lacking })).toThrow(new SettingError(sentence))
	})
})
