import type { IncomingHttpHeaders } from 'node:http'
import { isInner, readAddress, type Sender } from '../src/domain/address.ts'

/** Why a follower's address is perhaps another's, so that many followers would be counted as one. */
export type Doubt = 'unbelieved' | 'inner' | 'cloudflare'

/** What a request tells of a proxy that TRUST_PROXY does not fit; null when nothing does. */
export function doubtOf(headers: IncomingHttpHeaders, { address, isByProxy }: Sender): Doubt | null {
	if (!isByProxy) return headers['x-forwarded-for'] === undefined ? null : 'unbelieved'
	const seen = headers['cf-connecting-ip']
	if (typeof seen === 'string' && readAddress(seen) !== address) return 'cloudflare'
	return isInner(address) ? 'inner' : null
}

const HOW = 'README.md says under "Behind a proxy" how to set TRUST_PROXY.'

/** For the operator: the cause, then the cure. */
export const SAID: Record<Doubt, string> = {
	unbelieved: `A request named its sender in X-Forwarded-For, and TRUST_PROXY does not trust whoever passed it on. If that is a proxy of yours, all followers behind it are one now. ${HOW}`,
	inner: `A follower's address was read as one that only inner networks have. If followers come from outside, there are more proxies than TRUST_PROXY says, or the nearest adds no X-Forwarded-For, and they are counted as one. ${HOW}`,
	cloudflare: `Cloudflare named another sender of a request than the one that was read from X-Forwarded-For: its own machine is counted in the place of the followers. With Cloudflare before a proxy of yours, TRUST_PROXY is 2. ${HOW}`,
}
