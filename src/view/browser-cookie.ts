import type { APIContext } from 'astro'
import { base32 } from '../domain/ids.ts'

type Visit = Pick<APIContext, 'cookies' | 'locals'>

/** Lives on after signing out: it says that somebody with the password used this browser, and opens nothing. */
export const BROWSER_COOKIE = 'vitrine_browser'
export const BROWSER_DAYS = 400

const COOKIE = /^([a-z2-7]{24})~([0-9a-f]{64})$/

/** The browser's own secret where its cookie was made for this account, else null. One browser keeps one account's. */
export function browserOf({ cookies, locals }: Visit, userId: string): string | null {
	const [, secret, given = ''] = COOKIE.exec(cookies.get(BROWSER_COOKIE)?.value ?? '') ?? []
	if (secret === undefined) return null
	const bytes = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16))
	return locals.platform.crypto.equal(mac(locals, userId, secret), bytes(given)) ? secret : null
}

/** The value of the cookie for a browser that has just been signed in. */
export function browserCookie({ locals }: Pick<Visit, 'locals'>, userId: string): string {
	const secret = base32(locals.platform.crypto.randomBytes(15))
	const hex = [...mac(locals, userId, secret)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
	return `${secret}~${hex}`
}

const mac = ({ platform }: App.Locals, userId: string, secret: string): Uint8Array =>
	platform.crypto.hmac(platform.config.secret, `browser ${userId} ${secret}`)
