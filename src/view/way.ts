import type { Kind } from '../../db/schema/hits.ts'
import { TAG_PARAM } from '../domain/channels/channel.ts'
import type { Way } from '../domain/profiles/public-page.ts'
import { paths } from '../paths.ts'

/** The attributes of a link to a shop. A direct one tells us of the tap by `ping`, or by a beacon where the page's script runs. */
export function wayAttributes(way: Way, publicId: string, tag: string | null): { href: string; ping?: string } {
	if (way.kind === 'counted') return { href: paths.go(publicId, tag) }
	return { href: way.url, ping: paths.hit(hitQuery('click', 'b', publicId, tag)) }
}

/** What `/hit` is told: of a view or a share `p` and the handle's key, of a tap on a link or coupon `b` and the block's id. */
export function hitQuery(kind: Kind, name: 'p' | 'b', id: string, tag: string | null): string {
	return `k=${kind}&${name}=${id}${tag ? `&${TAG_PARAM}=${tag}` : ''}`
}
