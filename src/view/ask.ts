/** The part of a request that the page cache needs to answer it. */
export function askOf(request: Request) {
	const url = new URL(request.url)
	return {
		method: request.method,
		path: url.pathname,
		query: url.search.slice(1),
		header: (name: string) => request.headers.get(name) ?? undefined,
		address: () => '',
		country: () => null,
		asn: () => null,
	}
}
