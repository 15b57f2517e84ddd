/**
 * A host in the script people read it in, or unchanged when a label could be mistaken for another host.
 * Browsers hide such names for the same reason (Unicode Technical Standard 39, mixed and whole-script confusables).
 */
export function readablePunycode(host: string): string {
	if (!host.includes('xn--')) return host
	const labels = host.split('.').map((label) => (label.startsWith('xn--') ? decodeLabel(label.slice(4)) : label))
	return labels.every((label) => label !== null && isUnmistakable(label)) ? labels.join('.') : host
}

// Latin without the letters that are drawn like plain ones (ı ĸ ŀ ŉ ſ); or one script that has no Latin twins.
// Cyrillic and Greek are left out on purpose: `аррӏе` in Cyrillic looks like a brand.
const UNMISTAKABLE = [
	/^[a-z0-9ß-öø-İĲ-ķĹ-ľŁ-ňŊ-ž_-]+$/,
	/^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}ー0-9-]+$/u,
	/^[\p{sc=Han}\p{sc=Hangul}0-9-]+$/u,
	/^[\p{sc=Arabic}\p{M}0-9-]+$/u,
	/^[\p{sc=Hebrew}0-9-]+$/u,
	/^[\p{sc=Thai}0-9-]+$/u,
	/^[\p{sc=Devanagari}0-9-]+$/u,
]

function isUnmistakable(label: string): boolean {
	return UNMISTAKABLE.some((script) => script.test(label))
}

const BASE = 36
const FIRST = 1
const LAST = 26

/** RFC 3492, section 6.2; null when the digits say no code point. */
function decodeLabel(encoded: string): string | null {
	const split = encoded.lastIndexOf('-')
	const output = split > 0 ? [...encoded.slice(0, split)] : []
	let [code, index, bias, at] = [128, 0, 72, split > 0 ? split + 1 : 0]
	while (at < encoded.length) {
		const before = index
		for (let weight = 1, k = BASE; ; k += BASE) {
			const digit = Number.parseInt(encoded[at++] ?? '', BASE)
			if (Number.isNaN(digit)) return null
			index += punycodeDigit(digit) * weight
			const threshold = Math.min(LAST, Math.max(FIRST, k - bias))
			if (punycodeDigit(digit) < threshold) break
			weight *= BASE - threshold
		}
		bias = adapted(index - before, output.length + 1, before === 0)
		code += Math.floor(index / (output.length + 1))
		if (code > 0x10ffff) return null
		index %= output.length + 1
		output.splice(index++, 0, String.fromCodePoint(code))
	}
	return output.join('')
}

/** Punycode counts a to z, then 0 to 9; parseInt the other way round. */
function punycodeDigit(digit: number): number {
	return digit < 10 ? digit + 26 : digit - 10
}

function adapted(delta: number, points: number, first: boolean): number {
	let rest = Math.floor(delta / (first ? 700 : 2))
	rest += Math.floor(rest / points)
	let bias = 0
	for (; rest > 455; bias += BASE) rest = Math.floor(rest / (BASE - FIRST))
	return bias + Math.floor(((BASE - FIRST + 1) * rest) / (rest + 38))
}
