import { listSecondSteps } from '../../../db/queries/second-steps.ts'
import type { Ctx } from '../ctx.ts'
import { findBegun } from './second-step.ts'
import { setupFor } from './totp.ts'

/** What an account has besides its password, as its owner is shown it. */
export interface Owned {
	passkeys: Awaited<ReturnType<typeof listSecondSteps>>['keys']
	/** When codes of an app were turned on; null while they are off. */
	onSince: number | null
	codesLeft: number
	/** What an authenticator app is told while it is being set up. */
	setup: { nonce: string; uri: string; letters: string } | null
}

/** `nonce` is that of the app which is being set up, or empty. */
export async function ownedBy(
	ctx: Ctx,
	{ nonce, secret, label }: { nonce: string; secret: string; label: string },
): Promise<Owned> {
	const [{ keys, confirmedAt, codesLeft }, totp] = await Promise.all([
		listSecondSteps(ctx.db, ctx.userId),
		nonce === '' ? null : findBegun(ctx, nonce),
	])
	const setup = totp && { nonce, ...setupFor(ctx.crypto, { secret, totp }, label) }
	return { passkeys: keys, onSince: confirmedAt, codesLeft, setup }
}
