import {
	type AuthenticationResponseJSON,
	generateAuthenticationOptions,
	generateRegistrationOptions,
	type RegistrationResponseJSON,
	verifyAuthenticationResponse,
	verifyRegistrationResponse,
} from '@simplewebauthn/server'
import { isoBase64URL } from '@simplewebauthn/server/helpers'
import { DomainError } from '../errors.ts'
import type { Party } from './party.ts'

/** EdDSA, ES256 and RS256. Node would offer ML-DSA too, whose keys Workers cannot check. */
const ALGORITHMS = [-8, -7, -257]

/**
 * A passkey opens the account by itself, so the authenticator has to know that it is the owner who holds it: by a finger, a
 * face or a PIN. That makes one passkey two factors, and is asked for here as it is when answers are verified.
 */
const USER_VERIFICATION = 'required'

/** How browsers may say that they reach an authenticator (WebAuthn, 5.8.4, and `cable`, its old name for `hybrid`). */
const TRANSPORTS = ['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb']

/** A challenge as it is stored, in base64url. */
type Challenge = string

export interface Described {
	id: string
	transports: string[]
}

export function registrationOptions(
	party: Party,
	{ challenge, userId, name, keys, timeout }: RegistrationAsked,
): ReturnType<typeof generateRegistrationOptions> {
	return generateRegistrationOptions({
		rpName: 'Vitrine',
		rpID: party.id,
		userID: new TextEncoder().encode(userId),
		userName: name,
		userDisplayName: name,
		challenge: isoBase64URL.toBuffer(challenge),
		timeout,
		excludeCredentials: keys,
		// Without a name there is only the key to say whose account it opens.
		authenticatorSelection: { residentKey: 'required', userVerification: USER_VERIFICATION },
		supportedAlgorithmIDs: ALGORITHMS,
	})
}

interface RegistrationAsked {
	challenge: Challenge
	userId: string
	/** What the person will know the account by in a list of passkeys. */
	name: string
	/** The keys that the account has, which are not made again. */
	keys: Described[]
	/** Milliseconds. */
	timeout: number
}

export const signInOptions = (party: Party, challenge: Challenge, timeout: number) =>
	generateAuthenticationOptions({
		rpID: party.id,
		challenge: isoBase64URL.toBuffer(challenge),
		timeout,
		userVerification: USER_VERIFICATION,
	})

/** The key that a browser has made. `invalid` for anything but an answer to this challenge from a page of ours. */
export async function verifiedRegistration(party: Party, challenge: Challenge, answer: string) {
	const response = parsed<RegistrationResponseJSON>(answer)
	const { registrationInfo } = await refusing(
		verifyRegistrationResponse({
			response,
			expectedChallenge: challenge,
			expectedOrigin: party.origin,
			expectedRPID: party.id,
			supportedAlgorithmIDs: ALGORITHMS,
		}),
	)
	if (!registrationInfo) throw refused()
	const { id, publicKey, counter } = registrationInfo.credential
	const told: unknown = response.response.transports
	const transports = TRANSPORTS.filter((one) => Array.isArray(told) && told.includes(one))
	return { id, publicKey, counter, transports }
}

/** What an answer calls the key that signed it. */
export const credentialIdOf = (answer: string): string => parsed<AuthenticationResponseJSON>(answer).id

interface Known {
	id: string
	userId: string
	publicKey: Uint8Array
	counter: number
}

/**
 * The counter that came with a signature. `invalid` for anything but an answer to this challenge by this key from a page of
 * ours, and for a counter that does not grow, as that of a copied key would not.
 */
export async function verifiedSignIn(party: Party, challenge: Challenge, answer: string, key: Known): Promise<number> {
	const response = parsed<AuthenticationResponseJSON>(answer)
	const { userHandle } = response.response
	if (userHandle && userHandle !== isoBase64URL.fromUTF8String(key.userId)) throw refused()
	const { verified, authenticationInfo } = await refusing(
		verifyAuthenticationResponse({
			response,
			expectedChallenge: challenge,
			expectedOrigin: party.origin,
			expectedRPID: party.id,
			credential: { id: key.id, publicKey: Uint8Array.from(key.publicKey), counter: key.counter },
		}),
	)
	if (!verified) throw refused()
	return authenticationInfo.newCounter
}

const refused = () => new DomainError('invalid', 'auth.passkey.refused')

/** The library throws for most of what is wrong with an answer, and says `verified: false` of a wrong signature alone. */
const refusing = <T>(verifying: Promise<T>): Promise<T> =>
	verifying.catch(() => {
		throw refused()
	})

/** Looked at only as far as it is read here; the library looks at the rest. */
function parsed<T extends { id: string; response: object }>(answer: string): T {
	const given = objectIn(answer) as Partial<T> | null
	if (typeof given?.id !== 'string' || typeof given.response !== 'object' || given.response === null) throw refused()
	return given as T
}

function objectIn(json: string): unknown {
	try {
		return JSON.parse(json)
	} catch {
		return null
	}
}
