import { env, waitUntil } from 'cloudflare:workers'
import type { Queue } from '@cloudflare/workers-types'
import { openDb } from '../../db/client.ts'
import type { Hit } from '../../src/domain/clicks/hit.ts'
import { ingestHits } from '../../src/domain/clicks/ingest.ts'
import { signedOwnerCookie } from '../owner-cookie.ts'
import { crypto } from './crypto.ts'
import { edgePages } from './edge-pages.ts'
import { type Config, readConfig, SettingError } from './env.ts'
import { apiMailer } from './mail-api.ts'
import type { Mailer, Platform } from './platform.ts'
import { saltOf } from './salts.ts'
import { openTargetCache } from './target-cache.ts'

/** One database client a request: Workers refuses one request's connections to another. */
export function platform(): Platform {
	const config = configOf()
	const db = openDb(config.databaseUrl, config.databaseAuthToken)
	const pages = edgePages(() => Date.now(), waitUntil)
	return {
		db,
		config,
		crypto,
		mailer: mailerOf(config),
		now: () => Date.now(),
		salt: (day) => saltOf(day, () => db, crypto),
		async recordHit(hit) {
			waitUntil(deliver(hit, db))
			return 'late'
		},
		noteHit: (hit) => waitUntil(deliver(hit, db)),
		defer: (work) => waitUntil(work.catch((error) => console.error('Deferred work failed.', error))),
		ownerCookie: (profileIds) => signedOwnerCookie(profileIds, { crypto, config, now: () => Date.now() }),
		pages,
		targets: targets.over(db),
		async purge(handleKeys, publicIds) {
			targets.purge(handleKeys, publicIds)
			await Promise.all(handleKeys.map((key) => pages.purge(key)))
		},
	}
}

/** Links outlive a request in the isolate's memory. */
const targets = openTargetCache(() => Date.now())

let config: Config | null = null
function configOf(): Config {
	config ??= readConfig({ HOST: '0.0.0.0', ...env })
	if (config.secret === '') throw new SettingError('SECRET is not set: store one with `wrangler secret put SECRET`.')
	return config
}

function mailerOf({ mail }: Config): Mailer {
	if (mail.apiUrl) return apiMailer(mail.apiUrl, mail.apiToken, mail.from)
	return { send: () => Promise.reject(new Error('MAIL_API_URL is not set')) }
}

/** To one of the queues, picked by the id's random end; when the queue fails twice, straight to the database. */
async function deliver(made: Hit | Promise<Hit>, db: ReturnType<typeof openDb>): Promise<void> {
	const hit = await made
	const queue = queueFor(hit)
	for (let attempt = 0; queue && attempt < 2; attempt++) {
		const isSent = await queue.send(hit).then(
			() => true,
			() => false,
		)
		if (isSent) return
	}
	await ingestHits(db, [hit]).catch((error) =>
		console.error('1 hit was dropped: neither queue nor database took it.', error),
	)
}

function queueFor(hit: Hit): Queue<Hit> | undefined {
	const shards = Number(env.QUEUE_SHARDS ?? 1)
	const shard = hit.id.charCodeAt(hit.id.length - 1) % shards
	return env[`HITS_${shard}`] as Queue<Hit> | undefined
}
