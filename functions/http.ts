/**
 * What the front door needs of a request, without building a `Request`:
 * on Node that would cost more than everything else a tap does.
 */
export interface Ask {
	method: string
	/** Path without the query, still percent-encoded. */
	path: string
	/** After the `?`, or empty. */
	query: string
	header(name: string): string | undefined
	/** The follower's network address. Used for the visitor hash and never stored. */
	address(): string
	/** ISO 3166 code of two letters, or null. */
	country(): string | null
	/** The number of the network (autonomous system) that the address belongs to, or null where it is not known. Asked of suspects only. */
	asn(): number | null
}

export interface Answer {
	status: number
	headers: Record<string, string>
	body: string | Uint8Array | null
}

/** When the front door itself fails, as it does for an unknown link while the database is away. */
export const TRY_AGAIN: Answer = {
	status: 503,
	headers: { 'cache-control': 'no-store', 'content-type': 'text/plain; charset=utf-8', 'retry-after': '1' },
	body: 'Please try again in a moment.',
}

/** An ISO 3166 code of two letters, or null for what is none: proxies say XX where they do not know and Cloudflare T1 for Tor. */
export function countryCode(text: string | null | undefined): string | null {
	return text && /^[A-Z]{2}$/.test(text) && text !== 'XX' ? text : null
}

/** One value of a query string, decoded; null when absent or not decodable. The first of several wins. */
export function queryValue(query: string, name: string): string | null {
	if (query === '') return null
	for (const part of query.split('&')) {
		if (part.startsWith(`${name}=`)) return decode(part.slice(name.length + 1))
	}
	return null
}

function decode(text: string): string | null {
	try {
		return decodeURIComponent(text.replaceAll('+', ' '))
	} catch {
		return null
	}
}
