/** Where else a creator can be found, in the order in which the editor offers them. */
export const SOCIAL_NETWORKS = [
	'tiktok',
	'instagram',
	'youtube',
	'snapchat',
	'threads',
	'x',
	'facebook',
	'pinterest',
	'twitch',
	'spotify',
	'mail',
	'web',
] as const
export type SocialNetwork = (typeof SOCIAL_NETWORKS)[number]

/** Names are the networks' own and the same in every language; mail and web are words of the message files. */
export const SOCIAL_NAMES: Record<Exclude<SocialNetwork, 'mail' | 'web'>, string> = {
	tiktok: 'TikTok',
	instagram: 'Instagram',
	youtube: 'YouTube',
	snapchat: 'Snapchat',
	threads: 'Threads',
	x: 'X',
	facebook: 'Facebook',
	pinterest: 'Pinterest',
	twitch: 'Twitch',
	spotify: 'Spotify',
}
