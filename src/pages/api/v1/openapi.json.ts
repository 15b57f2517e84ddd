import type { APIRoute } from 'astro'
import { routes } from '../../../api/index.ts'
import { openApi } from '../../../api/openapi.ts'

export const GET: APIRoute = ({ locals }) =>
	new Response(JSON.stringify(openApi(routes, locals.platform.config.origin)), {
		headers: { 'content-type': 'application/json', 'cache-control': 'public, max-age=300' },
	})
