import type { ActionAPIContext } from 'astro:actions'
import { PASSKEY_MINUTES } from '../domain/auth/challenges.ts'
import { partyAt } from '../domain/auth/party.ts'
import { AddPasskey, AskToAddPasskey, RemovePasskey, SignInWithPasskey } from '../domain/auth/passkey-schemas.ts'
import {
	addPasskey,
	askToAdd,
	askToSignIn,
	orRefused,
	removePasskey,
	signInWithPasskey,
} from '../domain/auth/passkeys.ts'
import { Nothing } from '../domain/auth/schemas.ts'
import { paths } from '../paths.ts'
import { carryBriefly, takeBrief } from '../view/session.ts'
import { STEP_COOKIE } from '../view/step.ts'
import { notifyOfSteps } from './auth-mail.ts'
import { caller, enter } from './enter.ts'
import { act, actAnonymously, type Outcome } from './run.ts'

const CHALLENGE_COOKIE = 'vitrine_challenge'

const partyOf = ({ locals }: ActionAPIContext) => orRefused(partyAt(locals.platform.config.origin))

/** `options` is what the browser's script gives to the authenticator, as JSON. */
const asked = (
	context: ActionAPIContext,
	{ token, options }: { token: string; options: object },
): Outcome & { options: string } => {
	carryBriefly(context, CHALLENGE_COOKIE, token, PASSKEY_MINUTES)
	return { options: JSON.stringify(options) }
}

export const passkeys = {
	askToAdd: act(AskToAddPasskey, async (ctx, input, context) =>
		asked(context, await askToAdd(ctx, partyOf(context), { ...input, ...caller(context) })),
	),
	add: act(AddPasskey, async (ctx, input, context) => {
		const { platform, user } = context.locals
		await addPasskey(ctx, partyOf(context), { ...input, token: takeBrief(context, CHALLENGE_COOKIE) })
		if (user) platform.defer(notifyOfSteps(platform, ctx, user, 'passkeyAdded', input.name))
		return { then: paths.changed('passkey') }
	}),
	remove: act(RemovePasskey, async (ctx, { id }, context) => {
		const { platform, user } = context.locals
		const name = await removePasskey(ctx, id)
		if (user) platform.defer(notifyOfSteps(platform, ctx, user, 'passkeyRemoved', name))
		return { then: paths.changed('passkeyGone') }
	}),
	askToSignIn: actAnonymously(Nothing, async (ctx, _, context) =>
		asked(context, await askToSignIn(ctx, partyOf(context), caller(context))),
	),
	signIn: actAnonymously(SignInWithPasskey, async (ctx, { answer, next }, context) => {
		const token = takeBrief(context, CHALLENGE_COOKIE)
		const made = await signInWithPasskey(ctx, partyOf(context), { answer, token, ...caller(context) })
		takeBrief(context, STEP_COOKIE)
		await enter(ctx, context, { userId: made.user.id, token: made.token })
		return { then: next ?? paths.clicks, userId: made.user.id }
	}),
}
