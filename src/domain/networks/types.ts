/** An affiliate network as data: how its links look, and where a sub-ID goes. */
export interface Network {
	/** Stored with sources: never changed once released. */
	id: string
	name: string
	/** A URL belongs to the network when any one of these fits. */
	marks: readonly Mark[]
	/** In the order to fill them; the exact spelling matters (Rakuten's `u1`, Awin's `clickref`). */
	subIdParams: readonly string[]
	/** What a sub-ID may carry: one value per tap, one per place that a link stands in, or nothing. */
	mode: 'click' | 'placement' | 'none'
	/** Where the URL carries the merchant's, tried in order; empty when only the network knows. */
	destinations: readonly Destination[]
	/** Characters that a sub-ID may have, where the network says so. */
	maxLength?: number
	/** The shop, where the network has only one. */
	merchant?: string
	/** Links must be plain `href`s: no redirect in between. */
	direct?: true
	/** True where the vendor's documentation, or several public programs that parse real links, say the above. */
	verified: boolean
}

/** Every condition that is present must hold. A mark without `hosts` fits on any shop's own domain. */
export interface Mark {
	/** `awin1.com` stands for itself and everything that ends in `.awin1.com`. */
	hosts?: readonly string[]
	path?: RegExp
	/** Query parameters that are all there and not empty: `tag`, or with their value: `mkcid=1`. */
	params?: readonly string[]
	fragment?: RegExp
}

export type Destination =
	/** The first of these query parameters that is there. `last`: an unencoded one runs to the URL's end. */
	| { from: 'query'; params: readonly string[]; last?: true }
	/** What this expression's first group finds in the URL, encoded or not. */
	| { from: 'match'; pattern: RegExp }
	/** The link leads straight to the merchant's own domain, unless its host is one of the network's short ones. */
	| { from: 'self'; except?: readonly string[] }
