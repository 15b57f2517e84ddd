import { getActionContext } from 'astro:actions'
import { defineMiddleware } from 'astro:middleware'
import type { APIContext, MiddlewareNext } from 'astro'
import { platform } from '#platform'
import type { Outcome } from './actions/run.ts'
import { translator } from './messages/index.ts'
import { paths } from './paths.ts'
import { audit } from './view/audit.ts'
import { formRefusal } from './view/form.ts'
import { languageOf } from './view/language.ts'
import { isForeign } from './view/origin.ts'
import { hasLostCookie, isRoom, recognise } from './view/session.ts'

export const onRequest = defineMiddleware(async (context, next) => withPageHeaders(await answer(context, next)))

async function answer(context: APIContext, next: MiddlewareNext): Promise<Response> {
	const { locals, url } = context
	locals.platform = platform()
	await recognise(context)
	locals.language = languageOf(context)
	locals.t = translator(locals.language)
	locals.typed = {}
	if (isForeign(context)) {
		audit(context, 'origin.refused')
		return sentence(locals.t('error.foreign'), 403)
	}
	if (ASTROS_OWN.has(context.routePattern)) return sentence(locals.t('error.notFoundTitle'), 404)
	if (!locals.user && isRoom(url.pathname)) {
		const next = url.pathname + url.search
		return context.redirect(hasLostCookie(context) ? paths.signInAgain(next) : paths.signInFor(next), 303)
	}
	return (await answerForm(context)) ?? logged(next())
}

/** A page that fails is answered by Astro with an empty 500, about which a silent build says nothing. */
async function logged(page: Promise<Response>): Promise<Response> {
	return page.catch((error) => {
		console.error('A page failed.', error)
		throw error
	})
}

/** What Astro serves by itself and nothing here uses. */
const ASTROS_OWN = new Set(['/_image', '/_server-islands/[name]'])

const sentence = (text: string, status: number) =>
	new Response(text, { status, headers: { 'content-type': 'text/plain; charset=utf-8' } })

/**
 * A plain form post: runs its action, then sends the browser on by GET, so that a reload repeats nothing.
 * A refused form is shown again with what was typed.
 */
async function answerForm(context: APIContext): Promise<Response | null> {
	const { locals } = context
	const { action, setActionResult, serializeActionResult } = getActionContext(context)
	if (action?.calledFrom !== 'form') return null
	const refusal = formRefusal(context.request)
	if (refusal) return sentence(context.locals.t(refusal.key), refusal.status)
	const typed = await typedIn(context.request.clone())
	if (typed === null) return sentence(context.locals.t('error.unreadable'), 400)
	context.locals.typed = typed
	const result = await action.handler()
	if (result.error) {
		setActionResult(action.name, serializeActionResult(result))
		return null
	}
	const { then, isShownHere } = (result.data ?? {}) as Outcome
	if (isShownHere) {
		setActionResult(action.name, serializeActionResult(result))
		return null
	}
	const answer = context.redirect(then ?? context.url.pathname, 303)
	if (action.name === 'auth.logOut' && locals.typed.forget) answer.headers.set('clear-site-data', '"storage"')
	return answer
}

/** Null for a form that is cut off, or whose parts nobody can tell from one another. */
async function typedIn(request: Request): Promise<Record<string, string> | null> {
	const form = await request.formData().catch(() => null)
	const typed = [...(form ?? [])].filter(
		(entry): entry is [string, string] => typeof entry[1] === 'string' && !/password/i.test(entry[0]),
	)
	return form && Object.fromEntries(typed)
}

/**
 * What is here is for one person, unless it says otherwise, and never inside another site's frame. Pages have a policy from
 * Astro, with the hashes of their scripts (astro.config.mjs), which is not to be replaced.
 */
function withPageHeaders(response: Response): Response {
	const { headers, body } = response
	// Astro puts a page of its own in the place of an empty answer, and keeps the headers that are there.
	if (body && !headers.has('content-security-policy'))
		headers.set('content-security-policy', "default-src 'none'; frame-ancestors 'none'")
	if (!headers.has('cache-control')) headers.set('cache-control', 'private, no-store')
	if (headers.get('content-type') === 'text/html') headers.set('content-type', 'text/html; charset=utf-8')
	return response
}
