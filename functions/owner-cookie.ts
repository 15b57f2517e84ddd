import type { Platform } from './platform/platform.ts'

type Signer = Pick<Platform, 'crypto' | 'config'>

export const OWNER_COOKIE = 'vitrine_owner'

/** For the platform's `ownerCookie`. */
export const signedOwnerCookie = (profileIds: number[], signer: Signer) => ({
	name: OWNER_COOKIE,
	value: ownerCookie(profileIds, signer),
})

/** `1.5.9~<mac>`: the profiles whose own taps are not to be counted, signed so that no follower can claim it. */
export function ownerCookie(profileIds: number[], signer: Signer): string {
	const ids = profileIds.join('.')
	return `${ids}~${mac(ids, signer)}`
}

/** Whether the request carries the signed cookie of this profile's creator. Costs nothing without the cookie. */
export function ownsProfile(cookies: string | undefined, profileId: number, signer: Signer): boolean {
	const value =
		cookies === undefined
			? null
			: (/(?:^|;\s*)vitrine_owner=([\d.]{1,400}~[0-9a-f]{32})(?:;|$)/.exec(cookies)?.[1] ?? null)
	if (value === null) return false
	const [ids = '', given = ''] = value.split('~')
	return ids.split('.').includes(String(profileId)) && mac(ids, signer) === given
}

function mac(ids: string, { crypto, config }: Signer): string {
	return [...crypto.hmac(config.secret, `owner ${ids}`)]
		.slice(0, 16)
		.map((byte) => byte.toString(16).padStart(2, '0'))
		.join('')
}
