/** The site as browsers and authenticators know it: WebAuthn's relying party. */
export interface Party {
	/** The host name that passkeys are bound to. */
	id: string
	/** The one origin whose pages may use them. */
	origin: string
}

const IS_ADDRESS = /^(?:\[.*\]|[\d.]+)$/

/**
 * Who asks for a passkey at this origin. Null where browsers make none: at an IP address, loopback included, and over plain
 * http anywhere but at localhost.
 */
export function partyAt(origin: string): Party | null {
	const { protocol, hostname } = new URL(origin)
	const isSecure = protocol === 'https:' || /^(?:.+\.)?localhost$/.test(hostname)
	return isSecure && !IS_ADDRESS.test(hostname) ? { id: hostname, origin } : null
}
