import { z } from 'zod'
import type { Shard } from '../../db/shards.ts'
import { type Trust, trustIn } from '../../src/domain/address.ts'
import { isEmailAddress } from '../../src/domain/auth/email-address.ts'

/** A setting that stops the start. Its message is one sentence for the operator: the cause, then the cure. */
export class SettingError extends Error {
	override name = 'SettingError'
}

const PORT_RANGE = 'must be a whole number from 0 to 65535'
const port = z.coerce.number(PORT_RANGE).int(PORT_RANGE).min(0, PORT_RANGE).max(65535, PORT_RANGE)

const MOST_PROXIES = 20

/** `2` proxies stand in front, or those of the networks `10.0.0.0/8 2001:db8::/32 private`; `true` and `false` are 1 and 0. */
function readTrust(text: string, check: z.RefinementCtx): Trust {
	const hops = text === 'true' ? 1 : text === 'false' ? 0 : /^\d{1,2}$/.test(text) ? Number(text) : null
	const trust = hops === null ? trustIn(text.split(/[\s,]+/).filter(Boolean)) : { hops }
	if (trust && (hops ?? 0) <= MOST_PROXIES) return trust
	check.addIssue(
		`must be how many proxies stand in front, 0 to ${MOST_PROXIES}, or their networks such as 10.0.0.0/8 private`,
	)
	return z.NEVER
}

/** Browsers send an origin in this one spelling, and a form is refused whose origin is another. */
const isOrigin = (text: string): boolean => /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text

/** Names the spelling that was probably meant. */
function originRule(text: string): string {
	const isNear = /^https?:\/\/[^/]/i.test(text) && URL.canParse(text)
	const example = isNear ? new URL(text).origin : 'https://example.com'
	return `must be a scheme and a host as browsers write them, such as ${example}`
}

const SHARDS_RANGE = 'must be a whole number from 1 to 100'

const DATABASE_SCHEMES = /^(file|libsql|https?):/

/** A file has a name, and a server an address that programs can read. */
const isDatabase = (text: string): boolean =>
	text.startsWith('file:') ? /[^/]$/.test(text.slice('file:'.length)) : !/\s/.test(text) && URL.canParse(text)

