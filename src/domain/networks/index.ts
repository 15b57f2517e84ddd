import { hostOf, isWithin, parseUrl } from '../links/url.ts'
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

/** The network a link belongs to. A host that is a network's own outranks what the rest of the URL looks like. */
export function networkOf(url: string): Network | null {
	const parsed = parseUrl(url)
	if (!parsed) return null
	const host = hostOf(url)
	const has = (mark: Mark) => fits(mark, parsed, host)
	return (
		NETWORKS.find(({ marks }) => marks.some((mark) => mark.hosts && has(mark))) ??
		NETWORKS.find(({ marks }) => marks.some((mark) => !mark.hosts && has(mark))) ??
		null
	)
}

/** True for Amazon, whose programme forbids redirects: such a link is a plain `href`, with the creator's tag or without. */
export function isDirect(url: string): boolean {
	const host = hostOf(url)
	return NETWORKS.some(({ direct, marks }) => direct && marks.some(({ hosts }) => hosts && isWithin(host, hosts)))
}

function fits({ hosts, path, params, fragment }: Mark, url: URL, host: string): boolean {
	return (
		(!hosts || isWithin(host, hosts)) &&
		(!path || path.test(url.pathname)) &&
		(!params || params.every((param) => hasParam(url, param))) &&
		(!fragment || fragment.test(url.hash))
	)
}

function hasParam(url: URL, param: string): boolean {
	const [name = '', value] = param.split('=')
	const given = url.searchParams.getAll(name)
	return value === undefined ? given.some(Boolean) : given.includes(value)
}
