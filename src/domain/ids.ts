const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567'
const TIME_LENGTH = 10

/**
 * Lowercase base32 (RFC 4648's letters) of the bytes, five bits a character, the last byte's leftover bits dropped.
 * Safe in every network's sub-ID field: letters and digits only, and unique without regard to case.
 */
export function base32(bytes: Uint8Array): string {
	let text = ''
	let bits = 0
	let held = 0
	for (const byte of bytes) {
		held = ((held << 8) | byte) & 0xfff
		bits += 8
		while (bits >= 5) {
			bits -= 5
			text += ALPHABET[(held >> bits) & 31]
		}
	}
	return text
}

/** Characters in ascending order, so that ids sort by the time they carry. */
const ORDERED = '234567abcdefghijklmnopqrstuvwxyz'

/** Ten characters that sort as the moments do; good until the year 37000. */
export function timePrefix(at: number): string {
	let text = ''
	let rest = at
	for (let i = 0; i < TIME_LENGTH; i++) {
		text = ORDERED[rest % 32] + text
		rest = Math.floor(rest / 32)
	}
	return text
}

/** A click ID: 20 characters, the first ten from the time, the last ten from 50 random bits (7 bytes are needed). */
export function hitId(at: number, random: Uint8Array): string {
	return timePrefix(at) + base32(random).slice(0, 10)
}

export const PUBLIC_ID_LENGTH = 10
export const PUBLIC_ID_PATTERN = /^[a-z2-7]{10}$/

/** The id of a link or coupon in URLs: ten characters, 50 random bits. */
export const publicId = (random: Uint8Array): string => base32(random).slice(0, 10)
