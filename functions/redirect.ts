import { declaredTag, TAG_PARAM } from '../src/domain/channels/channel.ts'
import { PUBLIC_ID_PATTERN } from '../src/domain/ids.ts'
import type { Target } from '../src/domain/links/redirect.ts'
import { type Answer, type Ask, queryValue } from './http.ts'
import type { Platform } from './platform/platform.ts'
import { record } from './record.ts'

/** GET /go/{id}. Undefined when there is nowhere to go: Astro then says so in the follower's language. */
export async function redirect(ask: Ask, platform: Platform, id: string): Promise<Answer | undefined> {
	if (!PUBLIC_ID_PATTERN.test(id)) return undefined
	const target = await platform.targets.block(id)
	const decision = target?.decision
	if (decision?.kind === 'direct') return found(`/${decision.handle}`)
	if (decision?.kind !== 'go' || target === null) return undefined
	const outcome = await record(ask, platform, { kind: 'click', ...tapOf(target, ask) })
	return found(decision.location, outcome)
}

function tapOf({ profileId, blockId, tags }: Target, ask: Ask) {
	return { profileId, blockId, tag: declaredTag(queryValue(ask.query, TAG_PARAM), tags) }
}

function found(location: string, outcome?: 'stored' | 'late'): Answer {
	const headers: Answer['headers'] = {
		location,
		'cache-control': 'no-store',
		'x-robots-tag': 'noindex',
		'content-length': '0',
	}
	if (outcome) headers['server-timing'] = `click;desc=${outcome}`
	return { status: 302, headers, body: null }
}
