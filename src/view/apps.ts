/** How the apps write their own names; one that is not here has none that a creator would know. */
export const APP_NAMES: Record<string, string> = {
	tiktok: 'TikTok',
	instagram: 'Instagram',
	snapchat: 'Snapchat',
	facebook: 'Facebook',
	pinterest: 'Pinterest',
	youtube: 'YouTube',
	x: 'X',
}
