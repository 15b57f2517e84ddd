import { declaredTag, TAG_PARAM } from '../src/domain/channels/channel.ts'
import { PUBLIC_ID_PATTERN } from '../src/domain/ids.ts'
import type { Target } from '../src/domain/links/redirect.ts'
import { type Answer, type Ask, queryValue } from './http.ts'
import type { Platform } from './platform/platform.ts'
import { record } from './record.ts'
import { followed, type Settled } from './settled.ts'

/** GET /go/{id}. Undefined when there is nowhere to go: Astro then says so in the follower's language. */
export function redirect(ask: Ask, platform: Platform, id: string): Settled<Answer | undefined> {
	if (!PUBLIC_ID_PATTERN.test(id)) return undefined
	return followed(platform.targets.block(id), (target) => answerWith(target, ask, platform))
}

function answerWith(target: Target | null, ask: Ask, platform: Platform): Settled<Answer | undefined> {
	if (target?.decision.kind === 'direct') return found(`/${target.decision.handle}`)
	if (target?.decision.kind !== 'go') return undefined
	const { location } = target.decision
	return followed(record(ask, platform, { kind: 'click', ...tapOf(target, ask) }), (outcome) =>
		found(location, outcome),
	)
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
