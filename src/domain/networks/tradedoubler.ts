import type { Network } from './types.ts'

/** Product feeds use brackets instead of a query: `/click?a(1)p(2)url(https…)`. */
export const tradedoubler: Network = {
	id: 'tradedoubler',
	name: 'Tradedoubler',
	marks: [{ hosts: ['tradedoubler.com'] }],
	subIdParams: ['epi', 'epi2'],
	mode: 'click',
	destinations: [
		{ from: 'query', params: ['url'] },
		{ from: 'match', pattern: /url\(([^)]+)\)/ },
	],
	maxLength: 64,
	verified: true,
}
