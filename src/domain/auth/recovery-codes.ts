import { replaceRecoveryCodes, takeRecoveryCode } from '../../../db/queries/second-steps.ts'
import type { AnonymousCtx, Ctx } from '../ctx.ts'
import { base32 } from '../ids.ts'

export const RECOVERY_CODES = 10
/** From so many on, the account says that it is time for new ones. */
export const FEW_CODES = 2

/** 80 random bits: a copy of the hashes gives no code. */
const CODE_BYTES = 10

/** New recovery codes in the place of all earlier ones, as they are shown once: `abcd-efgh-ijkl-mnop`. */
export async function makeRecoveryCodes(ctx: Ctx): Promise<string[]> {
	const codes = Array.from({ length: RECOVERY_CODES }, () => base32(ctx.crypto.randomBytes(CODE_BYTES)))
	await replaceRecoveryCodes(
		ctx.db,
		ctx.userId,
		codes.map((code) => idOf(ctx, ctx.userId, code)),
		ctx.now,
	)
	return codes.map((code) => code.replace(/.{4}(?=.)/g, '$&-'))
}

/** Uses a code up, however it is typed. False when it is none of the account's, or was used before. */
export const useRecoveryCode = (ctx: AnonymousCtx, userId: string, typed: string): Promise<boolean> =>
	takeRecoveryCode(ctx.db, userId, idOf(ctx, userId, typed.toLowerCase().replace(/[^a-z2-7]/g, '')), ctx.now)

const idOf = ({ crypto }: AnonymousCtx, userId: string, code: string): string =>
	crypto.sha256(`recovery ${userId} ${code}`)
