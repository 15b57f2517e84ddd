/** Two secret words of 32 bits. */
export type ShortKey = readonly [number, number]

/**
 * HalfSipHash-2-4 of a text in ASCII (Aumasson and Bernstein's reference code), 32 bits with a sign, which V8 keeps without
 * allocating: a keyed hash for keys of maps, at a fraction of what an HMAC costs.
 */
export function shortHash([k0, k1]: ShortKey, text: string): number {
	let v0 = k0
	let v1 = k1
	let v2 = 0x6c796765 ^ k0
	let v3 = 0x74656462 ^ k1
	const words = (text.length >> 2) + 1
	// All words, then the end: one loop, because a function for the rounds would have to keep its state in memory.
	for (let step = 0; step <= words; step++) {
		const word = step < words ? wordAt(text, 4 * step) | (step === words - 1 ? text.length << 24 : 0) : 0
		if (step === words) v2 ^= 0xff
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
	return v1 ^ v3
}

/** Four characters, the first in the lowest byte; what is beyond the end is zero. */
const wordAt = (text: string, at: number): number =>
	text.charCodeAt(at) |
	(text.charCodeAt(at + 1) << 8) |
	(text.charCodeAt(at + 2) << 16) |
	(text.charCodeAt(at + 3) << 24)
