import type { ActionAPIContext } from 'astro:actions'
import { logOut } from '../domain/auth/commands.ts'
import type { AnonymousCtx } from '../domain/ctx.ts'
import { hashedAddress } from '../view/address.ts'
import { deviceName } from '../view/device.ts'
import { carrySession, sessionToken } from '../view/session.ts'

/** From where and with what somebody asks to be let in. */
export const caller = (context: ActionAPIContext) => ({
	address: hashedAddress(context),
	device: deviceName(context.request),
})

/** Lets the browser go on with a session that has just begun, in the place of the one that it came with. */
export async function enter(
	ctx: AnonymousCtx,
	context: ActionAPIContext,
	{ userId, token }: { userId: string; token: string },
): Promise<void> {
	await endOwnSession(ctx, context)
	await carrySession(context, userId, token)
}

/** The session that the browser came with. */
export async function endOwnSession(ctx: AnonymousCtx, context: ActionAPIContext): Promise<void> {
	const token = sessionToken(context)
	if (token !== undefined) await logOut(ctx, token)
}
