import type { Network } from './types.ts'

export const rakuten: Network = {
	id: 'rakuten',
	name: 'Rakuten Advertising',
	marks: [{ hosts: ['linksynergy.com'] }],
	subIdParams: ['u1'],
	mode: 'click',
	destinations: [{ from: 'query', params: ['murl'] }],
	maxLength: 72,
	verified: true,
}
