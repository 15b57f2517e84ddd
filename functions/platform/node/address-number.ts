/** An IPv4 address as 32 bits, the first 48 bits of an IPv6 address (a site; what follows says nothing of the network); else NaN. */
export function addressNumber(address: string): number {
	return address.includes(':') ? ipv6Number(address) : ipv4Number(address)
}

function ipv4Number(address: string): number {
	const parts = address.split('.')
	return parts.length === 4 ? parts.reduce((sum, part) => sum * 256 + Number(part), 0) : Number.NaN
}

function ipv6Number(address: string): number {
	const [head = '', tail] = address.split('::', 2)
	const before = head === '' ? [] : head.split(':')
	const after = tail === undefined || tail === '' ? [] : tail.split(':')
	const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0')
	return [...before, ...zeros, ...after].slice(0, 3).reduce((sum, part) => sum * 65_536 + Number.parseInt(part, 16), 0)
}
