import ipaddr from 'ipaddr.js'
import { remembered } from './remembered.ts'

/** Whose word on a sender's address is taken: that of so many proxies in front, or of those with such addresses. */
export type Trust = { hops: number } | { includes(address: string): boolean }

export const NOBODY: Trust = { hops: 0 }

/** Who sent a request, as far as it can be known. */
export interface Sender {
	/** In one spelling: without port, brackets and zone, and IPv4 never inside IPv6. Empty when nothing could be read. */
	address: string
	/** Whether a trusted proxy passed the request on: what it says beside the address is believed too. */
	isByProxy: boolean
}

/**
 * Reads who sent a request from `X-Forwarded-For` and the address of the connection. Each proxy has added the address that
 * it saw at the end, so that only what trusted ones wrote is read: so many entries from the right, or as far as each
 * next one is itself trusted. What cannot be read ends the way back: the address before it stands.
 */
export function senderOf(header: string | null | undefined, connection: string, trust: Trust): Sender {
	let address = readAddress(connection) ?? ''
	let isByProxy = isTrusted(address, 0, trust)
	let end = header?.length ?? 0
	for (let passed = 0; header && end > 0 && isTrusted(address, passed, trust); passed++) {
		const comma = end < 1 ? -1 : header.lastIndexOf(',', end - 1)
		const before = readAddress(header.slice(comma + 1, end).trim())
		isByProxy = true
		if (before === null) break
		// A long header would be kept in memory by its last part, which others remember.
		address = header.length > LONGEST ? ` ${before}`.slice(1) : before
		end = comma
	}
	return { address, isByProxy }
}

const isTrusted = (address: string, passed: number, trust: Trust): boolean =>
	'hops' in trust ? passed < trust.hops : trust.includes(address)

const BYTE = '(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])'
const IPV4 = new RegExp(`^${BYTE}(?:\\.${BYTE}){3}$`)
/** What proxies write round an address: `1.2.3.4:50101`, `[2001:db8::1]`, `[2001:db8::1]:443`, perhaps quoted. */
const WRAPPED = /^"?(?:([\d.]+)(?::\d{1,5})?|\[([0-9a-f:.]+)(?:%[\w.~-]+)?\](?::\d{1,5})?)"?$/i
const ZONE = /%[\w.~-]+$/
/** Characters of the longest address with all that may stand round it. */
const LONGEST = 100
const REMEMBERED = 20_000

/** The address in one spelling, without what stands round it; null when this is none. */
export function readAddress(text: string): string | null {
	if (IPV4.test(text)) return text
	return text.length <= LONGEST ? spelling(text) : null
}

const spelling = remembered(
	REMEMBERED,
	(text: string) => text,
	(text) => {
		const [, v4, v6] = WRAPPED.exec(text) ?? []
		return parse(v4 ?? v6 ?? text.replace(ZONE, ''))?.toString() ?? null
	},
)

/** Strictly four decimal numbers or an IPv6 address; IPv4 in IPv6 is IPv4. */
function parse(text: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
	if (IPV4.test(text)) return ipaddr.IPv4.parse(text)
	return text.includes(':') && ipaddr.IPv6.isValid(text) ? ipaddr.process(text) : null
}

/** The first 64 bits of an IPv6 address, which are one household's; an IPv4 address, and what is none, as it is. */
export function household(address: string): string {
	const parsed = parse(address)
	return parsed && 'parts' in parsed
		? parsed.parts
				.slice(0, 4)
				.map((part) => part.toString(16))
				.join(':')
		: address
}

/** Ranges that no follower's address is in, as seen from the open Internet. */
const INNER = new Set(['loopback', 'private', 'linkLocal', 'uniqueLocal', 'unspecified', 'carrierGradeNat'])

/** Whether an address is one of inner networks only: of this machine, a container, a home, a provider's insides. */
export const isInner = remembered(
	REMEMBERED,
	(address: string) => address,
	(address) => INNER.has(parse(address)?.range() ?? 'unspecified'),
)

/** What `private` stands for in a list of networks. */
const PRIVATE = [
	'127.0.0.0/8',
	'10.0.0.0/8',
	'172.16.0.0/12',
	'192.168.0.0/16',
	'169.254.0.0/16',
	'::1/128',
	'fc00::/7',
	'fe80::/10',
]

/** Trust in proxies by their networks: CIDR ranges, single addresses, and `private` for all inner ones. Null when a word is none of these. */
export function trustIn(words: string[]): Trust | null {
	const ranges = words.flatMap((word) => (word === 'private' ? PRIVATE : word)).map(rangeOf)
	if (ranges.includes(null)) return null
	return {
		includes: remembered(
			REMEMBERED,
			(address: string) => address,
			(address) => {
				const parsed = parse(address)
				return parsed !== null && ranges.some((range) => range?.[0].kind() === parsed.kind() && parsed.match(range))
			},
		),
	}
}

function rangeOf(word: string): [ipaddr.IPv4 | ipaddr.IPv6, number] | null {
	const [base = '', bits, ...more] = word.split('/')
	const parsed = parse(base)
	if (parsed === null || more.length > 0) return null
	const width = parsed.kind() === 'ipv4' ? 32 : 128
	const length = bits === undefined ? width : /^\d{1,3}$/.test(bits) ? Number(bits) : -1
	return length >= 0 && length <= width ? [parsed, length] : null
}
