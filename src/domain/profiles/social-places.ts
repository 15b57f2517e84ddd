import { isWithin } from '../links/url.ts'
import { SOCIAL_NETWORKS, type SocialNetwork } from './social-networks.ts'

/** A network with pages of its own: everything but mail and the creator's website. */
export type Network = Exclude<SocialNetwork, 'mail' | 'web'>

interface Place {
	/** The hosts whose addresses are this network's, without `www.`. */
	hosts: readonly string[]
	/** What stands before a name; a network without it has no address made of a name. */
	base?: string
	/** What a name can be made of: ASCII letters, digits, `_`, `.` and `-` when left out. */
	name?: RegExp
}

const ASCII_NAME = /^[\w.-]+$/
/** YouTube's handles take letters of many scripts and the middle dot. */
const ANY_SCRIPT = /^[\p{L}\p{M}\p{N}_.·-]+$/u

const PLACES: Record<Network, Place> = {
	tiktok: { hosts: ['tiktok.com'], base: 'https://www.tiktok.com/@' },
	instagram: { hosts: ['instagram.com', 'instagr.am', 'ig.me'], base: 'https://www.instagram.com/' },
	youtube: { hosts: ['youtube.com', 'youtu.be'], base: 'https://www.youtube.com/@', name: ANY_SCRIPT },
	snapchat: { hosts: ['snapchat.com'], base: 'https://www.snapchat.com/add/' },
	threads: { hosts: ['threads.com', 'threads.net'], base: 'https://www.threads.com/@' },
	x: { hosts: ['x.com', 'twitter.com'], base: 'https://x.com/' },
	facebook: {
		hosts: ['facebook.com', 'fb.com', 'fb.me', 'm.me', 'messenger.com', 'fb.watch'],
		base: 'https://www.facebook.com/',
	},
	pinterest: { hosts: ['pinterest.com', 'pin.it'], base: 'https://www.pinterest.com/' },
	twitch: { hosts: ['twitch.tv'], base: 'https://www.twitch.tv/' },
	spotify: { hosts: ['spotify.com', 'spotify.link', 'spoti.fi'] },
}

/** Pinterest has a domain in each country, as pinterest.co.uk. */
const PINTEREST = /^(?:[^.]+\.)?pinterest\.(?:[a-z]{2}|com?\.[a-z]{2})$/
const YOUTUBE_CHANNEL = /^UC[\w-]{22}$/

/** The network that a host belongs to, or null. `host` is lower-case ASCII. */
export function networkOfHost(host: string): Network | null {
	if (PINTEREST.test(host)) return 'pinterest'
	const networks = SOCIAL_NETWORKS.filter((network) => network !== 'mail' && network !== 'web')
	return networks.find((network) => isWithin(host, PLACES[network].hosts)) ?? null
}

/** Whether a name, without its @, leads anywhere on the network. */
export const takesNames = (network: Network): boolean => PLACES[network].base !== undefined

/** The address of a name, without its @, or null when no such name can exist there. */
export function addressOfName(network: Network, name: string): string | null {
	const { base, name: letters = ASCII_NAME } = PLACES[network]
	if (base === undefined || !letters.test(name) || !/[\p{L}\p{N}]/u.test(name)) return null
	if (network === 'youtube' && YOUTUBE_CHANNEL.test(name)) return `https://www.youtube.com/channel/${name}`
	return base + name.normalize('NFC')
}

/** An address of the network for a creator called `name`, as one would type it; null where names lead nowhere. */
export function exampleAddress(network: Network, name: string): string | null {
	return addressOfName(network, name)?.replace(/^https:\/\/(?:www\.)?/, '') ?? null
}
