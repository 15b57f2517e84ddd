import type { Network } from './types.ts'

/** Networks at home in the Nordic countries; Adtraction has a file of its own. */
export const nordic: readonly Network[] = [
	{
		id: 'partner-ads',
		name: 'Partner-ads',
		marks: [{ hosts: ['partner-ads.com'], path: /klikbanner\.php$/ }],
		// Before `htmlurl`, which is often unencoded.
		subIdParams: ['uid', 'uid2'],
		mode: 'click',
		destinations: [{ from: 'query', params: ['htmlurl'], last: true }],
		verified: true,
	},
	{
		id: 'adrecord',
		name: 'Adrecord',
		marks: [{ hosts: ['click.adrecord.com'] }],
		subIdParams: ['epi'],
		mode: 'click',
		destinations: [{ from: 'query', params: ['url'], last: true }],
		verified: true,
	},
	{
		id: 'adservice',
		name: 'Adservice',
		marks: [{ hosts: ['track.adservice.com', 'adservicemedia.dk', 'aslinkhub.com'] }],
		subIdParams: ['sub'],
		mode: 'click',
		destinations: [],
		verified: false,
	},
	{
		id: 'addrevenue',
		name: 'Addrevenue',
		marks: [{ hosts: ['addrevenue.io'], path: /^\/(?:t|click)$/ }],
		subIdParams: ['epi'],
		mode: 'click',
		destinations: [{ from: 'query', params: ['u', 'url'] }],
		verified: false,
	},
]
