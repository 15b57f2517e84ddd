import source from './profile-client.js?raw'

/** The page's one inline script: its source without comments and indentation. */
export const profileScript = source
	.replace(/^\s*\/\/.*$/gm, '')
	.replace(/\n\s*/g, '\n')
	.trim()
