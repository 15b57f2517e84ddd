import { changePassword, endSession } from '../domain/auth/account.ts'
import { STEP_MINUTES } from '../domain/auth/challenges.ts'
import { logIn, logOutEverywhere, signUp } from '../domain/auth/commands.ts'
import { askForProof, changeEmail, proveEmail } from '../domain/auth/email.ts'
import { renameHandle } from '../domain/auth/handles.ts'
import { beginReset, makeReset, resetPassword } from '../domain/auth/reset.ts'
import {
	AskReset,
	ChangeEmail,
	ChangePassword,
	EndSession,
	LogIn,
	LogOutEverywhere,
	Nothing,
	ProveEmail,
	RenameHandle,
	ResetPassword,
	SignUp,
} from '../domain/auth/schemas.ts'
import { startSession } from '../domain/auth/session.ts'
import { timeZoneOr } from '../domain/auth/time-zone.ts'
import { paths } from '../paths.ts'
import { browserOf } from '../view/browser-cookie.ts'
import { carryBriefly, carrySession, dropSession } from '../view/session.ts'
import { STEP_COOKIE } from '../view/step.ts'
import { notify, sendEmailChanged, sendProof, sendReset } from './auth-mail.ts'
import { caller, endOwnSession, enter } from './enter.ts'
import { act, actAnonymously } from './run.ts'

export const auth = {
	signUp: actAnonymously(SignUp, async (ctx, input, context) => {
		const { platform } = context.locals
		const timeZone = timeZoneOr(input.timeZone, input.language)
		const { device, ...from } = caller(context)
		const id = await signUp(ctx, { ...input, ...from, timeZone, signups: platform.config.signups })
		await carrySession(context, id, await startSession(ctx, id, device))
		platform.defer(sendProof(platform, ctx, { id, language: input.language }, input.email))
		return { handleKeys: [input.handle.key], then: paths.page }
	}),
	logIn: actAnonymously(LogIn, async (ctx, input, context) => {
		const { platform } = context.locals
		const { isOwing, ...made } = await logIn(ctx, {
			...input,
			...caller(context),
			browserOf: (userId) => browserOf(context, userId),
			onLocked: (user) => platform.defer(notify(platform, ctx, user, 'lockedMail')),
		})
		const then = input.next ?? paths.clicks
		if (!isOwing) {
			await enter(ctx, context, made)
			return { then, userId: made.userId }
		}
		carryBriefly(context, STEP_COOKIE, made.token, STEP_MINUTES)
		return { then: paths.secondStepFor(then), userId: made.userId, event: 'sign-in.owing' as const }
	}),
	logOut: actAnonymously(Nothing, async (ctx, _, context) => {
		await endOwnSession(ctx, context)
		dropSession(context)
		return { then: paths.signIn }
	}),
	logOutEverywhere: act(LogOutEverywhere, async (ctx, input, context) => {
		await logOutEverywhere(ctx, input)
		dropSession(context)
		return { then: paths.signIn }
	}),
	endSession: act(EndSession, async (ctx, { ref }) => {
		await endSession(ctx, ref)
		return { then: paths.changed('sessions') }
	}),
	changePassword: act(ChangePassword, async (ctx, input, context) => {
		const { platform } = context.locals
		const { user, token } = await changePassword(ctx, { ...input, ...caller(context) })
		await carrySession(context, ctx.userId, token)
		platform.defer(notify(platform, ctx, user, 'passwordMail'))
		return { then: paths.changed('password') }
	}),
	changeEmail: act(ChangeEmail, async (ctx, input, context) => {
		const { platform } = context.locals
		const canMail = platform.mailer !== null
		const { user, isPending } = await changeEmail(ctx, { ...input, ...caller(context), canMail })
		const isProven = user.emailProvenAt !== null && user.email === input.email
		if (canMail && !isProven) platform.defer(sendProof(platform, ctx, user, input.email))
		return { then: paths.changed(isPending ? 'pendingEmail' : 'email') }
	}),
	sendProof: act(Nothing, async (ctx, _, context) => {
		const { platform, user } = context.locals
		const email = user && (await askForProof(ctx, user))
		if (user && email) platform.defer(sendProof(platform, ctx, user, email))
		return { then: paths.changed('pendingEmail') }
	}),
	proveEmail: actAnonymously(ProveEmail, async (ctx, { token }, context) => {
		const { platform } = context.locals
		const left = await proveEmail(ctx, token)
		if (left) platform.defer(sendEmailChanged(platform, left))
		return { then: paths.proven }
	}),
	renameHandle: act(RenameHandle, async (ctx, { handle }) => {
		const handleKeys = await renameHandle(ctx, handle)
		return { handleKeys, then: paths.changed('handle') }
	}),
	askReset: actAnonymously(AskReset, async (ctx, { name }, context) => {
		const { platform } = context.locals
		await beginReset(ctx, { name, ...caller(context) })
		platform.defer(makeReset(ctx, name).then((mail) => mail && sendReset(platform, mail)))
		return { then: `${paths.reset}?sent` }
	}),
	resetPassword: actAnonymously(ResetPassword, async (ctx, input, context) => {
		const { platform } = context.locals
		const user = await resetPassword(ctx, input)
		platform.defer(notify(platform, ctx, user, 'passwordMail'))
		return { then: `${paths.signIn}?reset` }
	}),
}
