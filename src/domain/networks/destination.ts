import { hostOf, isWithin, readUrl } from '../links/url.ts'
import type { Destination, Network } from './types.ts'

/**
 * The merchant's URL that a network's link carries, decoded once; null when it carries none. For people and for
 * naming the merchant: the link itself is never rebuilt from it.
 */
export function merchantUrlOf(url: string, network: Network): string | null {
	for (const destination of network.destinations) {
		const found = find(url, destination)
		const read = found === null ? null : readUrl(found)
		if (read?.ok) return read.url
	}
	return null
}

function find(url: string, destination: Destination): string | null {
	switch (destination.from) {
		case 'self':
			return isWithin(hostOf(url), destination.except ?? []) ? null : url
		case 'match':
			return decodedOnce(destination.pattern.exec(url)?.[1] ?? '')
		case 'query':
			return decodedOnce(queried(url, destination))
	}
}

function queried(url: string, { params, last }: { params: readonly string[]; last?: true }): string {
	for (const name of params) {
		const start = new RegExp(`[?&]${name}=`).exec(url)
		if (!start) continue
		const rest = url.slice(start.index + start[0].length)
		return last && isPlain(rest) ? rest : rest.replace(/[&#].*$/, '')
	}
	return ''
}

/** A value that begins `https://` was never encoded: its own `%20` must stay. */
function decodedOnce(value: string): string | null {
	if (isPlain(value)) return value
	try {
		return decodeURIComponent(value)
	} catch {
		return null
	}
}

function isPlain(text: string): boolean {
	return /^https?:\/\//i.test(text)
}
