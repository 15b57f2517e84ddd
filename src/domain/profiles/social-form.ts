import { isEmailAddress } from '../auth/email-address.ts'
import type { SocialFields } from '../blocks/fields.ts'
import { DomainError } from '../errors.ts'
import { type Here, pastedAddress } from '../links/accept.ts'
import { displayHost, hostOf, parseUrl, readUrl } from '../links/url.ts'
import { readSocial } from './social.ts'
import { SOCIAL_NAMES, SOCIAL_NETWORKS, type SocialNetwork } from './social-networks.ts'
import { addressOfName, type Network, networkOfHost, takesNames } from './social-places.ts'

/** The content of a social block: an icon for every field with an address or a name. A refusal names the field. */
export function socialContent(fields: SocialFields, here: Here): string {
	const icons = SOCIAL_NETWORKS.filter((network) => fields[network]).map((network) => ({
		network,
		url: addressOf(network, fields[network].trim(), here),
	}))
	if (icons.length === 0) throw new DomainError('invalid', 'editor.social.empty', SOCIAL_NETWORKS[0])
	return JSON.stringify(icons)
}

function addressOf(network: SocialNetwork, text: string, here: Here): string {
	if (network === 'mail') return mailAddress(text)
	const typed = text.replace(/[\u200b\u200e\u200f\u2060\u2066-\u2069]/g, '').replaceAll('＠', '@')
	return network === 'web' ? websiteAddress(typed, here) : networkAddress(network, typed, here)
}

/** A word is a name, with or without its @; what has a path or a known host is an address. */
function networkAddress(network: Network, typed: string, here: Here): string {
	const account = accountOf(typed)
	if (account && networkOfHost(account.host) === network) return nameAddress(network, account.name)
	if (mailOf(typed)) throw refusal('editor.social.email', network)
	if (/^@?[^/?#:@]+\/?$/.test(typed) && !isHost(typed)) return nameAddress(network, typed.replace(/^@|\/$/g, ''))
	const read = readUrl(pastedAddress(typed, network), here)
	if (!read.ok && IN_OWN_WORDS.has(read.problem)) throw refusal(nameProblem(network), network)
	if (!read.ok) throw new DomainError('invalid', read.problem, network)
	const host = hostOf(read.url)
	const other = networkOfHost(host)
	if (other === null) throw refusal('editor.social.otherHost', network, { host: displayHost(read.url) })
	if (other !== network) throw refusal('editor.social.otherNetwork', network, { other: SOCIAL_NAMES[other] })
	if (isFrontPage(read.url)) throw refusal('editor.social.frontPage', network)
	return read.url
}

function nameAddress(network: Network, name: string): string {
	const url = addressOfName(network, name)
	if (url === null) throw refusal(nameProblem(network), network)
	return url
}

/** A website, or an account on a server of one's choice: `@maya@mastodon.social` is `https://mastodon.social/@maya`. */
function websiteAddress(typed: string, here: Here): string {
	const account = typed.startsWith('@') ? accountOf(typed) : null
	if (!account && mailOf(typed)) throw new DomainError('invalid', 'editor.social.web.email', 'web')
	const url = account ? `https://${account.host}/@${account.name}` : pastedAddress(typed, 'web')
	const read = readUrl(url, here)
	if (read.ok) return read.url
	const isNoAddress = IN_OWN_WORDS.has(read.problem) && read.problem !== 'link.url.scheme'
	throw new DomainError('invalid', isNoAddress ? 'editor.social.web.address' : read.problem, 'web')
}

function mailAddress(typed: string): string {
	const url = `mailto:${mailOf(typed) ?? typed}`
	const [icon] = readSocial(JSON.stringify([{ network: 'mail', url }]))
	if (!icon) throw new DomainError('invalid', 'editor.social.mail', 'mail')
	return icon.url
}

/** The address in `maya@example.com`, `Maya <maya@example.com>` or `mailto:maya@example.com?subject=Hi`; null for no mail. */
function mailOf(typed: string): string | null {
	const begin = typed.endsWith('>') ? typed.lastIndexOf('<') : -1
	const inner = begin < 0 ? typed : typed.slice(begin + 1, -1)
	const [address = ''] = inner
		.trim()
		.replace(/^mailto:/i, '')
		.split('?')
	return isEmailAddress(address) ? address : null
}

/** `@maya@threads.net` as its parts; the first @ may be missing. */
function accountOf(typed: string): { name: string; host: string } | null {
	const [name, host, ...more] = typed.replace(/^@/, '').split('@')
	if (!name || !host?.includes('.') || more.length > 0 || /[\s/:?#]/.test(typed)) return null
	return { name, host: host.toLowerCase() }
}

const isHost = (typed: string): boolean =>
	/^www\./i.test(typed) || networkOfHost(typed.replace(/\/$/, '').toLowerCase()) !== null

/** Without a path, query or fragment there is nobody's page. */
function isFrontPage(url: string): boolean {
	const { pathname = '/', search = '', hash = '' } = parseUrl(url) ?? {}
	return pathname === '/' && search === '' && hash === ''
}

/** What `readUrl` says of shops, said of names here. */
const IN_OWN_WORDS: ReadonlySet<string> = new Set([
	'link.url.empty',
	'link.url.scheme',
	'link.url.credentials',
	'link.url.malformed',
	'link.url.noDot',
])

const nameProblem = (network: Network) => (takesNames(network) ? 'editor.social.name' : 'editor.social.addressOnly')

const refusal = (key: string, network: Network, values: Record<string, string> = {}) =>
	new DomainError('invalid', key, network, { network: SOCIAL_NAMES[network], ...values })
