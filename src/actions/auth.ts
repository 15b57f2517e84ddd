import type { ActionAPIContext } from 'astro:actions'
import { changeEmail, changePassword } from '../domain/auth/account.ts'
import { logIn, logOut, logOutEverywhere, signUp } from '../domain/auth/commands.ts'
import { renameHandle } from '../domain/auth/handles.ts'
import { beginReset, makeReset, resetPassword } from '../domain/auth/reset.ts'
import {
	AskReset,
	ChangeEmail,
	ChangePassword,
	LogIn,
	Nothing,
	RenameHandle,
	ResetPassword,
	SignUp,
} from '../domain/auth/schemas.ts'
import { startSession } from '../domain/auth/session.ts'
import { timeZoneOr } from '../domain/auth/time-zone.ts'
import { paths } from '../paths.ts'
import { hashedAddress } from '../view/address.ts'
import { carrySession, dropSession, SESSION_COOKIE } from '../view/session.ts'
import { sendEmailChanged, sendReset } from './auth-mail.ts'
import { act, actAnonymously } from './run.ts'

const caller = (context: ActionAPIContext) => ({ address: hashedAddress(context) })

export const auth = {
	signUp: actAnonymously(SignUp, async (ctx, input, context) => {
		const { signups } = context.locals.platform.config
		const timeZone = timeZoneOr(input.timeZone, input.language)
		const userId = await signUp(ctx, { ...input, ...caller(context), timeZone, signups })
		await carrySession(context, userId, await startSession(ctx, userId))
		return { handleKeys: [input.handle.key], then: paths.page }
	}),
	logIn: actAnonymously(LogIn, async (ctx, input, context) => {
		const { userId, token } = await logIn(ctx, { ...input, ...caller(context) })
		await carrySession(context, userId, token)
		return { then: input.next ?? paths.clicks }
	}),
	logOut: actAnonymously(Nothing, async (ctx, _, context) => {
		const token = context.cookies.get(SESSION_COOKIE)?.value
		if (token !== undefined) await logOut(ctx, token)
		dropSession(context)
		return { then: paths.signIn }
	}),
	logOutEverywhere: act(Nothing, async (ctx, _, context) => {
		await logOutEverywhere(ctx)
		dropSession(context)
		return { then: paths.signIn }
	}),
	changePassword: act(ChangePassword, async (ctx, input, context) => {
		const token = await changePassword(ctx, { ...input, ...caller(context) })
		await carrySession(context, ctx.userId, token)
		return { then: paths.changed('password') }
	}),
	changeEmail: act(ChangeEmail, async (ctx, input, context) => {
		const { platform } = context.locals
		const { creator, oldEmail } = await changeEmail(ctx, { ...input, ...caller(context) })
		platform.defer(sendEmailChanged(platform, creator, oldEmail))
		return { then: paths.changed('email') }
	}),
	renameHandle: act(RenameHandle, async (ctx, { handle }) => {
		const handleKeys = await renameHandle(ctx, handle)
		return { handleKeys, then: paths.changed('handle') }
	}),
	askReset: actAnonymously(AskReset, async (ctx, { email }, context) => {
		const { platform } = context.locals
		await beginReset(ctx, { email, ...caller(context) })
		platform.defer(makeReset(ctx, email).then((mail) => mail && sendReset(platform, mail)))
		return { then: `${paths.reset}?sent` }
	}),
	resetPassword: actAnonymously(ResetPassword, async (ctx, input) => {
		await resetPassword(ctx, input)
		return { then: `${paths.signIn}?reset` }
	}),
}
