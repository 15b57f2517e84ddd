import ipaddr from 'ipaddr.js'

/** An IPv4 address as 32 bits, the first 48 bits of an IPv6 address (a site; what follows says nothing of the network); else NaN. */
export function addressNumber(address: string): number {
	if (ipaddr.IPv4.isValidFourPartDecimal(address)) return joined(ipaddr.IPv4.parse(address).octets, 256)
	return ipaddr.IPv6.isValid(address) ? joined(ipaddr.IPv6.parse(address).parts.slice(0, 3), 65_536) : Number.NaN
}

const joined = (digits: number[], base: number): number => digits.reduce((sum, digit) => sum * base + digit, 0)
