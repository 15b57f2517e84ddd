import type { Fetchable } from 'astro'
import { astro, FetchState } from 'astro/fetch'

/**
 * What Astro is asked, on both runtimes. A room is sent as it is rendered, so that a long reading shows how far it has come. A
 * follower's page is kept whole before any of it is sent, and is rendered whole, which costs a tenth less.
 */
export default {
	fetch(request) {
		const state = new FetchState(request)
		if (state.routeData?.route === '/[handle]') state.streaming = false
		return astro(state)
	},
} satisfies Fetchable
