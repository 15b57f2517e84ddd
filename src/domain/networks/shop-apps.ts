import type { Network } from './types.ts'

/** Apps inside a shop. Their parameter says who the creator is: it is never overwritten, and there is no sub-ID. */
export const shopApps: readonly Network[] = [
	{
		id: 'uppromote',
		name: 'UpPromote',
		marks: [{ params: ['sca_ref'] }],
		subIdParams: [],
		mode: 'none',
		destinations: [{ from: 'self' }],
		verified: true,
	},
	{
		id: 'refersion',
		name: 'Refersion',
		marks: [{ params: ['rfsn'] }, { hosts: ['refersion.com'] }],
		subIdParams: [],
		mode: 'none',
		destinations: [{ from: 'self', except: ['refersion.com'] }],
		verified: true,
	},
	{
		// On a shop's own domain its `ref` is too common a word to mean anything.
		id: 'goaffpro',
		name: 'GoAffPro',
		marks: [{ hosts: ['goaffpro.com'] }],
		subIdParams: [],
		mode: 'none',
		destinations: [],
		verified: true,
	},
	{
		id: 'shopify-collabs',
		name: 'Shopify Collabs',
		marks: [{ params: ['dt_id'] }, { hosts: ['collabs.shop'] }],
		subIdParams: [],
		mode: 'none',
		destinations: [{ from: 'self', except: ['collabs.shop'] }],
		verified: false,
	},
]
