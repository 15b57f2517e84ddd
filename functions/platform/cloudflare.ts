import { env, waitUntil } from 'cloudflare:workers'
import type { Queue, RateLimit } from '@cloudflare/workers-types'
import { type Db, openDb } from '../../db/client.ts'
import { isInner } from '../../src/domain/address.ts'
import { crowdOf } from '../../src/domain/clicks/crowd.ts'
import type { Hit } from '../../src/domain/clicks/hit.ts'
import { ingestHits } from '../../src/domain/clicks/ingest.ts'
import { saltDay } from '../../src/domain/clicks/visitor.ts'
import { signedOwnerCookie } from '../owner-cookie.ts'
import { API_PERIOD_S } from './api-limit.ts'
import { openCrowds } from './crowd.ts'
import { crypto } from './crypto.ts'
import { countDrops } from './drops.ts'
import { edgePages } from './edge-pages.ts'
import { deliver, shardOf } from './edge-sink.ts'
import type { Config } from './env.ts'
import { gatherExcess } from './excess.ts'
import { apiMailer } from './mail-api.ts'
import { ANSWER_MS } from './patience.ts'
import type { Mailer, Platform } from './platform.ts'
import { saltOf } from './salts.ts'
import { openTargetCache } from './target-cache.ts'
import { readWorkerConfig } from './worker-settings.ts'

/** One database client a request: Workers refuses one request's connections to another. */
export function platform(): Platform {
	const config = configOf()
	const db = openDb(config.databaseUrl, config.databaseAuthToken, ANSWER_MS, config.databaseShards)
	const pages = edgePages(() => Date.now(), waitUntil)
	return {
		db,
		frontDb: db,
		config,
		crypto,
		mailer: mailerOf(config),
		now: () => Date.now(),
		salt: (day) => saltOf(day, () => db, crypto),
		async recordHit(hit) {
			waitUntil(send(hit, (hits) => ingestHits(db, hits)))
			return 'late'
		},
		noteHit: (hit) => waitUntil(send(hit, (hits) => ingestHits(db, hits))),
		isBeyond(address, profileId, at) {
			if (isInner(address)) return false
			return crowds.isBeyond(address, profileId, at) || isBeyondHere(address, at, db)
		},
		noteExcess(profileId, kind, at) {
			if (!excess.add(profileId, kind, at)) drops.add(1)
			if (isExcessAwaited) return
			isExcessAwaited = true
			waitUntil(sendExcess((hits) => ingestHits(db, hits)))
		},
		dropped: drops.total,
		defer: (work) => waitUntil(work.catch((error) => console.error('Deferred work failed.', error))),
		limitApi: async (key) => ((await (env.API_CALLS as RateLimit).limit({ key })).success ? 0 : API_PERIOD_S),
		ownerCookie: (profileIds) => signedOwnerCookie(profileIds, { crypto, config, now: () => Date.now() }),
		pages,
		targets: targets.over(db, waitUntil),
		async purge(handleKeys, publicIds) {
			targets.purge(handleKeys, publicIds)
			await Promise.all(handleKeys.map((key) => pages.purge(key)))
		},
	}
}

/** Links outlive a request in the isolate's memory. */
const targets = openTargetCache(() => Date.now())

/** Of this isolate; the log has all of them. */
const drops = countDrops('Neither queue nor database took them')

/** Of this isolate. */
const crowds = openCrowds(crypto.randomBytes)

/** What one address does in a minute on all pages, counted by each of Cloudflare's locations for all of its isolates. */
async function isBeyondHere(address: string, at: number, db: Db): Promise<boolean> {
	const salt = await saltOf(saltDay(at), () => db, crypto)
	const key = Buffer.from(crypto.hmac(salt, `crowd ${crowdOf(address)}`)).toString('base64url')
	const { success } = await (env.CROWDS as RateLimit).limit({ key })
	return !success
}

/** What `waitUntil` allows after an answer is 30 seconds. */
const EXCESS_MS = 25_000
/** Of this isolate: when Cloudflare ends it early, what is in it was not counted. */
const excess = gatherExcess(crypto.randomBytes)
let isExcessAwaited = false

async function sendExcess(store: (hits: Hit[]) => Promise<void>): Promise<void> {
	await new Promise((resolve) => setTimeout(resolve, EXCESS_MS))
	isExcessAwaited = false
	await Promise.all(excess.take().map((hit) => send(hit, store)))
}

let config: Config | null = null
function configOf(): Config {
	config ??= readWorkerConfig(env)
	return config
}

function mailerOf({ mail }: Config): Mailer | null {
	return mail.apiUrl ? apiMailer(mail.apiUrl, mail.apiToken, mail.from) : null
}

async function send(made: Hit | Promise<Hit>, store: (hits: Hit[]) => Promise<void>): Promise<void> {
	const hit = await made
	await deliver(hit, queueFor(hit), store, drops)
}

function queueFor(hit: Hit): Queue<Hit> {
	return env[`HITS_${shardOf(hit, configOf().queueShards)}`] as Queue<Hit>
}
