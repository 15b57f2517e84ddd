import { countAttempt, findThrottle, settleAttempt, type ThrottleRule } from '../../../db/queries/throttles.ts'
import type { AnonymousCtx } from '../ctx.ts'
import { DomainError } from '../errors.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

export type { ThrottleRule }

/** One account: five mistakes are free, then 30 seconds, a minute, two, up to fifteen: about a hundred guesses a day. */
export const ACCOUNT: ThrottleRule = {
	free: 5,
	firstWait: 30 * SECOND,
	longestWait: 15 * MINUTE,
	forgetAfter: 24 * HOUR,
}
/** One address may be a whole town behind one carrier's gateway, so it is given more. */
export const ADDRESS: ThrottleRule = { free: 30, firstWait: 30 * SECOND, longestWait: 15 * MINUTE, forgetAfter: HOUR }
/** What costs us a mail, or somebody an inbox full of them. */
export const MAILS: ThrottleRule = { free: 2, firstWait: 2 * MINUTE, longestWait: 15 * MINUTE, forgetAfter: 6 * HOUR }

/** How long a key waits after so many failures, in milliseconds from the latest. The database decides by the same sum. */
export function waitAfter(failures: number, { free, firstWait, longestWait }: ThrottleRule): number {
	return failures <= free ? 0 : Math.min(longestWait, firstWait * 2 ** Math.min(failures - free - 1, 20))
}

/** What is attempted: against which account and from which address, both hashed. */
export interface Attempt {
	account: string
	address: string
}

/** `what` keeps apart what is counted apart; the account need not exist. `address` comes hashed from the door. */
export function attemptOn({ crypto }: AnonymousCtx, what: string, account: string, address: string): Attempt {
	return { account: crypto.sha256(`${what} account ${account}`), address: crypto.sha256(`${what} address ${address}`) }
}

/**
 * Counts the attempt as failed and refuses it while either key has to wait. The address is asked first and alone:
 * one that has to wait must not go on locking other people's accounts. Whoever succeeds afterwards says so
 * with `succeeded`.
 */
export async function begin(
	ctx: AnonymousCtx,
	attempt: Attempt,
	rules: { account: ThrottleRule; address: ThrottleRule } = { account: ACCOUNT, address: ADDRESS },
): Promise<void> {
	for (const whose of ['address', 'account'] as const) await countOn(ctx, attempt[whose], rules[whose])
}

/** Counts one attempt on one key. Throws `throttled` while it has to wait. */
export async function countOn(ctx: AnonymousCtx, key: string, rule: ThrottleRule): Promise<void> {
	if ((await countAttempt(ctx.db, key, rule, ctx.now)).length === 0) throw await throttled(ctx, key, rule)
}

/** The refusal of a key that has to wait, with the time that is left. */
export async function throttled({ db, now }: AnonymousCtx, key: string, rule: ThrottleRule): Promise<DomainError> {
	const row = await findThrottle(db, key)
	const wait = row ? row.since + waitAfter(row.failures, rule) - now : 0
	return new DomainError('throttled', 'auth.throttled', null, { minutes: Math.max(1, Math.ceil(wait / MINUTE)) })
}

/** The account starts from zero again; the address, which others share, only gets this attempt back. */
export async function succeeded({ db }: AnonymousCtx, attempt: Attempt): Promise<void> {
	await settleAttempt(db, [attempt.account], [attempt.address])
}

/** Gives one attempt back to a key that others share. */
export async function giveBack({ db }: AnonymousCtx, key: string): Promise<void> {
	await settleAttempt(db, [], [key])
}
