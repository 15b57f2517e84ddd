import { env, waitUntil } from 'cloudflare:workers'
import type { Queue, RateLimit } from '@cloudflare/workers-types'
import { openDb } from '../../db/client.ts'
import type { Hit } from '../../src/domain/clicks/hit.ts'
import { ingestHits } from '../../src/domain/clicks/ingest.ts'
import { signedOwnerCookie } from '../owner-cookie.ts'
import { API_PERIOD_S } from './api-limit.ts'
import { crypto } from './crypto.ts'
import { countDrops } from './drops.ts'
import { edgePages } from './edge-pages.ts'
import { deliver, shardOf } from './edge-sink.ts'
import type { Config } from './env.ts'
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
