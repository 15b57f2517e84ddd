import { type Ask, queryValue } from './http.ts'
import type { Platform } from './platform/platform.ts'

/** Where a request was made from, as its headers say. */
export interface TapOrigin {
	/** The host that sent the follower to us; null when nobody says, and our own page is not one. */
	referrer: string | null
	/** The query of our own page that the follower tapped on; empty when it had none or is not known. */
	pageQuery: string
}

const NOWHERE: TapOrigin = { referrer: null, pageQuery: '' }
const ADDRESS = /^https?:\/\/([a-z0-9.-]{1,100})(?::\d{1,5})?(?:[/?#]|$)/i
const HOST = /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i

/** The parameter in which the page's script names the host that sent the follower to it: what the browser names is the page. */
const FROM = 'r'

/** A `ping` says where it comes from in a header of its own (HTML standard, "hyperlink auditing"). */
export function originOfTap(ask: Ask, { config }: Pick<Platform, 'config'>): TapOrigin {
	const address = ask.header('referer') ?? ask.header('ping-from')
	if (address === undefined) return NOWHERE
	if (isUnder(config.origin, address)) return ourPage(ask, address)
	const host = ADDRESS.exec(address)?.[1]?.toLowerCase()
	if (host === undefined) return NOWHERE
	return host === ask.header('host')?.split(':')[0] ? ourPage(ask, address) : { referrer: host, pageQuery: '' }
}

const isUnder = (origin: string, address: string): boolean =>
	address.startsWith(origin) && address[origin.length] === '/'

function ourPage(ask: Ask, address: string): TapOrigin {
	return { referrer: toldHost(ask.query), pageQuery: queryOf(address) }
}

function toldHost(query: string): string | null {
	const told = query.includes(FROM) ? queryValue(query, FROM) : null
	return told !== null && told.length <= 100 && HOST.test(told) ? told.toLowerCase() : null
}

function queryOf(address: string): string {
	const mark = address.indexOf('?')
	return mark === -1 ? '' : (address.slice(mark + 1).split('#')[0] ?? '')
}
