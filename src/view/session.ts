import type { APIContext } from 'astro'
import { senderOf } from '../domain/address.ts'
import { SESSION_DAYS } from '../domain/auth/lifetime.ts'
import { profileIdsOf, readSession } from '../domain/auth/session.ts'
import type { AnonymousCtx } from '../domain/ctx.ts'
import { BROWSER_COOKIE, BROWSER_DAYS, browserCookie, browserOf } from './browser-cookie.ts'

type Visit = Pick<APIContext, 'cookies' | 'locals' | 'request' | 'url' | 'clientAddress'>

/** Over plain http, where no prefix would be kept. */
export const SESSION_COOKIE = 'vitrine_session'
/** Over https browsers take a cookie of this prefix from this host alone: no sibling can plant one (RFC 6265bis, 4.1.3.2). */
const HOST_PREFIX = '__Host-'
export const HOST_SESSION_COOKIE = HOST_PREFIX + SESSION_COOKIE
const LIFETIME_SECONDS = SESSION_DAYS * 86_400

/** Only the rooms and the doors to them know sessions; the follower's pages never ask. */
const KNOWS_SESSIONS = /^\/(?:$|(?:app|login|signup|reset|_actions)(?:\/|$))/

/** The creator's rooms, which nobody enters without a session. */
export const isRoom = (path: string): boolean => /^\/app(?:\/|$)/.test(path)

/** Finds out who is signed in, and renews the cookies of a session that was renewed. */
export async function recognise(visit: Visit): Promise<void> {
	const { locals, url } = visit
	locals.user = null
	if (!KNOWS_SESSIONS.test(url.pathname)) return
	const token = sessionToken(visit)
	const { user, fresh } = await readSession(ctxOf(locals), token, locals.platform.defer)
	locals.user = user
	if (token !== undefined && user && fresh) await carrySession(visit, user.id, token)
}

/** What the browser brought to show who is signed in. */
export const sessionToken = (visit: Visit): string | undefined => visit.cookies.get(cookieName(visit))?.value

const prefixed = (visit: Visit, name: string): string => (isEncrypted(visit) ? HOST_PREFIX + name : name)
const cookieName = (visit: Visit): string => prefixed(visit, SESSION_COOKIE)

/**
 * The session's cookie, the one by which the creator's own taps are not counted, and the one by which a browser that was
 * signed in before is told from a stranger's.
 */
export async function carrySession(visit: Visit, userId: string, token: string): Promise<void> {
	const { cookies, locals } = visit
	const owner = locals.platform.ownerCookie(await profileIdsOf(ctxOf(locals), userId))
	cookies.set(cookieName(visit), token, attributes(visit))
	cookies.set(owner.name, owner.value, attributes(visit))
	if (browserOf(visit, userId) === null)
		cookies.set(BROWSER_COOKIE, browserCookie(visit, userId), { ...attributes(visit), maxAge: BROWSER_DAYS * 86_400 })
}

export function dropSession(visit: Visit): void {
	const { maxAge: _, ...where } = attributes(visit)
	visit.cookies.delete(cookieName(visit), where)
	visit.cookies.delete(visit.locals.platform.ownerCookie([]).name, where)
}

/** A cookie beside the session's, for some minutes. */
export function carryBriefly(visit: Visit, name: string, value: string, minutes: number): void {
	visit.cookies.set(prefixed(visit, name), value, { ...attributes(visit), maxAge: minutes * 60 })
}

/** The value of such a cookie; empty when there is none. */
export const briefOf = (visit: Visit, name: string): string => visit.cookies.get(prefixed(visit, name))?.value ?? ''

/** The same of a cookie that is gone with this answer. */
export function takeBrief(visit: Visit, name: string): string {
	const { maxAge: _, ...where } = attributes(visit)
	const value = briefOf(visit, name)
	visit.cookies.delete(prefixed(visit, name), where)
	return value
}

const attributes = (visit: Visit) =>
	({ httpOnly: true, sameSite: 'lax', path: '/', secure: isEncrypted(visit), maxAge: LIFETIME_SECONDS }) as const

/** Whether browsers come by https, as ORIGIN says or, without it, the request: over http they would drop a `Secure` cookie. */
function isEncrypted({ locals, request, url, clientAddress }: Visit): boolean {
	const { origin, isOriginSet, trustProxy } = locals.platform.config
	if (isOriginSet) return origin.startsWith('https:')
	const scheme = request.headers.get('x-forwarded-proto')
	return url.protocol === 'https:' || (scheme === 'https' && senderOf(null, clientAddress, trustProxy).isByProxy)
}

/**
 * Whether the browser that is refused has just signed in: it comes straight from a form that signs in, and its cookie is gone.
 * Nothing else on these pages leads to a room.
 */
export function hasLostCookie({ cookies, request, url }: Pick<Visit, 'cookies' | 'request' | 'url'>): boolean {
	const from = request.headers.get('referer') ?? ''
	if (cookies.has(SESSION_COOKIE) || cookies.has(HOST_SESSION_COOKIE) || !URL.canParse(from)) return false
	const { host, pathname } = new URL(from)
	return host === (request.headers.get('host') ?? url.host) && /^\/(?:login(?:\/second)?|signup)\/?$/.test(pathname)
}

const ctxOf = ({ platform }: App.Locals): AnonymousCtx => ({
	db: platform.db,
	now: platform.now(),
	crypto: platform.crypto,
})
