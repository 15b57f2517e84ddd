import { getActionContext } from 'astro:actions'
import { defineMiddleware } from 'astro:middleware'
import type { APIContext } from 'astro'
import { platform } from '#platform'
import type { Outcome } from './actions/run.ts'
import { translator } from './messages/index.ts'
import { paths } from './paths.ts'
import { formRefusal } from './view/form.ts'
import { languageOf } from './view/language.ts'
import { isForeign } from './view/origin.ts'
import { hasLostCookie, isRoom, recognise } from './view/session.ts'

export const onRequest = defineMiddleware(async (context, next) => {
	const { locals, url } = context
	locals.platform = platform()
	await recognise(context)
	locals.language = languageOf(context)
	locals.t = translator(locals.language)
	locals.typed = {}
	if (isForeign(context)) return new Response(locals.t('error.foreign'), { status: 403 })
	if (!locals.user && isRoom(url.pathname)) {
		const next = url.pathname + url.search
		return context.redirect(hasLostCookie(context) ? paths.signInAgain(next) : paths.signInFor(next), 303)
	}
	const moved = await answerForm(context)
	if (moved) return moved
	return withRoomHeaders(await next())
})

/**
 * A plain form post: runs its action, then sends the browser on by GET, so that a reload repeats nothing.
 * A refused form is shown again with what was typed.
 */
async function answerForm(context: APIContext): Promise<Response | null> {
	const { action, setActionResult, serializeActionResult } = getActionContext(context)
	if (action?.calledFrom !== 'form') return null
	const refusal = formRefusal(context.request)
	if (refusal) return new Response(context.locals.t(refusal.key), { status: refusal.status })
	context.locals.typed = await typedIn(context.request.clone())
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
	return context.redirect(then ?? context.url.pathname, 303)
}

async function typedIn(request: Request): Promise<Record<string, string>> {
	const form = await request.formData()
	return Object.fromEntries(
		[...form].filter((entry): entry is [string, string] => typeof entry[1] === 'string' && !/password/i.test(entry[0])),
	)
}

/** The creator's rooms are for one person, and never inside another site's frame. */
function withRoomHeaders(response: Response): Response {
	response.headers.set('x-content-type-options', 'nosniff')
	if (!response.headers.has('referrer-policy'))
		response.headers.set('referrer-policy', 'strict-origin-when-cross-origin')
	if (!response.headers.has('content-security-policy'))
		response.headers.set('content-security-policy', "frame-ancestors 'none'")
	if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'private, no-store')
	return response
}