/** What is before the last @ is a name and a password, in which these would end the address, unless they are encoded. */
const SMTP = /^smtps?:\/\/(?:[^\s#/?]*@)?[^\s#/?@]+\/?(?:\?[^\s#@]*)?$/
const SMTP_RULE =
	'must be an address such as smtps://user:password@host, with # / ? and spaces in the password as %23 %2F %3F %20'

const SHARD = /^(\d{1,15})=((?:libsql|https?):\S+)$/

/** `50001=libsql://b.example 50001=libsql://c.example`: hits of profiles from that id on. */
function readShards(text: string, check: z.RefinementCtx): Shard[] {
	return text
		.split(/\s+/)
		.filter((part) => part !== '')
		.map((part) => {
			const [, from, url] = SHARD.exec(part) ?? []
			if (url === undefined || !isDatabase(url))
				check.addIssue('must be a list such as 50001=libsql://b.example 50001=libsql://c.example')
			return { from: Number(from), url: url ?? '' }
		})
}

const Settings = z.object({
	HOST: z.string().min(1).default('127.0.0.1'),
	PORT: port.default(4321),
	ORIGIN: z
		.string()
		.refine(isOrigin, { error: ({ input }) => originRule(String(input)) })
		.optional(),
	DATABASE_URL: z
		.string()
		.regex(DATABASE_SCHEMES, 'must begin with file:, libsql:// or https://')
		.refine(isDatabase, 'must name a file, as file:data/vitrine.db, or a server, as libsql://db.example')
		.default('file:data/vitrine.db'),
	DATABASE_AUTH_TOKEN: z.string().optional(),
	DATABASE_SHARDS: z.string().transform(readShards).default([]),
	QUEUE_SHARDS: z.coerce.number(SHARDS_RANGE).int(SHARDS_RANGE).min(1, SHARDS_RANGE).max(100, SHARDS_RANGE).default(1),
	SIGNUPS: z.enum(['open', 'invite', 'closed'], 'must be open, invite or closed').optional(),
	TRUST_PROXY: z.string().default('0').transform(readTrust),
	SECRET: z.string().min(32, 'must be at least 32 random characters').optional(),
	MAIL_FROM: z.string().optional(),
	REPORT_EMAIL: z.string().refine(isEmailAddress, 'must be one e-mail address').optional(),
	REPORT_URL: z
		.url({ protocol: /^https?$/, error: 'must be a web address' })
		.regex(/^\S+$/, 'must be a web address without spaces')
		.optional(),
	SMTP_URL: z
		.string()
		.regex(/^smtps?:\/\//, 'must begin with smtp:// or smtps://')
		.refine((text) => SMTP.test(text) && URL.canParse(text), SMTP_RULE)
		.optional(),
	MAIL_API_URL: z
		.url({ protocol: /^https?$/, error: 'must be a web address' })
		.regex(/^\S+$/, 'must be a web address without spaces')
		.optional(),
	MAIL_API_TOKEN: z.string().optional(),
})

export interface Config {
	host: string
	port: number
	/** Public base URL without a final slash. */
	origin: string
	/** `origin`, and the address that it is a name for where that is what this server listens on. */
	ownOrigins: string[]
	/** False when the operator left ORIGIN out and the address of the server stands in for it. */
	isOriginSet: boolean
	databaseUrl: string
	databaseAuthToken: string | undefined
	/** Where hits are, by profile; empty when they are in the main database. */
	databaseShards: Shard[]
	/** How many queues share the hits of a Worker, bound as HITS_0 and so on. */
	queueShards: number
	signups: 'open' | 'invite' | 'closed'
	/** Which proxies are believed when they say who sent a request. */
	trustProxy: Trust
	/** Where a page can be reported to whoever runs the site: a web address, or `mailto:` and an address; null for nowhere. */
	report: string | null
	/** Empty until the platform has found or made one. */
	secret: string
	mail: { from: string; smtpUrl: string | undefined; apiUrl: string | undefined; apiToken: string | undefined }
}

export const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || host.startsWith('127.')

/** Every address of the machine, and none that anybody could open. */
export const isWildcard = (host: string): boolean => host === '0.0.0.0' || host === '::'

/** Whether browsers send what is typed over a network as it is. */
export function isUnencrypted({ origin }: Pick<Config, 'origin'>): boolean {
	const { protocol, hostname } = new URL(origin)
	return protocol === 'http:' && !isLoopback(hostname.replace(/^\[|\]$/g, ''))
}

/** A file and its server are one machine's; shards are for databases that many share. */
function checkShards({ databaseUrl, databaseShards }: Config): void {
	if (databaseShards.length > 0 && databaseUrl.startsWith('file:'))
		throw new SettingError(
			'DATABASE_SHARDS is set but DATABASE_URL is a file: leave it out, or keep the main database on a server too.',
		)
}

/** Addresses that every system calls localhost. They are called so too: at an address, browsers make no passkeys. */
const LOOPBACK = ['127.0.0.1', '::1']

/** The one reader of the environment. Throws `SettingError` for a value that cannot be meant. */
export function readConfig(env: Record<string, unknown>): Config {
	const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
	const read = Settings.safeParse(given)
	if (!read.success) throw settingError(read.error, given)
	const s = read.data
	const address = `http://${s.HOST.includes(':') ? `[${s.HOST}]` : s.HOST}:${s.PORT}`
	const origin = s.ORIGIN ?? (LOOPBACK.includes(s.HOST) ? `http://localhost:${s.PORT}` : address)
	const config: Config = {
		host: s.HOST,
		port: s.PORT,
		origin,
		ownOrigins: s.ORIGIN === undefined && origin !== address ? [origin, address] : [origin],
		isOriginSet: s.ORIGIN !== undefined,
		databaseUrl: s.DATABASE_URL,
		databaseAuthToken: s.DATABASE_AUTH_TOKEN,
		databaseShards: s.DATABASE_SHARDS,
		queueShards: s.QUEUE_SHARDS,
		signups: s.SIGNUPS ?? (isLoopback(s.HOST) && s.ORIGIN === undefined ? 'open' : 'invite'),
		trustProxy: s.TRUST_PROXY,
		report: s.REPORT_URL ?? (s.REPORT_EMAIL ? `mailto:${s.REPORT_EMAIL}` : null),
		secret: s.SECRET ?? '',
		mail: {
			from: s.MAIL_FROM ?? 'Vitrine <vitrine@localhost>',
			smtpUrl: s.SMTP_URL,
			apiUrl: s.MAIL_API_URL,
			apiToken: s.MAIL_API_TOKEN,
		},
	}
	checkShards(config)
	return config
}

/** May be or hold a password. */
const SECRETIVE = /SECRET|TOKEN|SMTP|DATABASE|MAIL_API/

/** Secrets are named but never repeated. */
function settingError(error: z.ZodError, env: Record<string, unknown>): SettingError {
	const issue = error.issues[0]
	const name = String(issue?.path[0] ?? 'A setting')
	const shown = SECRETIVE.test(name) ? 'set' : JSON.stringify(env[name])
	return new SettingError(`${name} is ${shown} but ${issue?.message}: change it or leave it out, then start again.`)
}
