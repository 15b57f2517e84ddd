import type { SocialNetwork } from '../domain/profiles/social.ts'

/** Our own plain glyphs as SVG paths, drawn with a stroke on a grid of 24. */
export const GLYPHS: Record<SocialNetwork, string> = {
	tiktok: 'M10 11.5a4 4 0 1 0 4 4V3c.4 2.8 2.3 4.6 5 4.9',
	instagram:
		'M8 3h8a5 5 0 0 1 5 5v8a5 5 0 0 1-5 5H8a5 5 0 0 1-5-5V8a5 5 0 0 1 5-5zM16 12a4 4 0 1 1-8 0 4 4 0 0 1 8 0zM17 7h0',
	youtube: 'M6 5h12a4 4 0 0 1 4 4v6a4 4 0 0 1-4 4H6a4 4 0 0 1-4-4V9a4 4 0 0 1 4-4zM10 9v6l5-3z',
	snapchat:
		'M12 3c-3 0-5 2-5 5v3l-2 1 2 2c-.5 1.5-1.5 2.5-3 3l2.5 1 .5 1.5c2-.5 3 1.5 5 1.5s3-2 5-1.5l.5-1.5 2.5-1c-1.5-.5-2.5-1.5-3-3l2-2-2-1V8c0-3-2-5-5-5z',
	threads: 'M16 12a4 4 0 1 1-8 0 4 4 0 0 1 8 0zM16 8v5.5a2.5 2.5 0 0 0 5 0V12a9 9 0 1 0-3.5 7.1',
	x: 'M4 4l16 16M20 4L4 20',
	facebook: 'M17 3h-2.5a4 4 0 0 0-4 4v14M7 12h8',
	pinterest: 'M9 21l3-11M8 14a5.5 5.5 0 1 1 4 1.8c-.9 0-1.6-.3-2-.8',
	twitch: 'M5 3h16v10l-4 4h-4l-4 4v-4H5zM11 8v4M16 8v4',
	spotify:
		'M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0zM7.5 9c3-1 6.5-.7 9.3.8M8 12.4c2.5-.7 5.3-.5 7.5.7M8.5 15.5c2-.5 4-.3 5.8.5',
	mail: 'M4 5h16a1 1 0 0 1 1 1v12a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1zM3.5 7l8.5 6 8.5-6',
	web: 'M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0zM3 12h18M12 3c5 5.5 5 12.5 0 18-5-5.5-5-12.5 0-18z',
}
