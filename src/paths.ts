import { TAG_PARAM } from './domain/channels/channel.ts'

/** What can be changed in the account, and where on its page that is. */
const PLACES = {
	password: 'password',
	email: 'email',
	pendingEmail: 'email',
	handle: 'handle',
	timeZone: 'timeZone',
	sessions: 'sessions',
	passkey: 'passkeys',
	passkeyGone: 'passkeys',
	appOff: 'app',
} as const

/** Every URL we print. */
export const paths = {
	home: '/',
	signUp: '/signup',
	signUpWith: (invitation: string) => `/signup?invitation=${invitation}`,
	signIn: '/login',
	signInFor: (next: string) => `/login?next=${encodeURIComponent(next)}`,
	/** The form, saying that the browser did not keep the cookie. */
	signInAgain: (next: string) => `/login?lost&next=${encodeURIComponent(next)}`,
	/** After the right password, where the account asks for more. */
	secondStep: '/login/second',
	secondStepFor: (next: string) => `/login/second?next=${encodeURIComponent(next)}`,
	handleCheck: '/signup/handle',
	reset: '/reset',
	resetWith: (token: string) => `/reset/${token}`,
	/** Opened from a mail: proves the address that it was sent to. */
	proveWith: (token: string) => `/reset/email/${token}`,
	proven: '/reset/email/done',
	page: '/app/page',
	pageWithMenu: (publicId: string) => `/app/page?menu=${publicId}#${publicId}`,
	pageAfterDeleting: (publicId: string) => `/app/page?deleted=${publicId}`,
	editBlock: (publicId: string) => `/app/page/${publicId}`,
	editProfile: '/app/page/profile',
	clicks: '/app',
	/** Every hit of every day and where it went. */
	why: '/app/why',
	live: '/app/live',
	earnings: '/app/earnings',
	addEarnings: '/app/earnings/new',
	earning: (publicId: string) => `/app/earnings/${publicId}`,
	share: '/app/share',
	sharePlaces: '/app/share#places',
	/** The room, offering to bring a deleted place back. */
	shareAfterDeleting: ({ tag, name }: { tag: string; name: string }) =>
		`/app/share?${new URLSearchParams({ deleted: tag, name })}#places`,
	more: '/app/more',
	account: '/app/account',
	/** The account room, saying what has just been changed. */
	changed: (what: keyof typeof PLACES) => `/app/account?changed=${what}#${PLACES[what]}`,
	data: '/app/data',
	dataStats: '/app/data#stats',
	/** The data room, at the clicks of some days (YYYY-MM-DD). */
	dataOf: (days: { from: string; to: string }) => `/app/data?${new URLSearchParams(days)}#clicks`,
	/** The data room, saying what has just been done. */
	dataChanged: (what: 'kept' | 'revoked') => `/app/data?done=${what}#${what}`,
	/** A file of the creator's own data. */
	dataFile: (file: string) => `/app/data/${file}`,
	stats: (secret: string) => `/stats/${secret}`,
	goodbye: '/login?deleted',
	theme: '/app/theme',
	themeSaved: '/app/theme?saved',
	/** The creator's own page in a frame; a look that is not saved yet goes into the query. */
	preview: '/app/preview',
	tokens: '/app/tokens',
	tokenRevoked: '/app/tokens?revoked',
	openApi: '/api/v1/openapi.json',
	profile: (handle: string, tag?: string | null) => `/${handle}${tag ? `?${TAG_PARAM}=${tag}` : ''}`,
	go: (publicId: string, tag?: string | null) => `/go/${publicId}${tag ? `?${TAG_PARAM}=${tag}` : ''}`,
	hit: (query: string) => `/hit?${query}`,
	picture: (hash: string) => `/media/${hash}.webp`,
	qr: (handle: string, format: 'svg' | 'png') => `/qr/${handle}.${format}`,
}
