import { type Answer, type Ask, countryCode } from './http.ts'

/** Cloudflare says where a request comes from. */
export type WorkerRequest = Request & { cf?: { country?: string; asn?: number } }

export function askOf(request: WorkerRequest): Ask {
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
