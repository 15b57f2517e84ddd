import astro from '@astrojs/cloudflare/entrypoints/server'
import type { ExecutionContext, MessageBatch, ScheduledController } from '@cloudflare/workers-types'
import type { Hit } from '../src/domain/clicks/hit.ts'
import { consume } from './consume.ts'
import { frontDoor } from './edge.ts'
import { platform } from './platform/cloudflare.ts'
import { runJobs } from './schedule.ts'
import { askOf, responseOf, type WorkerRequest } from './worker-http.ts'

/** The entry on Cloudflare Workers. */
export default {
	async fetch(request: WorkerRequest, env: never, context: ExecutionContext): Promise<Response> {
		const answer = await frontDoor(askOf(request), platform())
		return answer ? responseOf(answer) : astro.fetch(request, env, context)
	},
	async queue(batch: MessageBatch<Hit>): Promise<void> {
		await consume(batch, platform())
	},
	async scheduled(event: ScheduledController): Promise<void> {
		await runJobs(platform(), event.scheduledTime)
	},
}
