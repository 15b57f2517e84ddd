import { countAttempt, type ThrottleRule } from '../../../db/queries/throttles.ts'
import type { AnonymousCtx } from '../ctx.ts'
import { ADDRESS, attemptOn, begin, MAILS } from './throttle.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** What one account, or one address before anybody is signed in, may have mailed: some ten mails a day. */
export const SENDER: ThrottleRule = {
	free: 5,
	firstWait: 10 * MINUTE,
	longestWait: 6 * HOUR,
	forgetAfter: 24 * HOUR,
}

/** What happens on an account is told at most so often, whatever else was mailed there. */
export const NOTICES: ThrottleRule = { free: 10, firstWait: HOUR, longestWait: 6 * HOUR, forgetAfter: 24 * HOUR }

/**
 * Counts a mail that somebody has asked for, by its receiver and by who asks: the account, or the hashed address of whoever
 * is not signed in. Throws `throttled` when either has to wait; it does not matter whether the receiver is known here.
 */
export function askForMail(ctx: AnonymousCtx, receiver: string, sender: { userId: string } | { address: string }) {
	const { account, address } = attemptOn(ctx, 'mail', receiver, 'userId' in sender ? sender.userId : sender.address)
	return begin(ctx, { account, address }, { account: MAILS, address: 'userId' in sender ? SENDER : ADDRESS })
}

/** Counts a notice to the owner of an account. False when there were so many that this one is left out. */
export async function mayNotify({ db, now, crypto }: AnonymousCtx, userId: string): Promise<boolean> {
	return (await countAttempt(db, crypto.sha256(`notice ${userId}`), NOTICES, now)).length > 0
}
