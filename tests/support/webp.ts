/** Smallest honest WebP files: headers by the book, no pixels behind them. */
function chunk(name: string, data: number[]): number[] {
	const padding = data.length % 2 === 0 ? [] : [0]
	return [...bytesOf(name), ...uint32(data.length), ...data, ...padding]
}

export function aWebp(...chunks: number[][]): Uint8Array {
	const body = [...bytesOf('WEBP'), ...chunks.flat()]
	return new Uint8Array([...bytesOf('RIFF'), ...uint32(body.length), ...body])
}

export const lossy = (width: number, height: number) =>
	chunk('VP8 ', [0x10, 0, 0, 0x9d, 0x01, 0x2a, ...uint16(width), ...uint16(height), 0, 0])

export function lossless(width: number, height: number): number[] {
	return chunk('VP8L', [0x2f, ...uint32(((width - 1) | ((height - 1) << 14)) >>> 0)])
}

export const extended = (width: number, height: number) =>
	chunk('VP8X', [0, 0, 0, 0, ...uint24(width - 1), ...uint24(height - 1)])

export const extra = (name: 'EXIF' | 'XMP ' | 'ICCP' | 'ALPH' | 'ANIM' | 'ANMF') => chunk(name, [1, 2, 3])

const bytesOf = (text: string) => [...text].map((letter) => letter.charCodeAt(0))
const uint16 = (n: number) => [n & 255, (n >> 8) & 255]
const uint24 = (n: number) => [...uint16(n), (n >> 16) & 255]
const uint32 = (n: number) => [...uint24(n), (n >>> 24) & 255]
