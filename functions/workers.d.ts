/** What the Workers runtime adds to the web's types, as far as this project uses it. */
declare module 'cloudflare:workers' {
	export const env: Record<string, unknown>
	export function waitUntil(work: Promise<unknown>): void
}

interface CacheStorage {
	/** The cache that all Workers of a zone share in one data centre. */
	readonly default: Cache
}
