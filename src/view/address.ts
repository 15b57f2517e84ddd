import type { APIContext } from 'astro'
import { household, senderOf } from '../domain/address.ts'

/**
 * The address that a request came from, as a hash under our secret: enough to count attempts, useless to find a person.
 * One household's IPv6 addresses, a /64, are one.
 */
export function hashedAddress({
	clientAddress,
	request,
	locals,
}: Pick<APIContext, 'clientAddress' | 'request' | 'locals'>): string {
	const { config, crypto } = locals.platform
	const { address } = senderOf(request.headers.get('x-forwarded-for'), clientAddress, config.trustProxy)
	const mac = crypto.hmac(config.secret, `address ${household(address)}`)
	return [...mac].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
