import fresh from 'fresh'
import Negotiator from 'negotiator'
import { BoundedMap } from '../../src/domain/bounded-map.ts'
import type { Answer, Ask } from '../http.ts'

export type Coding = 'br' | 'gzip' | 'identity'

/** A page ready to be sent: its bytes by content coding and its headers without the ones that depend on the coding. */
export interface StoredPage {
	bodies: Pick<ReadonlyMap<Coding, Uint8Array<ArrayBuffer>>, 'has' | 'get'>
	headers: Record<string, string>
	/** The cached page must not be served at or after this moment. */
	until: number
	tags: string[]
}

/** The etag of a page with a tag written in. */
export const taggedEtag = (etag: string, tag: string): string => etag.replace(/"$/, `-${tag}"`)

/** Answers with the page, or with 304 when the browser has it. HEAD gets the headers alone. */
export function pageAnswer(page: StoredPage, ask: Ask): Answer {
	const coding = codingFor(ask.header('accept-encoding') ?? '', page.bodies)
	const headers: Answer['headers'] = { ...page.headers }
	const noneMatch = ask.header('if-none-match')
	if (
		noneMatch !== undefined &&
		fresh({ 'if-none-match': noneMatch, 'cache-control': ask.header('cache-control') }, page.headers)
	) {
		return { status: 304, headers, body: null }
	}
	const body = page.bodies.get(coding) ?? null
	if (coding !== 'identity') headers['content-encoding'] = coding
	if (body) headers['content-length'] = String(body.byteLength)
	return { status: 200, headers, body: ask.method === 'HEAD' ? null : body }
}

/** The option that the package's types do not know yet. */
interface PreferringNegotiator {
	encodings(available: string[], options: { preferred: string[] }): string[]
}

/** The most compact first, where the browser does not care. */
const CODINGS: Coding[] = ['br', 'gzip', 'identity']
const preferred = new BoundedMap<string, Coding[]>(200)
/** Longer than any browser's. */
const MOST_ACCEPTED = 200

/** Browsers send a handful of different `Accept-Encoding` headers; each is parsed once. */
function codingFor(sent: string, bodies: StoredPage['bodies']): Coding {
	const accepted = sent.slice(0, MOST_ACCEPTED)
	let order = preferred.get(accepted)
	if (!order) {
		const negotiator: PreferringNegotiator = new Negotiator({ headers: { 'accept-encoding': accepted } })
		order = negotiator.encodings(CODINGS, { preferred: CODINGS }) as Coding[]
		preferred.set(accepted, order)
	}
	return order.find((coding) => bodies.has(coding)) ?? 'identity'
}
