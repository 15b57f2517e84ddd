import type { APIRoute } from 'astro'
import { routes } from '../../../api/index.ts'
import { openApi } from '../../../api/openapi.ts'
import { remembered } from '../../../domain/remembered.ts'

/** Made once: it takes some ten milliseconds, and anybody may ask for it. */
const documentFor = remembered(
	1,
	(origin: string) => origin,
	(origin) => JSON.stringify(openApi(routes, origin)),
)

export const GET: APIRoute = ({ locals }) =>
	new Response(documentFor(locals.platform.config.origin), {
		headers: { 'content-type': 'application/json', 'cache-control': 'public, max-age=300' },
	})
