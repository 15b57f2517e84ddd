import type { Db } from '../../db/client.ts'
import type { Kind } from '../../db/schema/hits.ts'
import type { Ask } from '../../functions/http.ts'
import { signedOwnerCookie } from '../../functions/owner-cookie.ts'
import { openCrowds } from '../../functions/platform/crowd.ts'
import { crypto } from '../../functions/platform/crypto.ts'
import { readConfig } from '../../functions/platform/env.ts'
import { openApiLimit } from '../../functions/platform/node/api-limit.ts'
import { openPageCache } from '../../functions/platform/node/page-cache.ts'
import type { Mail, Platform } from '../../functions/platform/platform.ts'
import { openTargetCache } from '../../functions/platform/target-cache.ts'
import type { Hit } from '../../src/domain/clicks/hit.ts'
import { SAFARI_IPHONE } from './agents.ts'
import { NOON } from './factories.ts'

/** The third implementation of the seam: a clock that stands still, hits and mail in arrays, everything else real. */
export function testPlatform(db: Db) {
	const clock = { now: NOON }
	const now = () => clock.now
	const hits: Hit[] = []
	const excess: { profileId: number; kind: Kind; at: number }[] = []
	const mails: Mail[] = []
	const deferred: Promise<unknown>[] = []
	const pages = openPageCache(now)
	const targets = openTargetCache(now)
	const platform: Platform = {
		db,
		frontDb: db,
		config: { ...readConfig({ ORIGIN: 'https://vitrine.example' }), secret: 'a secret of the tests, long enough' },
		crypto,
		mailer: { send: async (mail) => void mails.push(mail) },
		now,
		salt: () => 'salt of the day',
		noteHit: (hit) => void hits.push(hit),
		isBeyond: openCrowds(crypto.randomBytes).isBeyond,
		noteExcess: (profileId, kind, at) => void excess.push({ profileId, kind, at }),
		async recordHit(hit) {
			hits.push(await hit)
			return 'stored'
		},
		dropped: () => 0,
		defer: (work) => void deferred.push(work),
		limitApi: openApiLimit(),
		ownerCookie: (profileIds) => signedOwnerCookie(profileIds, platform),
		pages,
		targets: targets.over(db),
		async purge(handleKeys, publicIds) {
			for (const key of handleKeys) pages.purge(key)
			targets.purge(handleKeys, publicIds)
		},
	}
	return { platform, hits, excess, mails, clock, settled: () => Promise.all(deferred) }
}

/** A follower's request, by default from an iPhone's Safari in Norway. */
export function anAsk(
	path: string,
	given: { method?: string; headers?: Record<string, string | undefined>; address?: string; asn?: number } = {},
): Ask {
	const [pathname = '', query = ''] = path.split('?')
	const headers: Record<string, string | undefined> = {
		host: 'vitrine.example',
		'user-agent': SAFARI_IPHONE,
		'accept-language': 'nb-NO,nb;q=0.9',
		...given.headers,
	}
	return {
		method: given.method ?? 'GET',
		path: pathname,
		query,
		header: (name) => headers[name],
		address: () => given.address ?? '203.0.113.7',
		country: () => 'NO',
		asn: () => given.asn ?? null,
	}
}
