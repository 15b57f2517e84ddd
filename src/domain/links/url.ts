import { readablePunycode } from './punycode.ts'

type Problem = 'empty' | 'control' | 'scheme' | 'credentials' | 'malformed' | 'noDot' | 'ownRedirect' | 'tooLong'

export type UrlProblem = `link.url.${Problem}`

export type ReadUrl = { ok: true; url: string } | { ok: false; problem: UrlProblem }

/** Characters of the stored URL, the added `https://` included. */
export const MAX_URL_LENGTH = 2000

/** What may be typed: a longer text is refused before any of it is read. */
export const MOST_TYPED = 2 * MAX_URL_LENGTH
// Phones paste zero-width spaces around an address; String.prototype.trim leaves them.
const SPACE = /[\s\u200b\u2060]/
// C0, DEL, C1, and the marks that reverse the direction of text: they make an address read other than it goes.
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/
const SCHEME = /^[a-z][a-z0-9+.-]*:/i
const HOST_AND_PORT = /^([^/?#:@]+):\d{1,5}(?:[/?#]|$)/
// `https:shop.com` and `https:/shop.com` pass a URL parser, but a browser reads them as relative links.
const AUTHORITY = /^https?:\/\/([^/?#\\]+)(?:[/?#]|$)/i

/**
 * Reads what a person typed or pasted. The bytes stay as typed: only the space around them goes, and a bare
 * `shop.com/x` gains `https://`. `ownOrigins` are this installation's, whose `/go/` would be a loop.
 */
export function readUrl(typed: string, { ownOrigins = [] }: { ownOrigins?: readonly string[] } = {}): ReadUrl {
	if (typed.length > MOST_TYPED) return refuse('tooLong')
	const trimmed = withoutEdges(typed)
	if (!trimmed) return refuse('empty')
	if (CONTROL.test(trimmed)) return refuse('control')
	if (hasForeignScheme(trimmed)) return refuse('scheme')
	const url = withScheme(trimmed)
	if (url.length > MAX_URL_LENGTH) return refuse('tooLong')
	const authority = AUTHORITY.exec(url)?.[1]
	if (!authority) return refuse('malformed')
	if (authority.includes('@')) return refuse('credentials')
	const parsed = parseUrl(url)
	if (!parsed || !url.isWellFormed()) return refuse('malformed')
	const problem = hostProblem(parsed.hostname)
	if (problem) return refuse(problem)
	if (ownOrigins.some((origin) => isOwnRedirect(parsed, origin))) return refuse('ownRedirect')
	return { ok: true, url }
}

/** The same address in ASCII, for an HTTP header: host as punycode, other letters percent-encoded, ASCII bytes kept. */
export function asciiUrl(url: string): string {
	const [, scheme = '', authority = '', rest = ''] = /^(\w+:\/\/)([^/?#]*)(.*)$/.exec(url) ?? []
	const port = /:\d*$/.exec(authority)?.[0] ?? ''
	const host = /[^!-~]/.test(authority) ? hostOf(url) + port : authority
	return scheme + host + rest.replace(/[^!-~]+/g, encodeURIComponent)
}

/** The ASCII (punycode) host in lower case, without port and trailing dot; empty when the URL cannot be read. */
export function hostOf(url: string | URL): string {
	const parsed = typeof url === 'string' ? parseUrl(url) : url
	return withoutTrailingDot(parsed?.hostname ?? '')
}

/** The host for people to read: no `www.`, Unicode where no label can pass for another, else punycode. */
export function displayHost(url: string | URL): string {
	return readablePunycode(hostOf(url).replace(/^www\./, ''))
}

/** True for the domains themselves and what ends in a dot and one of them: `evil-shop.com` is not within `shop.com`. */
export function isWithin(host: string, domains: readonly string[]): boolean {
	return domains.some((domain) => host === domain || host.endsWith(`.${domain}`))
}

export function parseUrl(url: string): URL | null {
	try {
		return new URL(url)
	} catch {
		return null
	}
}

function refuse(problem: Problem): ReadUrl {
	return { ok: false, problem: `link.url.${problem}` }
}

/** A regular expression would look for the end of the space from each place in it. */
function withoutEdges(text: string): string {
	let [start, end] = [0, text.length]
	while (start < end && SPACE.test(text.charAt(start))) start++
	while (end > start && SPACE.test(text.charAt(end - 1))) end--
	return text.slice(start, end)
}

function hasForeignScheme(text: string): boolean {
	return SCHEME.test(text) && !/^https?:/i.test(text) && !beginsWithPort(text)
}

/** `shop.com:8443/x` and `localhost:4321` begin as a scheme would. */
function beginsWithPort(text: string): boolean {
	const host = HOST_AND_PORT.exec(text)?.[1] ?? ''
	return host.includes('.') || host.toLowerCase() === 'localhost'
}

function withScheme(text: string): string {
	if (/^https?:/i.test(text)) return text
	return text.startsWith('//') ? `https:${text}` : `https://${text}`
}

function hostProblem(hostname: string): 'noDot' | 'malformed' | null {
	if (hostname.startsWith('[')) return null
	const labels = withoutTrailingDot(hostname).split('.')
	// A URL parser lets `{`, `*` and `!` stand in a host; no shop has one.
	if (!labels.every((label) => /^[a-z0-9_-]+$/.test(label))) return 'malformed'
	return labels.length < 2 ? 'noDot' : null
}

function isOwnRedirect(url: URL, origin: string): boolean {
	const own = parseUrl(origin)
	if (!own || withoutTrailingDot(url.hostname) !== own.hostname || url.port !== own.port) return false
	return /^\/+go(?:\/|$)/i.test(decoded(url.pathname))
}

function decoded(path: string): string {
	try {
		return decodeURIComponent(path)
	} catch {
		return path
	}
}

function withoutTrailingDot(host: string): string {
	return host.replace(/\.$/, '')
}
