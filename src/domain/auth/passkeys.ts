import { handlesOf } from '../../../db/queries/accounts.ts'
import { takeChallenge } from '../../../db/queries/challenges.ts'
import {
	deletePasskey,
	findPasskey,
	insertPasskey,
	listPasskeys,
	notePasskeyUse,
} from '../../../db/queries/passkeys.ts'
import type { Creator } from '../../../db/queries/users.ts'
import type { AnonymousCtx, Ctx } from '../ctx.ts'
import { DomainError } from '../errors.ts'
import { proven } from './account.ts'
import { makeChallenge, PASSKEY_MINUTES } from './challenges.ts'
import type { Caller } from './commands.ts'
import type { Party } from './party.ts'
import { MAX_PASSKEYS } from './passkey-schemas.ts'
import { startSession } from './session.ts'
import { ADDRESS, attemptOn, countOn, giveBack } from './throttle.ts'
import { credentialIdOf, registrationOptions, signInOptions, verifiedRegistration, verifiedSignIn } from './webauthn.ts'

/** Milliseconds. */
const TIMEOUT = PASSKEY_MINUTES * 60_000

/** The site's party, of a site that can have passkeys. */
export function orRefused(party: Party | null): Party {
	if (party) return party
	throw new DomainError('forbidden', 'auth.passkey.noAddress')
}

/** What the browser of somebody who shows their password needs to make a passkey, and the token of the challenge in it. */
export async function askToAdd(
	ctx: Ctx,
	party: Party,
	{ currentPassword, address }: { currentPassword: string } & Caller,
) {
	const user = await proven(ctx, currentPassword, address)
	const keys = await listPasskeys(ctx.db, user.id)
	if (keys.length >= MAX_PASSKEYS) throw tooMany()
	const [name = user.email] = await handlesOf(ctx.db, user.id)
	const { token, challenge } = await makeChallenge(ctx, { kind: 'register', userId: user.id })
	const described = keys.map(({ id, transports }) => ({ id, transports: JSON.parse(transports) as string[] }))
	const asked = { challenge, userId: user.id, name, keys: described, timeout: TIMEOUT }
	return { token, options: await registrationOptions(party, asked) }
}

const tooMany = () => new DomainError('invalid', 'auth.passkey.tooMany', null, { limit: MAX_PASSKEYS })

/** Keeps the passkey that a browser has made. The challenge is used up by it, whatever comes of it. */
export async function addPasskey(
	ctx: Ctx,
	party: Party,
	{ token, answer, name }: { token: string; answer: string; name: string },
): Promise<void> {
	const asked = await takeChallenge(ctx.db, ctx.crypto.sha256(token), 'register', ctx.now)
	if (asked?.userId !== ctx.userId) throw new DomainError('missing', 'auth.passkey.expired')
	const { transports, ...key } = await verifiedRegistration(party, asked.challenge, answer)
	const made = { ...key, userId: ctx.userId, name, transports: JSON.stringify(transports), createdAt: ctx.now }
	if (await insertPasskey(ctx.db, made, MAX_PASSKEYS)) return
	const isFull = (await listPasskeys(ctx.db, ctx.userId)).length >= MAX_PASSKEYS
	throw isFull ? tooMany() : new DomainError('invalid', 'auth.passkey.known')
}

/** The name of the passkey that opens nothing any more. */
export async function removePasskey(ctx: Ctx, id: string): Promise<string> {
	const name = await deletePasskey(ctx.db, ctx.userId, id)
	if (name === null) throw new DomainError('missing', 'auth.passkey.missing')
	return name
}

/**
 * What a browser needs to sign in with a passkey, whoever's it will be, and the token of the challenge in it. Nobody is known
 * yet, so it is counted by the address, which gets it back when somebody signs in.
 */
export async function askToSignIn(ctx: AnonymousCtx, party: Party, { address }: Caller) {
	await countOn(ctx, keyOf(ctx, address), ADDRESS)
	const { token, challenge } = await makeChallenge(ctx, { kind: 'sign-in', userId: null })
	return { token, options: await signInOptions(party, challenge, TIMEOUT) }
}

const keyOf = (ctx: AnonymousCtx, address: string): string => attemptOn(ctx, 'passkey', '', address).address

/** Begins a session of the passkey's owner and returns its token. It is both steps at once: a key, and who holds it. */
export async function signInWithPasskey(
	ctx: AnonymousCtx,
	party: Party,
	{ token, answer, address, device }: { token: string; answer: string; device?: string } & Caller,
): Promise<{ user: Creator; token: string }> {
	const asked = await takeChallenge(ctx.db, ctx.crypto.sha256(token), 'sign-in', ctx.now)
	if (!asked) throw new DomainError('missing', 'auth.passkey.expired')
	const found = await findPasskey(ctx.db, credentialIdOf(answer))
	if (!found) throw new DomainError('forbidden', 'auth.passkey.unknown')
	const { passkey, creator } = found
	const counter = await verifiedSignIn(party, asked.challenge, answer, passkey)
	if (!(await notePasskeyUse(ctx.db, passkey.id, counter, ctx.now)))
		throw new DomainError('forbidden', 'auth.passkey.unknown')
	await giveBack(ctx, keyOf(ctx, address))
	return { user: creator, token: await startSession(ctx, creator.id, device) }
}
