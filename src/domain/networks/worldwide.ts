import type { Network } from './types.ts'

/** Networks that work across continents and need no file of their own. */
export const worldwide: readonly Network[] = [
	{
		id: 'clickbank',
		name: 'ClickBank',
		marks: [{ hosts: ['hop.clickbank.net'] }],
		subIdParams: ['tid'],
		mode: 'click',
		destinations: [],
		// Links of the older form drop a longer value whole.
		maxLength: 24,
		verified: true,
	},
	{
		id: 'flexoffers',
		name: 'FlexOffers',
		marks: [{ hosts: ['track.flexlinkspro.com', 'flexlinks.com'] }],
		subIdParams: ['fobs'],
		mode: 'click',
		destinations: [{ from: 'query', params: ['url'] }],
		verified: true,
	},
	{
		// Its hosts change often; these two are stable.
		id: 'admitad',
		name: 'Admitad',
		marks: [{ hosts: ['ad.admitad.com', 'alitems.com'] }],
		subIdParams: ['subid', 'subid1', 'subid2', 'subid3', 'subid4'],
		mode: 'click',
		destinations: [{ from: 'query', params: ['ulp'] }],
		verified: false,
	},
	{
		id: 'skimlinks',
		name: 'Skimlinks',
		marks: [{ hosts: ['go.skimresources.com', 'go.redirectingat.com', 'fave.co'] }],
		subIdParams: ['xcust'],
		mode: 'click',
		destinations: [{ from: 'query', params: ['url'] }],
		maxLength: 50,
		verified: true,
	},
	{
		id: 'sovrn',
		name: 'Sovrn Commerce',
		marks: [{ hosts: ['redirect.viglink.com', 'vig.gl', 'shop-links.co', 'sovrn.co'] }],
		subIdParams: ['cuid'],
		mode: 'click',
		destinations: [{ from: 'query', params: ['u', 'url', 'out'] }],
		maxLength: 32,
		verified: true,
	},
]
