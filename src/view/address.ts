import type { APIContext } from 'astro'
import { forwardedAddress } from '../domain/address.ts'

/**
 * Where somebody knocks from, as a hash under our secret: enough to count attempts, useless to find a person.
 * One household's IPv6 addresses, a /64, are one.
 */
export function hashedAddress({
	clientAddress,
	request,
	locals,
}: Pick<APIContext, 'clientAddress' | 'request' | 'locals'>): string {
	const { config, crypto } = locals.platform
	const forwarded = config.trustProxy ? forwardedAddress(request.headers.get('x-forwarded-for')) : undefined
	const mac = crypto.hmac(config.secret, `address ${network(forwarded ?? clientAddress)}`)
	return [...mac].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

function network(address: string): string {
	const plain = address.replace(/^::ffff:/, '')
	return plain.includes(':') ? expand(plain).slice(0, 4).join(':') : plain
}

/** The eight groups of an IPv6 address, of which `::` leaves some out. */
function expand(address: string): string[] {
	const [head = '', tail = ''] = address.split('%')[0]?.split('::') ?? []
	const [front, back] = [head, tail].map((part) => part.split(':').filter(Boolean))
	const missing = Math.max(0, 8 - (front?.length ?? 0) - (back?.length ?? 0))
	return [...(front ?? []), ...Array<string>(address.includes('::') ? missing : 0).fill('0'), ...(back ?? [])]
}
