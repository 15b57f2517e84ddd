import type { Db } from '../../db/client.ts'

/** Hashing and chance, which differ by runtime and are never imported by the domain. */
export interface Crypto {
	/** SHA-256 of UTF-8 text or bytes, in lower-case hex. */
	sha256(data: string | Uint8Array): string
	/** HMAC-SHA-256 of UTF-8 text. */
	hmac(key: string, text: string): Uint8Array
	randomBytes(length: number): Uint8Array
	/** scrypt; `cost` is N, a power of two. Takes tens of milliseconds of CPU. */
	scrypt(
		password: string,
		salt: Uint8Array,
		cost: { N: number; r: number; p: number },
		length: number,
	): Promise<Uint8Array>
	/** Compares in a time that does not depend on where the two differ. */
	equal(a: Uint8Array, b: Uint8Array): boolean
}

/** What a command may know about the world: where the rows are, who asks, what time it is. */
export interface Ctx {
	db: Db
	/** The signed-in creator. Every query that touches someone's rows takes it. */
	userId: string
	/** UTC epoch milliseconds. */
	now: number
	crypto: Crypto
}

/** Before anyone is signed in. */
export type AnonymousCtx = Omit<Ctx, 'userId'>
