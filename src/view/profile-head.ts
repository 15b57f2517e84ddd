import type { Crypto } from '../domain/ctx.ts'
import type { PublicPage } from '../domain/profiles/public-page.ts'
import { remembered } from '../domain/remembered.ts'
import { paths } from '../paths.ts'
import { profileScript } from './profile-script.ts'

/**
 * Headers of a follower's page: nothing runs, loads or frames it that is not ours. The preview frame is ours, and there
 * no form is sent.
 */
export function profileHeaders(
	style: string,
	crypto: Pick<Crypto, 'sha256'>,
	isPreview = false,
): Record<string, string> {
	const policy = [
		"default-src 'none'",
		`style-src ${sourceHash(style, crypto)}`,
		`script-src ${sourceHash(profileScript, crypto)}`,
		"img-src 'self' data:",
		"connect-src 'self'",
		"base-uri 'none'",
		`form-action ${isPreview ? "'none'" : "'self'"}`,
		"frame-ancestors 'self'",
	]
	return {
		'content-type': 'text/html; charset=utf-8',
		'content-security-policy': policy.join('; '),
		// Kept by the browser, but asked for again each time: an edit is seen by the next visit, mostly as a 304.
		'cache-control': 'no-cache',
		'referrer-policy': 'strict-origin-when-cross-origin',
		'x-content-type-options': 'nosniff',
	}
}

/** Styles are as few as themes, and there is one script. */
const SOURCES = 200
const hashes = remembered(
	SOURCES,
	({ text }: Source) => text,
	({ text, crypto }) => {
		const bytes = crypto.sha256(text).match(/../g) ?? []
		return `'sha256-${btoa(String.fromCharCode(...bytes.map((byte) => Number.parseInt(byte, 16))))}'`
	},
)

interface Source {
	text: string
	crypto: Pick<Crypto, 'sha256'>
}

const sourceHash = (text: string, crypto: Pick<Crypto, 'sha256'>): string => hashes({ text, crypto })

/** The favicon in the document itself: the page stays one request. The same drawing as public/favicon.svg. */
export const FAVICON = `data:image/svg+xml,${encodeURI(
	'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#c8321f"/><path d="M8 13h16l-1.5-5h-13zM9.5 15v9h13v-9" fill="none" stroke="#fff" stroke-width="2.2" stroke-linejoin="round"/></svg>',
).replaceAll('#', '%23')}`

/** What search engines read about the page (schema.org). Safe inside a script element whatever the creator wrote. */
export function profileData(page: PublicPage, origin: string): string {
	const url = origin + paths.profile(page.handle)
	const sameAs = page.sections
		.flatMap((section) => (section.kind === 'social' ? section.icons : []))
		.filter(({ network }) => network !== 'mail')
		.map((icon) => icon.url)
	return jsonForScript({
		'@context': 'https://schema.org',
		'@type': 'ProfilePage',
		url,
		inLanguage: page.language,
		mainEntity: {
			'@type': 'Person',
			name: page.name,
			alternateName: `@${page.handle}`,
			url,
			...(page.bio && { description: page.bio }),
			...(page.avatar && { image: origin + paths.picture(page.avatar) }),
			...(sameAs.length > 0 && { sameAs }),
		},
	})
}

/** JSON that cannot end the script element it stands in, nor open a comment in it. */
export function jsonForScript(value: unknown): string {
	return JSON.stringify(value).replaceAll('<', '\\u003c').replaceAll('>', '\\u003e').replaceAll('&', '\\u0026')
}

/** One line for search results and link previews. */
export function oneLine(text: string, limit = 160): string {
	const line = text.replace(/\s+/g, ' ').trim()
	const letters = [...line]
	return letters.length <= limit
		? line
		: `${letters
				.slice(0, limit - 1)
				.join('')
				.trimEnd()}…`
}
