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

/** The page's script names the host that sent the follower there: what the page's requests themselves say is the page. */
export const FROM_PARAM = 'r'

/** A `ping` says where it comes from in a header of its own (HTML standard, "hyperlink auditing"). */
export function originOfTap(ask: Ask, { config }: Pick<Platform, 'config'>): TapOrigin {
	const address = ask.header('referer') ?? ask.header('ping-from')
	if (address === undefined) return NOWHERE
	const host = ADDRESS.exec(address)?.[1]?.toLowerCase()
	if (host === undefined) return NOWHERE
	const isOurs = host === ask.header('host')?.split(':')[0] || address.startsWith(`${config.origin}/`)
	return isOurs ? { referrer: toldHost(ask.query), pageQuery: queryOf(address) } : { referrer: host, pageQuery: '' }
}

function toldHost(query: string): string | null {
	const told = queryValue(query, FROM_PARAM)
	return told !== null && told.length <= 100 && HOST.test(told) ? told.toLowerCase() : null
}

function queryOf(address: string): string {
	const mark = address.indexOf('?')
	return mark === -1 ? '' : (address.slice(mark + 1).split('#')[0] ?? '')
}
