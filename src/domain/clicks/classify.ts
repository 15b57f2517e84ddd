import type { Agent } from './client.ts'
import type { Hit } from './hit.ts'

/** What a request says of itself. Only counting depends on it, never what the follower is shown. */
export interface RequestFacts {
	method: string
	agent: Agent
	/** `Sec-Purpose`, `Purpose` or `X-Moz`, whichever was sent; empty when none was. */
	purpose: string
	/** The signed cookie says that this is the creator of the profile. */
	isOwner: boolean
}

const PRELOAD_PURPOSE = /prefetch|preview|prerender|preload/i

/** The one bucket of a hit, as far as the request alone can tell; `repeat` is settled when it is stored. */
export function classify({ method, agent, purpose, isOwner }: RequestFacts): Hit['bucket'] {
	if (method === 'HEAD' || PRELOAD_PURPOSE.test(purpose) || agent.isPreloader) return 'preload'
	if (agent.isBot) return 'bot'
	return isOwner ? 'owner' : 'counted'
}
