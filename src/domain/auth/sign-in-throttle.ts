import { countAttempt, settleAttempt, type ThrottleRule } from '../../../db/queries/throttles.ts'
import type { User } from '../../../db/schema/index.ts'
import type { AnonymousCtx } from '../ctx.ts'
import { ACCOUNT, ADDRESS, attemptOn, throttled } from './throttle.ts'

const DAY_MS = 24 * 3_600_000

/**
 * A guess that an address has at an account that has to wait because of others: one a day, when it has made none there
 * before. Whoever has many addresses has as many guesses, which is little against a password of ten characters that is in
 * no list.
 */
const ONE_GUESS: ThrottleRule = { free: 0, firstWait: DAY_MS, longestWait: DAY_MS, forgetAfter: DAY_MS }

/** Notes a guess and refuses none. */
const NOTED: ThrottleRule = { ...ONE_GUESS, free: Number.MAX_SAFE_INTEGER }

/** The failures after which an account waits for as long as it ever does: its owner is told once. */
export const LOCKED_AFTER = 11

export interface SignIn {
	/** The account that the name means first, or null. */
	user: Pick<User, 'id'> | null
	/** An address or a handle, as typed: what an account that does not exist is counted by. */
	name: string
	/** Hashed. */
	address: string
	/** A secret of this browser's that says that it has been signed in to the account before; null when it has not. */
	browser: string | null
}

export interface CountedSignIn {
	/** This failure is the one after which the account waits longest. */
	locks: boolean
	/** What remains counted once the password was right: nothing of the account's own, else all but this attempt. */
	settle(isOwnPassword: boolean): Promise<void>
}

/**
 * Counts an attempt to sign in as failed, and throws `throttled` while it has to wait. A browser that has been signed in before
 * is counted by itself: strangers' failures do not keep its owner out (OWASP, "Slow down online guessing attacks with device
 * cookies"). A stranger waits with the address, then with the account, at which each address has one guess of its own.
 */
export async function beginSignIn(ctx: AnonymousCtx, { user, name, address, browser }: SignIn): Promise<CountedSignIn> {
	const named = user?.id ?? name
	if (browser !== null) return byBrowser(ctx, ctx.crypto.sha256(`sign-in browser ${named} ${browser}`))
	const keys = attemptOn(ctx, 'sign-in', named, address)
	if ((await countAttempt(ctx.db, keys.address, ADDRESS, ctx.now)).length === 0)
		throw await throttled(ctx, keys.address, ADDRESS)
	const [counted] = await countAttempt(ctx.db, keys.account, ACCOUNT, ctx.now)
	const guess = ctx.crypto.sha256(`sign-in guess ${named} ${address}`)
	if ((await countAttempt(ctx.db, guess, counted ? NOTED : ONE_GUESS, ctx.now)).length === 0)
		throw await throttled(ctx, keys.account, ACCOUNT)
	return {
		locks: counted?.failures === LOCKED_AFTER,
		settle: (isOwnPassword) =>
			isOwnPassword
				? settleAttempt(ctx.db, [keys.account, guess], [keys.address])
				: settleAttempt(ctx.db, [], counted ? [keys.account, keys.address] : [keys.address]),
	}
}

async function byBrowser(ctx: AnonymousCtx, key: string): Promise<CountedSignIn> {
	if ((await countAttempt(ctx.db, key, ACCOUNT, ctx.now)).length === 0) throw await throttled(ctx, key, ACCOUNT)
	return { locks: false, settle: () => settleAttempt(ctx.db, [key], []) }
}

/** An account that has a new password waits for nobody any more. */
export function forgetFailures(ctx: AnonymousCtx, userId: string): Promise<void> {
	return settleAttempt(ctx.db, [attemptOn(ctx, 'sign-in', userId, '').account], [])
}
