const encoder = new TextEncoder()

/** Room for a large page; it grows. */
let desk = new Uint8Array(2 ** 17)
/** A code unit of a string takes three bytes at most. */
const MOST_BYTES = 3

/** The text's bytes. `TextEncoder.encode` takes twice as long for a page: it makes room before it knows for how much. */
export function utf8(text: string): Uint8Array<ArrayBuffer> {
	if (desk.length < text.length * MOST_BYTES) desk = new Uint8Array(text.length * MOST_BYTES)
	return desk.slice(0, encoder.encodeInto(text, desk).written)
}
