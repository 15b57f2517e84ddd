import type { Network } from './types.ts'

/** `url` must be the last parameter and is often left unencoded. Brands' own domains keep the path `/t/t`. */
export const adtraction: Network = {
	id: 'adtraction',
	name: 'Adtraction',
	marks: [{ hosts: ['adtraction.com', 'adtr.co'] }, { path: /^\/t\/t$/, params: ['a'] }],
	subIdParams: ['epi', 'epi2', 'epi3', 'epi4', 'epi5'],
	mode: 'click',
	destinations: [{ from: 'query', params: ['url'], last: true }],
	maxLength: 123,
	verified: true,
}
