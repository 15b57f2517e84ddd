import astro from '@astrojs/cloudflare/entrypoints/server'
import type { ExecutionContext, MessageBatch, ScheduledController } from '@cloudflare/workers-types'
import type { Hit } from '../src/domain/clicks/hit.ts'
import { consume } from './consume.ts'
import { frontDoor } from './edge.ts'
import { type CommonHeaders, commonHeaders, finished, finishedResponse } from './headers.ts'
import { type Answer, TRY_AGAIN } from './http.ts'
import { platform } from './platform/cloudflare.ts'
import { runJobs } from './schedule.ts'
import { askOf, responseOf, type WebRequest } from './web-http.ts'

/** The entry on Cloudflare Workers. */
export default {
	async fetch(request: WebRequest, env: never, context: ExecutionContext): Promise<Response> {
		const answer = await answerOf(request)
		if (answer) return responseOf(finished(answer, common()))
		return finishedResponse(await astro.fetch(request, env, context), common())
	},
	async queue(batch: MessageBatch<Hit>): Promise<void> {
		await consume(batch, platform())
	},
	async scheduled(event: ScheduledController): Promise<void> {
		await runJobs(platform(), event.scheduledTime)
	},
}

/** Without settings, which the answer says, Workers are under https all the same. */
function common(): CommonHeaders {
	try {
		return commonHeaders(platform().config.origin)
	} catch {
		return commonHeaders('https:')
	}
}

/** A follower reads a sentence rather than the runtime's exception. */
async function answerOf(request: WebRequest): Promise<Answer | null | undefined> {
	try {
		return await frontDoor(askOf(request), platform())
	} catch (error) {
		console.error('The front door failed.', error)
		return TRY_AGAIN
	}
}
