import { BOOK, CODE, DESK, LAMP, OLD } from '../support/world.ts'

/** What of Maya's an attacker could name. */
export interface Victim {
	handle: string
	/** Public id of an entry of hers. */
	entry: string
	tokenId: number
	statLinkId: number
	/** As her list of sessions names one. */
	sessionRef: string
	picture: string
	/** The id of a passkey of hers. */
	passkey: string
	/** Of an authenticator app that she is setting up. */
	nonce: string
}

type Form = Record<string, string | Blob>

export interface ActionRule {
	/** What Tom sends, with her things wherever the action takes a thing. */
	form(victim: Victim): Form
	/** Whether nobody need be signed in for it. */
	isOpen?: true
	/** What he hears: a refusal, or that something of his own has changed. */
	answer: 'refused' | 'own'
}

const NEW = 'attackernw'
const ENTRY = { date: '2026-10-14', amount: '10', currency: 'NOK', status: 'paid', merchant: 'Shop' }
const LINK = { url: 'https://attacker.example/', title: 'Mine', kind: 'none', merchant: '' }
const WRONG = 'not her password'
const none = (): Form => ({})
const refused = (form: ActionRule['form']): ActionRule => ({ form, answer: 'refused' })
const own = (form: ActionRule['form']): ActionRule => ({ form, answer: 'own' })
const onBlock = (id: string, more: Form = {}) => refused(() => ({ id, version: '1', ...more }))

/** Every action, as somebody else would send it. An action that is missing here fails the suite. */
export const ACTIONS: Record<string, ActionRule> = {
	'auth.askReset': { ...own(() => ({ email: 'maya@example.com' })), isOpen: true },
	'auth.changeEmail': refused(() => ({ email: 'maya@example.com', currentPassword: WRONG })),
	'auth.changePassword': refused(() => ({ currentPassword: WRONG, password: 'words of the attacker' })),
	'auth.endSession': refused(({ sessionRef }) => ({ ref: sessionRef })),
	'auth.logIn': { ...refused(() => ({ email: 'maya@example.com', password: WRONG })), isOpen: true },
	'auth.logOut': { ...own(none), isOpen: true },
	'auth.logOutEverywhere': own(() => ({ andGiven: 'on' })),
	'auth.proveEmail': { ...refused(() => ({ token: 'a'.repeat(40) })), isOpen: true },
	'auth.renameHandle': refused(({ handle }) => ({ handle })),
	'auth.resetPassword': {
		...refused(() => ({ token: 'a'.repeat(40), password: 'words of the attacker' })),
		isOpen: true,
	},
	'auth.sendProof': own(none),
	'auth.signUp': {
		...refused(({ handle }) => ({
			handle,
			email: 'maya@example.com',
			password: 'words of the attacker',
			language: 'en',
		})),
		isOpen: true,
	},
	'blocks.createHeading': onBlock(DESK, { content: 'x' }),
	'blocks.createSocial': onBlock(DESK, { web: 'https://attacker.example' }),
	'blocks.createText': onBlock(DESK, { content: 'x' }),
	'blocks.delete': onBlock(DESK),
	'blocks.duplicate': onBlock(DESK, { copyId: NEW }),
	'blocks.editHeading': onBlock(DESK, { content: 'x' }),
	'blocks.editSocial': onBlock(DESK, { web: 'https://attacker.example' }),
	'blocks.editText': onBlock(DESK, { content: 'x' }),
	'blocks.hide': onBlock(LAMP),
	'blocks.place': onBlock(LAMP, { way: 'up' }),
	'blocks.read': onBlock(OLD),
	'blocks.reorder': refused(() => ({ ids: DESK })),
	'blocks.restore': onBlock(DESK),
	'blocks.show': onBlock(OLD),
	'channels.create': own(() => ({ name: 'Mine', tag: 'secret-tag' })),
	'channels.delete': refused(() => ({ tag: 'hers-alone' })),
	'conversions.delete': refused(({ entry }) => ({ publicId: entry })),
	'conversions.edit': refused(({ entry }) => ({ publicId: entry, ...ENTRY })),
	'conversions.enter': refused(() => ({ externalId: NEW, ...ENTRY, target: DESK })),
	'conversions.restore': refused(({ entry }) => ({ publicId: entry })),
	'coupons.create': onBlock(CODE, { code: 'X' }),
	'coupons.edit': onBlock(CODE, { code: 'X' }),
	'data.deleteEverything': refused(() => ({ currentPassword: WRONG, isSure: 'on' })),
	'data.keep': own(() => ({ months: '6' })),
	'data.revokeStats': refused(({ statLinkId }) => ({ id: String(statLinkId) })),
	'data.shareStats': own(() => ({ name: 'Mine', range: '28d' })),
	'links.create': onBlock(DESK, LINK),
	'links.edit': onBlock(BOOK, LINK),
	'links.removePicture': onBlock(DESK),
	'links.setPicture': onBlock(DESK, { picture: new Blob(['no picture'], { type: 'image/webp' }) }),
	'passkeys.add': refused(() => ({ name: 'Mine', answer: '{}' })),
	'passkeys.askToAdd': refused(() => ({ currentPassword: WRONG })),
	'passkeys.askToSignIn': { ...own(none), isOpen: true },
	'passkeys.remove': refused(({ passkey }) => ({ id: passkey })),
	'passkeys.signIn': {
		...refused(({ passkey }) => ({ answer: JSON.stringify({ id: passkey, response: {} }) })),
		isOpen: true,
	},
	'profiles.edit': own(() => ({ version: '1', name: 'Tom', bio: '', language: 'en', isHidden: 'false' })),
	'profiles.read': own(none),
	'profiles.removeAvatar': own(none),
	'profiles.setAvatar': refused(() => ({ picture: new Blob(['no picture'], { type: 'image/webp' }) })),
	'settings.language': { ...own(() => ({ language: 'nb' })), isOpen: true },
	'settings.timeZone': own(() => ({ timeZone: 'Asia/Tokyo' })),
	'steps.answer': { ...refused(() => ({ code: '000000' })), isOpen: true },
	'steps.begin': refused(() => ({ currentPassword: WRONG })),
	'steps.confirm': refused(({ nonce }) => ({ nonce, code: '000000' })),
	'steps.end': refused(() => ({ currentPassword: WRONG })),
	'steps.renewCodes': refused(() => ({ currentPassword: WRONG })),
	'themes.set': own(() => ({ preset: 'night' })),
	'tokens.create': refused(() => ({ name: 'Mine', currentPassword: WRONG })),
	'tokens.revoke': refused(({ tokenId }) => ({ id: String(tokenId) })),
}

