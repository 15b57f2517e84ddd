const BYTE = '(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])'
const IPV4 = new RegExp(`^${BYTE}(?:\\.${BYTE}){3}$`)

/** Whether this is an IPv4 or an IPv6 address and nothing more: no port, no brackets, no zone. */
export const isAddress = (text: string): boolean =>
	IPV4.test(text) || (/^[0-9a-f:.]+$/i.test(text) && URL.canParse(`http://[${text}]`))

/** The last address of `X-Forwarded-For` is the one that our own proxy saw and wrote; undefined when it wrote something else. */
export function forwardedAddress(header: string | null | undefined): string | undefined {
	const last = header?.slice(header.lastIndexOf(',') + 1).trim() ?? ''
	return isAddress(last) ? last : undefined
}
