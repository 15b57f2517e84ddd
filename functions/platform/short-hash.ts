/** Two secret words of 32 bits. */
export type ShortKey = readonly [number, number]

/**
 * HalfSipHash-2-4 with 64 bits of output (Aumasson and Bernstein's reference code), of a text in ASCII, of which 53 bits are
 * kept: a keyed hash for keys of maps, at a fraction of what an HMAC costs.
 */
export function shortHash([k0, k1]: ShortKey, text: string): number {
	let v0 = k0
	let v1 = k1 ^ 0xee
	let v2 = 0x6c796765 ^ k0
	let v3 = 0x74656462 ^ k1
	let high = 0
	const words = (text.length >> 2) + 1
	// All words, then twice the end: one loop, because a function for the rounds would have to keep its state in memory.
	for (let step = 0; step < words + 2; step++) {
		const word = step < words ? wordAt(text, 4 * step) | (step === words - 1 ? text.length << 24 : 0) : 0
		if (step === words) v2 ^= 0xee
		if (step === words + 1) {
			high = (v1 ^ v3) >>> 0
			v1 ^= 0xdd
		}
		v3 ^= word
		for (let rounds = step < words ? 2 : 4; rounds > 0; rounds--) {
			v0 = (v0 + v1) | 0
			v1 = ((v1 << 5) | (v1 >>> 27)) ^ v0
			v0 = (v0 << 16) | (v0 >>> 16)
			v2 = (v2 + v3) | 0
			v3 = ((v3 << 8) | (v3 >>> 24)) ^ v2
			v0 = (v0 + v3) | 0
			v3 = ((v3 << 7) | (v3 >>> 25)) ^ v0
			v2 = (v2 + v1) | 0
			v1 = ((v1 << 13) | (v1 >>> 19)) ^ v2
			v2 = (v2 << 16) | (v2 >>> 16)
		}
		v0 ^= word
	}
	return high * 2 ** 21 + ((v1 ^ v3) >>> 11)
}

/** Four characters, the first in the lowest byte; what is beyond the end is zero. */
const wordAt = (text: string, at: number): number =>
	text.charCodeAt(at) |
	(text.charCodeAt(at + 1) << 8) |
	(text.charCodeAt(at + 2) << 16) |
	(text.charCodeAt(at + 3) << 24)
