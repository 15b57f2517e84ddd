import { hostOf, parseUrl } from '../links/url.ts'
import { remembered } from '../remembered.ts'
import { adtraction } from './adtraction.ts'
import { amazon } from './amazon.ts'
import { awin, shareasale } from './awin.ts'
import { cj } from './cj.ts'
import { creatorShops } from './creator-shops.ts'
import { european } from './european.ts'
import { impact } from './impact.ts'
import { marketplaces } from './marketplaces.ts'
import { nordic } from './nordic.ts'
import { partnerize, pepperjam } from './partnerize.ts'
import { platforms } from './platforms.ts'
import { rakuten } from './rakuten.ts'
import { shopApps } from './shop-apps.ts'
import { tradedoubler } from './tradedoubler.ts'
import type { Mark, Network } from './types.ts'
import { worldwide } from './worldwide.ts'

export { merchantUrlOf } from './destination.ts'
export type { Network } from './types.ts'

export const NETWORKS: readonly Network[] = [
	amazon,
	awin,
	shareasale,
	cj,
	impact,
	rakuten,
	partnerize,
	pepperjam,
	tradedoubler,
	adtraction,
	...nordic,
	...european,
	...worldwide,
	...marketplaces,
	...creatorShops,
	...shopApps,
	...platforms,
]

/** Each network's marks, in the order of the list. */
const MARKS = NETWORKS.flatMap((network) =>
	network.marks.map((mark) => ({ network, mark, params: (mark.params ?? []).map(readParam) })),
)
const HOSTLESS = MARKS.filter(({ mark }) => !mark.hosts)
/** By the domain that they name. */
const OF_DOMAIN = Map.groupBy(
	MARKS.flatMap((one, rank) => (one.mark.hosts ?? []).map((domain) => ({ ...one, rank, domain }))),
	({ domain }) => domain,
)

/** The network a link belongs to. A host that is a network's own outranks what the rest of the URL looks like. */
export function networkOf(url: string | URL): Network | null {
	const parsed = typeof url === 'string' ? parseUrl(url) : url
	if (!parsed) return null
	const fitting = marksOf(hostOf(parsed)).filter((one) => fits(one, parsed))
	const [first] = fitting.sort((a, b) => a.rank - b.rank)
	return (first ?? HOSTLESS.find((one) => fits(one, parsed)))?.network ?? null
}

/** True for Amazon, whose programme forbids redirects: such a link is a plain `href`, with the creator's tag or without. */
export function isDirect(url: string | URL): boolean {
	return marksOf(hostOf(url)).some(({ network }) => network.direct)
}

/** Many pages link to few shops. */
const REMEMBERED_HOSTS = 2000

/** The marks that name the host or a domain that it is within. */
const marksOf = remembered(
	REMEMBERED_HOSTS,
	(host: string) => host,
	(host) => {
		const labels = host.split('.')
		return labels.flatMap((_, n) => OF_DOMAIN.get(labels.slice(n).join('.')) ?? [])
	},
)

interface Param {
	name: string
	/** What it must be; undefined when anything but nothing will do. */
	value: string | undefined
}

function readParam(written: string): Param {
	const [name = '', value] = written.split('=')
	return { name, value }
}

/** Whether all that a mark says beside its hosts holds. */
function fits({ mark: { path, fragment }, params }: { mark: Mark; params: Param[] }, url: URL): boolean {
	return (
		(!path || path.test(url.pathname)) &&
		params.every((param) => hasParam(url, param)) &&
		(!fragment || fragment.test(url.hash))
	)
}

function hasParam(url: URL, { name, value }: Param): boolean {
	// Most links have none that a network would, and their text says so before they are read.
	const mayBeThere = url.search.includes(name) || url.search.includes('%')
	if (!mayBeThere) return false
	const given = url.searchParams.getAll(name)
	return value === undefined ? given.some(Boolean) : given.includes(value)
}
