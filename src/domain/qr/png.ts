import { type Squares, squaresOf } from './code.ts'
import type { QrOptions } from './options.ts'

const SIGNATURE = [137, 80, 78, 71, 13, 10, 26, 10]
const BLACK_AND_WHITE = [1, 0, 0, 0, 0]

/**
 * One bit a pixel (w3.org/TR/png-3), which web APIs can write on both runtimes. Squares are whole pixels, and what `size`
 * leaves over is added to the quiet zone. The largest code there is, with the widest margin, has 209 squares.
 */
export async function qrPng(text: string, { ec, size, margin }: QrOptions): Promise<Uint8Array<ArrayBuffer>> {
	const { side, isDark } = squaresOf(text, ec)
	const scale = Math.floor(size / (side + 2 * margin))
	const pixels = await deflated(rowsOf(size, scale, { side, isDark }))
	const header = [...bytesOf(size), ...bytesOf(size), ...BLACK_AND_WHITE]
	return joined([SIGNATURE, chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', [])])
}

/** Each row begins with its filter, none; a set bit is white. The rows of a square are alike, so that one is drawn and the others are copies. */
function rowsOf(width: number, scale: number, { side, isDark }: Squares): Uint8Array<ArrayBuffer> {
	const length = 1 + Math.ceil(width / 8)
	const start = Math.floor((width - side * scale) / 2)
	const white = new Uint8Array(length).fill(0xff, 1)
	const rows = new Uint8Array(length * width)
	for (let y = 0; y < width; y++) rows.set(white, y * length)
	for (let row = 0; row < side; row++) {
		const drawn = white.slice()
		for (let column = 0; column < side; column++)
			if (isDark(row, column))
				for (let x = start + column * scale; x < start + (column + 1) * scale; x++)
					drawn[1 + (x >> 3)] = (drawn[1 + (x >> 3)] ?? 0) & ~(0x80 >> (x & 7))
		for (let y = start + row * scale; y < start + (row + 1) * scale; y++) rows.set(drawn, y * length)
	}
	return rows
}

/** `deflate` is what the Streams standard calls the zlib format. On Node a thread of its own does it. */
async function deflated(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
	const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate'))
	return new Uint8Array(await new Response(stream).arrayBuffer())
}

function chunk(name: string, data: ArrayLike<number>): Uint8Array<ArrayBuffer> {
	const content = joined([[...name].map((letter) => letter.charCodeAt(0)), data])
	return joined([bytesOf(data.length), content, bytesOf(crc32(content))])
}

function joined(parts: ArrayLike<number>[]): Uint8Array<ArrayBuffer> {
	const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
	let at = 0
	for (const part of parts) {
		bytes.set(part, at)
		at += part.length
	}
	return bytes
}

const bytesOf = (number: number): number[] => [24, 16, 8, 0].map((shift) => (number >>> shift) & 255)

function crc32(bytes: Uint8Array): number {
	let crc = 0xffffffff
	for (const byte of bytes) {
		crc ^= byte
		for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
	}
	return ~crc >>> 0
}
