import type { APIContext, APIRoute } from 'astro'
import { routes } from '../../../api/index.ts'
import { Problem } from '../../../api/problem.ts'
import type { Caller } from '../../../api/route.ts'
import { serve } from '../../../api/serve.ts'
import { findByToken } from '../../../domain/auth/tokens.ts'
import type { Translate } from '../../../messages/index.ts'
import { audit } from '../../../view/audit.ts'

export const ALL: APIRoute = (context) =>
	serve(routes, context.request, `/${context.params.path ?? ''}`, () => open(context), context.locals.t)

function tooMany(seconds: number, t: Translate): Problem {
	const problem = new Problem(429, 'throttled', t('api.tooMany', { seconds }))
	problem.retryAfter = seconds
	return problem
}

/** The caller behind the bearer token. A session of the creator's rooms opens nothing here. */
async function open(context: APIContext): Promise<Caller> {
	const { request, locals } = context
	const { platform, t } = locals
	const token = /^Bearer (\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1] ?? ''
	const anonymous = { db: platform.db, now: platform.now(), crypto: platform.crypto }
	const holder = await findByToken(anonymous, token, platform.defer)
	if (!holder) {
		audit(context, 'token.refused')
		throw new Problem(401, 'unauthenticated', t('api.unauthenticated'))
	}
	const seconds = await platform.limitApi(String(holder.id))
	if (seconds > 0) {
		audit(context, 'throttled', { token: holder.id, user: holder.creator.id })
		throw tooMany(seconds, t)
	}
	return {
		ctx: { ...anonymous, userId: holder.creator.id },
		origin: platform.config.origin,
		ownOrigins: platform.config.ownOrigins,
		mayChange: holder.scope === 'full',
		t,
		purge: ({ handleKeys = [], publicIds = [] }) => platform.purge(handleKeys, publicIds),
	}
}
