import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { isoBase64URL, isoCBOR } from '@simplewebauthn/server/helpers'

/** What an authenticator can be made to say that is not so. */
export interface Lies {
	origin?: string
	rpId?: string
	challenge?: string
	type?: string
	userHandle?: string
	/** Whether it has found out who holds it. */
	isVerified?: boolean
	/** Signs with another key than the one that it has registered. */
	isForged?: boolean
}

type CreationOptions = { challenge: string; rp: { id?: string }; user: { id: string } }
type RequestOptions = { challenge: string; rpId?: string }

const base64url = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')
const sha256 = (data: string | Uint8Array) => createHash('sha256').update(data).digest()

/** One passkey in software, with the browser around it (WebAuthn, 6.1 and 6.5). `counter` is what it says next, or 0 for ever. */
export function anAuthenticator(origin: string, { counter = 0 }: { counter?: number } = {}) {
	const id = randomBytes(32)
	const keys = generateKeyPairSync('ed25519')
	const others = generateKeyPairSync('ed25519')
	let count = counter
	let owner = ''

	const clientData = (type: string, challenge: string, lies: Lies) =>
		Buffer.from(
			JSON.stringify({
				type: lies.type ?? type,
				challenge: lies.challenge ?? challenge,
				origin: lies.origin ?? origin,
				crossOrigin: false,
			}),
		)

	function data(rpId: string, { isVerified = true, ...lies }: Lies, attested: Uint8Array = new Uint8Array()): Buffer {
		const counted = Buffer.alloc(4)
		counted.writeUInt32BE(count)
		if (count > 0) count++
		const flags = 0x01 | (isVerified ? 0x04 : 0) | (attested.length > 0 ? 0x40 : 0)
		return Buffer.concat([sha256(lies.rpId ?? rpId), Buffer.from([flags]), counted, attested])
	}

	function attested(): Buffer {
		const x = isoBase64URL.toBuffer(keys.publicKey.export({ format: 'jwk' }).x ?? '')
		const key = new Map<number, number | Uint8Array>([
			[1, 1],
			[3, -8],
			[-1, 6],
			[-2, x],
		])
		return Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, isoCBOR.encode(key as never)])
	}

	const answer = (response: object) =>
		JSON.stringify({
			id: base64url(id),
			rawId: base64url(id),
			type: 'public-key',
			clientExtensionResults: {},
			response,
		})

	return {
		id: base64url(id),
		/** Answers `navigator.credentials.create`. */
		create({ challenge, rp, user }: CreationOptions, lies: Lies = {}): string {
			owner = user.id
			const attestation = new Map<string, unknown>([
				['fmt', 'none'],
				['attStmt', new Map()],
				['authData', Uint8Array.from(data(rp.id ?? '', lies, attested()))],
			])
			return answer({
				clientDataJSON: base64url(clientData('webauthn.create', challenge, lies)),
				attestationObject: base64url(isoCBOR.encode(attestation as never)),
				transports: ['internal', 'carrier pigeon'],
			})
		},
		/** Answers `navigator.credentials.get`. */
		get({ challenge, rpId = '' }: RequestOptions, lies: Lies = {}): string {
			const authData = data(rpId, lies)
			const client = clientData('webauthn.get', challenge, lies)
			const { privateKey } = lies.isForged ? others : keys
			return answer({
				clientDataJSON: base64url(client),
				authenticatorData: base64url(authData),
				signature: base64url(sign(null, Buffer.concat([authData, sha256(client)]), privateKey)),
				userHandle: lies.userHandle ?? owner,
			})
		},
	}
}
