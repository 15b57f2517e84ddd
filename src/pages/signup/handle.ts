import type { APIRoute } from 'astro'
import { anonymousCtx } from '../../actions/run.ts'
import { handleAvailability } from '../../domain/auth/handles.ts'

/** GET /signup/handle?handle=: whether it could be claimed now, with the sentence that says so. */
export const GET: APIRoute = async ({ url, locals }) => {
	const typed = url.searchParams.get('handle') ?? ''
	const { state, message, values } = await handleAvailability(anonymousCtx(locals), typed, locals.user?.id)
	return Response.json({ state, sentence: locals.t(message, values) })
}
