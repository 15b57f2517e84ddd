import { findUser } from '../../db/queries/users.ts'
import { answerStep, beginApp, confirmApp, endApp, renewCodes } from '../domain/auth/second-step.ts'
import { AnswerStep, ConfirmApp, WithPassword } from '../domain/auth/second-step-schemas.ts'
import { paths } from '../paths.ts'
import { briefOf, takeBrief } from '../view/session.ts'
import { STEP_COOKIE } from '../view/step.ts'
import { notifyOfSteps } from './auth-mail.ts'
import { caller, enter } from './enter.ts'
import { act, actAnonymously } from './run.ts'

/** Codes of an authenticator app, and the recovery codes that stand in for them. */
export const steps = {
	/** What the app is told is in the answer to the post and nowhere else. */
	begin: act(WithPassword, async (ctx, input, context) => ({
		nonce: await beginApp(ctx, { ...input, ...caller(context) }),
		isShownHere: true,
	})),
	confirm: act(ConfirmApp, async (ctx, input, context) => {
		const { platform, user } = context.locals
		const codes = await confirmApp(ctx, { ...input, secret: platform.config.secret })
		if (user) platform.defer(notifyOfSteps(platform, ctx, user, 'appOn'))
		return { codes, isShownHere: true }
	}),
	end: act(WithPassword, async (ctx, input, context) => {
		const { platform } = context.locals
		const user = await endApp(ctx, { ...input, ...caller(context) })
		platform.defer(notifyOfSteps(platform, ctx, user, 'appOff'))
		return { then: paths.changed('appOff') }
	}),
	renewCodes: act(WithPassword, async (ctx, input, context) => {
		const { platform } = context.locals
		const { user, codes } = await renewCodes(ctx, { ...input, ...caller(context) })
		platform.defer(notifyOfSteps(platform, ctx, user, 'codesRenewed'))
		return { codes, isShownHere: true }
	}),
	answer: actAnonymously(AnswerStep, async (ctx, { code, next }, context) => {
		const { platform } = context.locals
		const token = briefOf(context, STEP_COOKIE)
		const made = await answerStep(ctx, { token, code, secret: platform.config.secret, ...caller(context) })
		takeBrief(context, STEP_COOKIE)
		await enter(ctx, context, made)
		const user = made.byRecovery ? await findUser(ctx.db, made.userId) : null
		if (user) platform.defer(notifyOfSteps(platform, ctx, user, 'codeUsed'))
		return { then: next ?? paths.clicks, userId: made.userId }
	}),
}
