import { merchantUrlOf, networkOf } from '../networks/index.ts'
import type { LinkKind } from './kinds.ts'
import { merchantName } from './merchant.ts'

export { isDirect } from '../networks/index.ts'

export interface Proposal {
	kind: LinkKind
	/** Empty when the URL does not say. */
	merchant: string
	/** The network's id. */
	network: string | null
}

/** What a pasted URL says about itself, for the creator to confirm: `affiliate` when a network's marks are on it. */
export function proposeFromUrl(url: string): Proposal {
	const network = networkOf(url)
	if (!network) return { kind: 'none', merchant: merchantName(url), network: null }
	const merchantUrl = merchantUrlOf(url, network)
	const merchant = network.merchant ?? (merchantUrl ? merchantName(merchantUrl) : '')
	return { kind: 'affiliate', merchant, network: network.id }
}
