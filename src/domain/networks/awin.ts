import type { Network } from './types.ts'

/** Etsy's programme runs here, and so do ShareASale's merchants since it closed. */
export const awin: Network = {
	id: 'awin',
	name: 'Awin',
	marks: [{ hosts: ['awin1.com', 'tidd.ly', 'zenaps.com'] }],
	subIdParams: ['clickref', 'clickref2', 'clickref3', 'clickref4', 'clickref5', 'clickref6'],
	mode: 'click',
	destinations: [{ from: 'query', params: ['ued', 'p'] }],
	maxLength: 50,
	verified: true,
}

export const shareasale: Network = {
	id: 'shareasale',
	name: 'ShareASale',
	marks: [{ hosts: ['shareasale.com', 'shareasale-analytics.com', 'shrsl.com'] }],
	subIdParams: ['afftrack'],
	mode: 'click',
	destinations: [{ from: 'query', params: ['urllink'] }],
	verified: true,
}
