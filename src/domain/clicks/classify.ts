import { isbot } from 'isbot'
import type { Hit } from './hit.ts'

/** What a request says of itself. Only counting depends on it, never what the follower is shown. */
export interface RequestFacts {
	method: string
	userAgent: string
	/** `Sec-Purpose`, `Purpose` or `X-Moz`, whichever was sent; empty when none was. */
	purpose: string
	/** The signed cookie says that this is the creator of the profile. */
	isOwner: boolean
}

/**
 * TikTok's page preloader (TikTok Ads help centre, "Preloading web content"). It can wear a browser's user agent,
 * which is why a bot list alone does not know it.
 */
const PRELOADER = /thirdLandingPageFeInfra/i
const PRELOAD_PURPOSE = /prefetch|preview|prerender|preload/i

/** The one bucket of a hit, as far as the request alone can tell; `repeat` is settled when it is stored. */
export function classify(facts: RequestFacts): Hit['bucket'] {
	if (facts.method === 'HEAD' || PRELOAD_PURPOSE.test(facts.purpose) || PRELOADER.test(facts.userAgent))
		return 'preload'
	if (facts.userAgent === '' || isbot(facts.userAgent)) return 'bot'
	return facts.isOwner ? 'owner' : 'counted'
}
