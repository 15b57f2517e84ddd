import type { APIContext } from 'astro'
import { SESSION_DAYS } from '../domain/auth/lifetime.ts'
import { profileIdsOf, readSession } from '../domain/auth/session.ts'
import type { AnonymousCtx } from '../domain/ctx.ts'

type Visit = Pick<APIContext, 'cookies' | 'locals'>

export const SESSION_COOKIE = 'vitrine_session'
const LIFETIME_SECONDS = SESSION_DAYS * 86_400

/** Only the rooms and the doors to them know sessions; the follower's pages never ask. */
const KNOWS_SESSIONS = /^\/(?:$|(?:app|login|signup|reset|_actions)(?:\/|$))/

/** The creator's rooms, which nobody enters without a session. */
export const isRoom = (path: string): boolean => /^\/app(?:\/|$)/.test(path)

/** Finds out who is signed in, and renews the cookies of a session that was renewed. */
export async function recognise({ cookies, locals, url }: Visit & { url: URL }): Promise<void> {
	locals.user = null
	if (!KNOWS_SESSIONS.test(url.pathname)) return
	const token = cookies.get(SESSION_COOKIE)?.value
	const { user, fresh } = await readSession(ctxOf(locals), token, locals.platform.defer)
	locals.user = user
	if (token !== undefined && user && fresh) await carrySession({ cookies, locals }, user.id, token)
}

/** The session's cookie, and the one by which the creator's own taps are not counted. */
export async function carrySession({ cookies, locals }: Visit, userId: string, token: string): Promise<void> {
	const { platform } = locals
	const owner = platform.ownerCookie(await profileIdsOf(ctxOf(locals), userId))
	cookies.set(SESSION_COOKIE, token, attributes(locals))
	cookies.set(owner.name, owner.value, attributes(locals))
}

export function dropSession({ cookies, locals }: Visit): void {
	const { maxAge: _, ...where } = attributes(locals)
	cookies.delete(SESSION_COOKIE, where)
	cookies.delete(locals.platform.ownerCookie([]).name, where)
}

function attributes({ platform }: App.Locals) {
	const secure = !isPlainLoopback(platform.config.origin)
	return { httpOnly: true, sameSite: 'lax', path: '/', secure, maxAge: LIFETIME_SECONDS } as const
}

/** Where browsers would not send a `Secure` cookie back, and nobody else can listen. */
function isPlainLoopback(origin: string): boolean {
	const { protocol, hostname } = new URL(origin)
	return protocol === 'http:' && (hostname === 'localhost' || hostname === '[::1]' || /^127\./.test(hostname))
}

const ctxOf = ({ platform }: App.Locals): AnonymousCtx => ({
	db: platform.db,
	now: platform.now(),
	crypto: platform.crypto,
})
