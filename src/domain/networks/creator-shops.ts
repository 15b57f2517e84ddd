import type { Network } from './types.ts'

/** Services that give a creator short links and keep the sub-IDs to themselves. */
export const creatorShops: readonly Network[] = [
	{
		id: 'ltk',
		name: 'LTK',
		marks: [{ hosts: ['liketk.it', 'rstyle.me', 'ltk.to', 'shopltk.com', 'liketoknow.it'] }],
		subIdParams: [],
		mode: 'none',
		destinations: [],
		verified: true,
	},
	{
		id: 'shopmy',
		name: 'ShopMy',
		marks: [{ hosts: ['go.shopmy.us', 'shopmy.us'] }],
		subIdParams: [],
		mode: 'none',
		destinations: [{ from: 'query', params: ['url'] }],
		verified: true,
	},
]
