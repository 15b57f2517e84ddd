import astro from '@astrojs/cloudflare/entrypoints/server'
import type { ExecutionContext, MessageBatch, ScheduledController } from '@cloudflare/workers-types'
import type { Hit } from '../src/domain/clicks/hit.ts'
import { consume } from './consume.ts'
import { frontDoor } from './edge.ts'
import type { Answer, Ask } from './http.ts'
import { platform } from './platform/cloudflare.ts'
import { runJobs } from './schedule.ts'

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

/** Cloudflare says where a request comes from. */
type WorkerRequest = Request & { cf?: { country?: string; asn?: number } }

function askOf(request: WorkerRequest): Ask {
	const url = new URL(request.url)
	return {
		method: request.method,
		path: url.pathname,
		query: url.search.slice(1),
		header: (name) => request.headers.get(name) ?? undefined,
		address: () => request.headers.get('cf-connecting-ip') ?? '',
		country: () => request.cf?.country ?? null,
		asn: () => request.cf?.asn ?? null,
	}
}

function responseOf({ status, headers, body }: Answer): Response {
	return new Response(body as BodyInit | null, { status, headers })
}
