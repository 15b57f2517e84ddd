import type { Agent } from './client.ts'
import type { Hit } from './hit.ts'
import { isHosting } from './hosting.ts'

/** What a request says of itself. Only counting depends on it, never what the follower is shown. */
export interface RequestFacts {
	method: string
	agent: Agent
	/** `Sec-Purpose`, `Purpose`, `X-Purpose` or `X-Moz`, whichever was sent; empty when none was. */
	purpose: string
	/** `Accept-Language`; undefined when it was not sent. */
	language: string | undefined
	/** The number of the network that the request comes from, or null; asked only of a suspect. */
	asn: () => number | null
	/** The signed cookie says that this is the creator of the profile. */
	isOwner: boolean
}

const PRELOAD_PURPOSE = /prefetch|preview|prerender|preload/i

/** The one bucket of a hit, as far as the request alone can tell; `repeat` is settled when it is stored. */
export function classify(facts: RequestFacts): Hit['bucket'] {
	const { method, agent, purpose, isOwner } = facts
	if (method === 'HEAD' || (purpose !== '' && PRELOAD_PURPOSE.test(purpose)) || agent.isPreloader) return 'preload'
	if (agent.isBot || (isSuspect(facts) && isHosting(facts.asn()))) return 'bot'
	return isOwner ? 'owner' : 'counted'
}

/**
 * Something that calls itself a browser and then names no language, as every browser and web view does, or names a browser
 * that its device cannot have. Alone it makes nobody a bot, and neither does a network of servers, where relays and VPNs live.
 */
function isSuspect({ agent, language }: RequestFacts): boolean {
	return agent.isImpossible || (agent.isBrowserShaped && !language)
}
