import type { SocialFields } from '../blocks/fields.ts'
import { DomainError } from '../errors.ts'
import { readUrl } from '../links/url.ts'
import { readSocial } from './social.ts'
import { SOCIAL_NETWORKS, type SocialNetwork } from './social-networks.ts'

/** Where a name that begins with @ is found. */
const PROFILES: Partial<Record<SocialNetwork, string>> = {
	tiktok: 'https://www.tiktok.com/@',
	instagram: 'https://www.instagram.com/',
	youtube: 'https://www.youtube.com/@',
	snapchat: 'https://www.snapchat.com/add/',
	threads: 'https://www.threads.com/@',
	x: 'https://x.com/',
	pinterest: 'https://www.pinterest.com/',
	twitch: 'https://www.twitch.tv/',
}

/** The content of a social block: an icon for every field with an address or a name. A refusal names the field. */
export function socialContent(fields: SocialFields, here: { ownOrigins: string[] }): string {
	const icons = SOCIAL_NETWORKS.filter((network) => fields[network]).map((network) => ({
		network,
		url: addressOf(network, fields[network], here),
	}))
	if (icons.length === 0) throw new DomainError('invalid', 'editor.social.empty', SOCIAL_NETWORKS[0])
	return JSON.stringify(icons)
}

function addressOf(network: SocialNetwork, typed: string, here: { ownOrigins: string[] }): string {
	if (network === 'mail') return mailAddress(typed)
	const base = PROFILES[network]
	if (base && /^@[\w.-]+$/.test(typed)) return base + typed.slice(1)
	const read = readUrl(typed, here)
	if (!read.ok) throw new DomainError('invalid', read.problem, network)
	return read.url
}

function mailAddress(typed: string): string {
	const url = `mailto:${typed.replace(/^mailto:/i, '')}`
	const [icon] = readSocial(JSON.stringify([{ network: 'mail', url }]))
	if (!icon) throw new DomainError('invalid', 'editor.social.mail', 'mail')
	return icon.url
}
