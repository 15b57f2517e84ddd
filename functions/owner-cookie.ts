import { SESSION_DAYS } from '../src/domain/auth/lifetime.ts'
import type { Platform } from './platform/platform.ts'

type Signer = Pick<Platform, 'crypto' | 'config' | 'now'>

export const OWNER_COOKIE = 'vitrine_owner'
const DAY_MS = 86_400_000

/** For the platform's `ownerCookie`. */
export const signedOwnerCookie = (profileIds: number[], signer: Signer) => ({
	name: OWNER_COOKIE,
	value: ownerCookie(profileIds, signer),
})

/**
 * `1.5.9~20445~<mac>`: the profiles whose own taps are not to be counted and the last day (UTC, since 1970) on which that
 * holds, signed so that no follower can claim it. It is renewed with the session and lives no longer.
 */
export function ownerCookie(profileIds: number[], signer: Signer): string {
	const claim = `${profileIds.join('.')}~${dayOf(signer.now()) + SESSION_DAYS}`
	return `${claim}~${mac(claim, signer)}`
}

const COOKIE = /(?:^|;\s*)vitrine_owner=(([\d.]{1,400})~(\d{1,6}))~([0-9a-f]{32})(?:;|$)/

/** Whether the request carries the signed cookie of this profile's creator. Costs nothing without the cookie. */
export function ownsProfile(cookies: string | undefined, profileId: number, signer: Signer): boolean {
	if (cookies === undefined) return false
	const [, claim = '', ids = '', lastDay = '', given] = COOKIE.exec(cookies) ?? []
	if (given === undefined || Number(lastDay) < dayOf(signer.now())) return false
	return ids.split('.').includes(String(profileId)) && mac(claim, signer) === given
}

const dayOf = (at: number): number => Math.floor(at / DAY_MS)

function mac(claim: string, { crypto, config }: Signer): string {
	return [...crypto.hmac(config.secret, `owner ${claim}`)]
		.slice(0, 16)
		.map((byte) => byte.toString(16).padStart(2, '0'))
		.join('')
}
