import type { APIContext } from 'astro'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Whether another site's page sent this request to change something. Machines under /api and /in carry their own proof
 * and no cookies. With ORIGIN set, only that is ours, whatever a proxy made of the Host header; without it, the Host header
 * is what the browser has in its address bar.
 */
export function isForeign({ request, url, locals }: Pick<APIContext, 'request' | 'url' | 'locals'>): boolean {
	if (SAFE.has(request.method) || isForMachines(url)) return false
	const { origin, isOriginSet } = locals.platform.config
	const sender = request.headers.get('origin')
	if (sender === null || !URL.canParse(sender)) return true
	return isOriginSet ? sender !== origin : new URL(sender).host !== (request.headers.get('host') ?? url.host)
}

/** Astro runs the form action that `_action` names on any path, so with it none is for machines only. */
const isForMachines = ({ pathname, searchParams }: URL): boolean =>
	/^\/(?:api|in)\//.test(pathname) && !searchParams.has('_action')
