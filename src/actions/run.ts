import { type ActionAPIContext, ActionError, defineAction } from 'astro:actions'
import type { z } from 'zod'
import type { SecurityEvent } from '../domain/audit.ts'
import type { AnonymousCtx, Ctx } from '../domain/ctx.ts'
import { DomainError, type Refusal } from '../domain/errors.ts'
import { isMessageKey, type Translate } from '../messages/index.ts'
import { auditAction } from '../view/audit.ts'

/** What a verb tells the door that called it: whose cached pages changed, and where a plain form goes next. */
export interface Outcome {
	/** Handle keys of profiles that look different now. */
	handleKeys?: string[]
	/** Public ids of links and coupons that lead elsewhere now. */
	publicIds?: string[]
	/** Where the browser goes after a plain form post; the same page when absent. */
	then?: string
	/** Whom it concerns, for the security log, when nobody was signed in before. */
	userId?: string
	/** What the security log says in the place of the action's usual event. */
	event?: SecurityEvent
	/** The answer to the post itself shows the outcome, because it can be shown only once. */
	isShownHere?: boolean
}

type Verb<C, I, O extends Outcome> = (ctx: C, input: I, context: ActionAPIContext) => Promise<O>

/** An action of a signed-in creator. Takes forms, so that it works without JavaScript; islands send FormData. */
export function act<S extends z.ZodType, O extends Outcome>(input: S, verb: Verb<Ctx, z.output<S>, O>) {
	return define(input, (given, context) => run(context, verb, given, ctxOf(context.locals)))
}

/** An action of somebody who is not signed in yet. */
export function actAnonymously<S extends z.ZodType, O extends Outcome>(
	input: S,
	verb: Verb<AnonymousCtx, z.output<S>, O>,
) {
	return define(input, (given, context) => run(context, verb, given, anonymousCtx(context.locals)))
}

type Definition<O, S extends z.ZodType> = Parameters<typeof defineAction<O, 'form', S>>[0]

/** The cast is Astro's: its handler type cannot be resolved while the schema is still a type parameter. */
function define<S extends z.ZodType, O>(
	input: S,
	handler: (given: z.output<S>, context: ActionAPIContext) => Promise<O>,
) {
	return defineAction<O, 'form', S>({
		accept: 'form',
		input,
		handler: handler as unknown as NonNullable<Definition<O, S>['handler']>,
	})
}

export const anonymousCtx = ({ platform }: App.Locals): AnonymousCtx => ({
	db: platform.db,
	now: platform.now(),
	crypto: platform.crypto,
})

/** The world of the signed-in creator; refuses when nobody is. */
export function ctxOf(locals: App.Locals): Ctx {
	if (!locals.user) throw new ActionError({ code: 'UNAUTHORIZED', message: locals.t('error.unauthenticated') })
	return { ...anonymousCtx(locals), userId: locals.user.id }
}

async function run<C, I, O extends Outcome>(
	context: ActionAPIContext,
	verb: Verb<C, I, O>,
	input: I,
	ctx: C,
): Promise<O> {
	const { platform, t } = context.locals
	try {
		const outcome = await verb(ctx, input, context)
		if (outcome.handleKeys || outcome.publicIds) await platform.purge(outcome.handleKeys ?? [], outcome.publicIds ?? [])
		auditAction(context, 'ok', outcome.userId === undefined ? {} : { user: outcome.userId }, outcome.event)
		return outcome
	} catch (error) {
		if (error instanceof DomainError) auditAction(context, error.code === 'throttled' ? 'throttled' : 'refused')
		throw refusal(error, t)
	}
}

const CODES = {
	invalid: 'BAD_REQUEST',
	unauthenticated: 'UNAUTHORIZED',
	forbidden: 'FORBIDDEN',
	missing: 'NOT_FOUND',
	conflict: 'CONFLICT',
	throttled: 'TOO_MANY_REQUESTS',
} as const satisfies Record<Refusal, string>

/** A refusal becomes a sentence, at its field when it has one. A bug becomes a fixed sentence, and its cause is logged. */
function refusal(error: unknown, t: Translate): Error {
	if (error instanceof ActionError) return error
	if (!(error instanceof DomainError)) {
		console.error('An action failed.', error)
		return new ActionError({ code: 'INTERNAL_SERVER_ERROR', message: t('error.bug') })
	}
	const message = isMessageKey(error.message) ? t(error.message, error.values) : error.message
	if (error.field === null || error.code === 'conflict') return new ActionError({ code: CODES[error.code], message })
	return atField(error.field, message)
}

/** What Astro itself answers when a schema refuses an input; it exports no constructor for it. */
function atField(field: string, message: string): ActionError {
	const issues = [{ code: 'custom', path: [field], message }]
	return Object.assign(new ActionError({ code: 'BAD_REQUEST', message }), {
		type: 'AstroActionInputError',
		issues,
		fields: { [field]: [message] },
	})
}
