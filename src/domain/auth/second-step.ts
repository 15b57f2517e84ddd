import { findChallenge, takeChallenge } from '../../../db/queries/challenges.ts'
import {
	beginTotp,
	confirmTotp,
	deleteTotp,
	findSecondSteps,
	findTotp,
	takeTotpStep,
} from '../../../db/queries/second-steps.ts'
import type { Totp, User } from '../../../db/schema/index.ts'
import type { AnonymousCtx, Ctx } from '../ctx.ts'
import { DomainError } from '../errors.ts'
import { base32 } from '../ids.ts'
import { proven } from './account.ts'
import { makeChallenge } from './challenges.ts'
import type { Caller } from './commands.ts'
import { makeRecoveryCodes, useRecoveryCode } from './recovery-codes.ts'
import { startSession } from './session.ts'
import { attemptOn, begin, succeeded } from './throttle.ts'
import { stepOf } from './totp.ts'

const NONCE_BYTES = 25
/** How long an authenticator app can be set up after the password was shown. */
const SETUP_MS = 3_600_000

type WithPassword = { currentPassword: string } & Caller

/**
 * Begins to set an authenticator app up, for somebody who shows their password. The nonce goes into the form that confirms it
 * and nowhere else, so that only who has begun can go on. `conflict` when an app is set up already.
 */
export async function beginApp(ctx: Ctx, { currentPassword, address }: WithPassword): Promise<string> {
	await proven(ctx, currentPassword, address)
	const nonce = base32(ctx.crypto.randomBytes(NONCE_BYTES))
	if (!(await beginTotp(ctx.db, { userId: ctx.userId, nonce, createdAt: ctx.now })))
		throw new DomainError('conflict', 'auth.app.isOn')
	return nonce
}

/** What was begun with this nonce and can still be confirmed; null when there is nothing such. */
export async function findBegun(ctx: Ctx, nonce: string): Promise<Totp | null> {
	const totp = await findTotp(ctx.db, ctx.userId)
	const isBegun = totp?.nonce === nonce && totp.confirmedAt === null && totp.createdAt > ctx.now - SETUP_MS
	return isBegun ? totp : null
}

/** Asks for a second step from now on, once the app has shown its first code. Returns recovery codes, this once. */
export async function confirmApp(
	ctx: Ctx,
	{ nonce, code, secret }: { nonce: string; code: string; secret: string },
): Promise<string[]> {
	const totp = await findBegun(ctx, nonce)
	if (!totp) throw new DomainError('missing', 'auth.app.expired')
	const step = stepOf(ctx.crypto, { secret, totp }, digits(code), ctx.now)
	if (step === null) throw new DomainError('invalid', 'auth.step.wrong', 'code')
	if (!(await confirmTotp(ctx.db, { ...totp, lastStep: step }, ctx.now)))
		throw new DomainError('conflict', 'auth.app.isOn')
	return makeRecoveryCodes(ctx)
}

/** Asks for no second step any more. */
export async function endApp(ctx: Ctx, { currentPassword, address }: WithPassword): Promise<User> {
	const user = await proven(ctx, currentPassword, address)
	await deleteTotp(ctx.db, ctx.userId)
	return user
}

/** Recovery codes in the place of all earlier ones, this once. `missing` where nothing asks for them. */
export async function renewCodes(ctx: Ctx, { currentPassword, address }: WithPassword) {
	const user = await proven(ctx, currentPassword, address)
	if (!(await asksForStep(ctx, ctx.userId))) throw new DomainError('missing', 'auth.app.isOff')
	return { user, codes: await makeRecoveryCodes(ctx) }
}

/** Whether signing in with the password takes a second step. */
async function asksForStep({ db }: AnonymousCtx, userId: string): Promise<boolean> {
	return (await findSecondSteps(db, userId)).confirmedAt !== null
}

/** The token of a second step that this account's owner owes after the password; null when none is asked for. */
export async function oweStep(ctx: AnonymousCtx, userId: string): Promise<string | null> {
	return (await asksForStep(ctx, userId)) ? (await makeChallenge(ctx, { kind: 'second-step', userId })).token : null
}

/** Whose second step is owed under this token; null when it is taken or expired. */
export async function whoOwes(ctx: AnonymousCtx, token: string): Promise<string | null> {
	return (await findChallenge(ctx.db, ctx.crypto.sha256(token), 'second-step', ctx.now))?.userId ?? null
}

/** Counted apart from passwords: only somebody who has shown the password gets here, so no stranger makes an owner wait. */
export const stepAttempt = (ctx: AnonymousCtx, userId: string, address: string) =>
	attemptOn(ctx, 'second-step', userId, address)

const IS_APP_CODE = /^\d{6}$/
const digits = (typed: string): string => typed.replace(/[\s-]/g, '')

/**
 * Takes the second step by a code of the app or a recovery code, each of which works once, and begins a session. `byRecovery`
 * says which it was.
 */
export async function answerStep(
	ctx: AnonymousCtx,
	input: { token: string; code: string; secret: string; device?: string } & Caller,
): Promise<{ userId: string; token: string; byRecovery: boolean }> {
	const userId = await whoOwes(ctx, input.token)
	if (userId === null) throw new DomainError('missing', 'auth.step.expired')
	const attempt = stepAttempt(ctx, userId, input.address)
	await begin(ctx, attempt)
	const byRecovery = !IS_APP_CODE.test(digits(input.code))
	const isRight = byRecovery ? await useRecoveryCode(ctx, userId, input.code) : await useAppCode(ctx, userId, input)
	if (!isRight) throw new DomainError('invalid', 'auth.step.wrong', 'code')
	if (!(await takeChallenge(ctx.db, ctx.crypto.sha256(input.token), 'second-step', ctx.now)))
		throw new DomainError('missing', 'auth.step.expired')
	await succeeded(ctx, attempt)
	return { userId, token: await startSession(ctx, userId, input.device), byRecovery }
}

async function useAppCode(
	ctx: AnonymousCtx,
	userId: string,
	{ code, secret }: { code: string; secret: string },
): Promise<boolean> {
	const totp = await findTotp(ctx.db, userId)
	const step = totp && stepOf(ctx.crypto, { secret, totp }, digits(code), ctx.now)
	return step !== null && takeTotpStep(ctx.db, userId, step)
}