/** Every page with her things in its address, where it takes any. */
export const PAGES: Record<string, (victim: Victim) => string> = {
	'404.astro': () => '/nobody-has-this',
	'api/v1/[...path].ts': () => '/api/v1/profiles',
	'api/v1/openapi.json.ts': () => '/api/v1/openapi.json',
	'app/account.astro': () => '/app/account',
	'app/data/[file].ts': () => '/app/data/everything.json',
	'app/data/index.astro': () => '/app/data',
	'app/earnings/[entry].astro': ({ entry }) => `/app/earnings/${entry}`,
	'app/earnings/index.astro': ({ entry }) => `/app/earnings?added=${entry}&deleted=${entry}`,
	'app/earnings/new.astro': () => '/app/earnings/new',
	'app/index.astro': () => `/app?link=${DESK}&by=channel`,
	'app/live.ts': () => '/app/live',
	'app/more.astro': () => '/app/more',
	'app/page/[id].astro': () => `/app/page/${OLD}`,
	'app/page/index.astro': () => `/app/page?deleted=${OLD}&menu=${OLD}`,
	'app/page/profile.astro': () => '/app/page/profile',
	'app/preview.ts': () => '/app/preview',
	'app/share.astro': () => '/app/share',
	'app/theme.astro': () => '/app/theme',
	'app/tokens.astro': () => '/app/tokens',
	'app/why.astro': () => '/app/why',
	'go/[id].astro': () => `/go/${OLD}`,
	'index.astro': () => '/',
	'login/second.astro': () => '/login/second?next=/app/account',
	'login.astro': () => '/login?next=/app/account',
	'media/[hash].webp.ts': ({ picture }) => `/media/${picture}.webp`,
	'qr/[file].ts': ({ handle }) => `/qr/${handle}.svg`,
	'reset/[token].astro': () => `/reset/${'a'.repeat(40)}`,
	'reset/email/[token].astro': () => `/reset/email/${'a'.repeat(40)}`,
	'reset/index.astro': () => '/reset',
	'signup/handle.ts': ({ handle }) => `/signup/handle?handle=${handle}`,
	'signup/index.astro': () => '/signup',
	'stats/[secret].astro': () => `/stats/${'a'.repeat(40)}`,
}

/** Every route of the API with her ids in its path and its body; `{id}` is hers by itself. */
export const API: Record<
	string,
	{ id?: (victim: Victim) => string; body?: (victim: Victim) => unknown; query?: string }
> = {
	'DELETE /conversions/{id}': { id: ({ entry }) => entry },
	'DELETE /coupons/{id}': { id: () => CODE },
	'DELETE /links/{id}': { id: () => DESK },
	'GET /clicks/breakdown': { query: `?link=${DESK}` },
	'GET /clicks/series': {},
	'GET /clicks/totals': {},
	'GET /conversions': {},
	'GET /conversions/{id}': { id: ({ entry }) => entry },
	'GET /coupons': {},
	'GET /coupons/{id}': { id: () => CODE },
	'GET /links': {},
	'GET /links/{id}': { id: () => OLD },
	'GET /profiles': {},
	'GET /profiles/{id}': { id: ({ handle }) => handle },
	'PATCH /coupons/{id}': { id: () => CODE, body: () => ({ code: 'X' }) },
	'PATCH /links/{id}': { id: () => DESK, body: () => ({ url: 'https://attacker.example/', isHidden: true }) },
	'PATCH /profiles/{id}': { id: ({ handle }) => handle, body: () => ({ name: 'Mine', isHidden: true }) },
	'POST /conversions': {
		body: () => ({
			externalId: 'x',
			status: 'paid',
			amount: '10',
			currency: 'NOK',
			occurredAt: '2026-10-14T12:00:00Z',
			link: DESK,
		}),
	},
	'POST /coupons': { body: () => ({ id: CODE, code: 'X' }) },
	'POST /links': { body: () => ({ id: DESK, url: 'https://attacker.example/' }) },
}
