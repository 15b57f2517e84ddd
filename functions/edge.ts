import { collect } from './collect.ts'
import { health } from './health.ts'
import type { Answer, Ask } from './http.ts'
import type { Platform } from './platform/platform.ts'
import { handleKeyOf, publicPage } from './public-page.ts'
import { redirect } from './redirect.ts'
import type { Settled } from './settled.ts'

/** What anything here is asked with. `TRACE` and the like would only be an error of Astro's. */
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PATCH', 'DELETE', 'OPTIONS'])

const notAllowed = (methods: string[]): Answer => ({
	status: 405,
	headers: { allow: methods.join(', '), 'cache-control': 'no-store', 'content-length': '0' },
	body: null,
})

/** The follower's street, in front of Astro on both runtimes. Null or undefined means that it is Astro's turn. */
export function frontDoor(ask: Ask, platform: Platform): Settled<Answer | null | undefined> {
	const isRead = ask.method === 'GET' || ask.method === 'HEAD'
	if (!isRead && !METHODS.has(ask.method)) return notAllowed([...METHODS])
	if (isRead && ask.path.startsWith('/go/')) return redirect(ask, platform, ask.path.slice(4))
	if (ask.path === '/hit' && (ask.method === 'GET' || ask.method === 'POST')) return collect(ask, platform)
	if (ask.path === '/healthz') return isRead ? health(platform) : notAllowed(['GET', 'HEAD'])
	const handleKey = isRead ? handleKeyOf(ask.path) : null
	return handleKey === null ? undefined : publicPage(ask, platform, handleKey)
}
