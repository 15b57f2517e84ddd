import { z } from 'zod'
import { SOCIAL_NETWORKS, type SocialNetwork } from './social-networks.ts'

export { SOCIAL_NAMES, SOCIAL_NETWORKS, type SocialNetwork } from './social-networks.ts'

export interface SocialIcon {
	network: SocialNetwork
	/** `mailto:` for mail, else a web address. */
	url: string
}

export const MAX_SOCIAL_ICONS = 12

const MAILTO = /^mailto:[^\s@?&]+@[^\s@?&]+\.[^\s@?&]+$/
const WEB = /^https?:\/\/[^/?#]/i

/** An address was judged when it was stored; each view of the page only makes sure that a browser opens it as a page or a mail. */
const Icon = z
	.object({ network: z.enum(SOCIAL_NETWORKS), url: z.string() })
	.refine(({ network, url }) => (network === 'mail' ? MAILTO : WEB).test(url))

/** The icons of a social block's content. What no browser should open is left out, never thrown. */
export function readSocial(json: string): SocialIcon[] {
	const list = z.array(z.unknown()).safeParse(parsed(json))
	if (!list.success) return []
	return list.data.flatMap((item) => Icon.safeParse(item).data ?? []).slice(0, MAX_SOCIAL_ICONS)
}

function parsed(json: string): unknown {
	try {
		return JSON.parse(json)
	} catch {
		return null
	}
}
