import { type Answer, type Ask, countryCode } from './http.ts'

/** A request of the web's own kind; Cloudflare says of it where it comes from. */
export type WebRequest = Request & { cf?: { country?: string; asn?: number } }

export function askOf(request: WebRequest): Ask {
	const url = new URL(request.url)
	return {
		method: request.method,
		path: url.pathname,
		query: url.search.slice(1),
		header: (name) => request.headers.get(name) ?? undefined,
		address: () => request.headers.get('cf-connecting-ip') ?? '',
		country: () => countryCode(request.cf?.country),
		asn: () => request.cf?.asn ?? null,
	}
}

export function responseOf({ status, headers, body }: Answer): Response {
	return new Response(body as BodyInit | null, { status, headers })
}
