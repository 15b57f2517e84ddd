import type { Kind } from '../db/schema/hits.ts'
import { BoundedMap } from '../src/domain/bounded-map.ts'
import { channelOf } from '../src/domain/channels/channel.ts'
import { readCampaign } from '../src/domain/clicks/campaign.ts'
import { classify } from '../src/domain/clicks/classify.ts'
import { type Agent, appWithin, MAX_USER_AGENT, readAgent } from '../src/domain/clicks/client.ts'
import type { Hit } from '../src/domain/clicks/hit.ts'
import { saltDay, visitorOf } from '../src/domain/clicks/visitor.ts'
import { hitId } from '../src/domain/ids.ts'
import type { Ask } from './http.ts'
import { originOfTap } from './origin-of-tap.ts'
import { ownsProfile } from './owner-cookie.ts'
import type { Platform } from './platform/platform.ts'
import type { Settled } from './settled.ts'

/** What was done, and with what. */
export interface Tapped {
	kind: Kind
	profileId: number
	/** 0 for the page itself. */
	blockId: number
	/** The channel tag, already checked against the declared ones. */
	tag: string | null
}

/**
 * Makes a hit of a request and hands it to the platform. Answers as `recordHit` does; only a person's hit is waited for.
 * What an address does beyond its limit is a number and no hit, whatever it is.
 */
export function record(ask: Ask, platform: Platform, tapped: Tapped): Settled<'stored' | 'late'> {
	const at = platform.now()
	const beyond = platform.isBeyond(ask.address(), tapped.profileId, at)
	if (!(beyond instanceof Promise)) return keep(ask, platform, tapped, at, beyond)
	platform.defer(beyond.then((isBeyond) => keep(ask, platform, tapped, at, isBeyond)))
	return 'late'
}

function keep(ask: Ask, platform: Platform, tapped: Tapped, at: number, isBeyond: boolean): Settled<'stored' | 'late'> {
	if (isBeyond) {
		platform.noteExcess(tapped.profileId, tapped.kind, at)
		return 'late'
	}
	const hit = hitOf(ask, platform, tapped, at)
	if (hit.bucket !== 'counted') {
		platform.noteHit(hit)
		return 'late'
	}
	const salt = platform.salt(saltDay(hit.at))
	if (typeof salt === 'string') return platform.recordHit(withVisitor(hit, ask, platform, salt))
	return platform.recordHit(salt.then((loaded) => withVisitor(hit, ask, platform, loaded)))
}

function hitOf(ask: Ask, platform: Platform, { kind, profileId, blockId, tag }: Tapped, at: number): Hit {
	const agent = agentOf(userAgentOf(ask))
	const app = appWithin(agent, ask.header('x-requested-with'))
	const { referrer, pageQuery } = originOfTap(ask, platform)
	const bucket = classify({
		method: ask.method,
		agent,
		purpose: purposeOf(ask),
		language: ask.header('accept-language'),
		asn: ask.asn,
		isOwner: ownsProfile(ask.header('cookie'), profileId, platform),
	})
	return {
		id: hitId(at, platform.crypto.randomBytes(7)),
		profileId,
		blockId,
		kind,
		at,
		bucket,
		channel: channelOf(tag, app, referrer),
		country: ask.country(),
		device: agent.device,
		app,
		referrer,
		visitor: null,
		campaign: bucket === 'counted' ? readCampaign(pageQuery) : null,
	}
}

/** What a browser or an app says when it fetches ahead, each in its own header. */
const purposeOf = (ask: Ask): string =>
	ask.header('sec-purpose') ?? ask.header('purpose') ?? ask.header('x-purpose') ?? ask.header('x-moz') ?? ''

function withVisitor(hit: Hit, ask: Ask, platform: Platform, salt: string): Hit {
	const visitor = visitorOf(platform.crypto, salt, hit.profileId, ask.address(), userAgentOf(ask))
	return { ...hit, visitor }
}

const userAgentOf = (ask: Ask): string => (ask.header('user-agent') ?? '').slice(0, MAX_USER_AGENT)

const REMEMBERED_AGENTS = 2000
const agents = new BoundedMap<string, Agent>(REMEMBERED_AGENTS)

function agentOf(userAgent: string): Agent {
	const known = agents.get(userAgent)
	if (known) return known
	const agent = readAgent(userAgent)
	agents.set(userAgent, agent)
	return agent
}
