import { DomainError } from '../errors.ts'
import { readUrl } from '../links/url.ts'
import { MAX_SOCIAL_ICONS, readSocial, SOCIAL_NETWORKS, type SocialNetwork } from './social.ts'

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

/**
 * The content of a social block from its form, in which icons with the same place in both lists belong together.
 * Rows without an address are left out; a refusal names its row, as in `url.2`.
 */
export function socialContent(
	{ network, url }: { network: string[]; url: string[] },
	here: { ownOrigins: string[] },
): string {
	const icons = url.flatMap((typed, row) =>
		typed.trim() ? { network: known(network[row], row), url: addressOf(network[row], typed.trim(), here, row) } : [],
	)
	if (icons.length === 0) throw new DomainError('invalid', 'editor.social.empty', 'url.0')
	if (icons.length > MAX_SOCIAL_ICONS)
		throw new DomainError('invalid', 'editor.social.tooMany', null, { limit: MAX_SOCIAL_ICONS })
	return JSON.stringify(icons)
}

function known(network: string | undefined, row: number): SocialNetwork {
	const found = SOCIAL_NETWORKS.find((name) => name === network)
	if (!found) throw new DomainError('invalid', 'editor.social.network', `url.${row}`)
	return found
}

function addressOf(network: string | undefined, typed: string, here: { ownOrigins: string[] }, row: number): string {
	if (network === 'mail') return mailAddress(typed, row)
	const base = PROFILES[network as SocialNetwork]
	if (base && /^@[\w.-]+$/.test(typed)) return base + typed.slice(1)
	const read = readUrl(typed, here)
	if (!read.ok) throw new DomainError('invalid', read.problem, `url.${row}`)
	return read.url
}

function mailAddress(typed: string, row: number): string {
	const url = `mailto:${typed.replace(/^mailto:/i, '')}`
	if (readSocial(JSON.stringify([{ network: 'mail', url }])).length === 0)
		throw new DomainError('invalid', 'editor.social.mail', `url.${row}`)
	return url
}
