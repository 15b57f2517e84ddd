export const MAX_PICTURE_BYTES = 100_000
export const MAX_PICTURE_SIDE = 2000

type Problem = 'tooHeavy' | 'notWebp' | 'tooLarge' | 'metadata' | 'animated'
export type PictureProblem = `editor.picture.${Problem}`
export type ReadPicture = { ok: true; width: number; height: number } | { ok: false; problem: PictureProblem }

interface Chunk {
	name: string
	data: DataView
}
interface Size {
	width: number
	height: number
}

/** Colour profiles and transparency belong to a picture; camera data (EXIF, XMP) can say where it was taken. */
const HARMLESS = new Set(['ICCP', 'ALPH'])

/**
 * Reads a WebP file by its bytes (developers.google.com/speed/webp/docs/riff_container): one still picture whose container,
 * canvas and frame agree on its size, and nothing about where it was taken.
 */
export function readWebp(bytes: Uint8Array): ReadPicture {
	if (bytes.length > MAX_PICTURE_BYTES) return refuse('tooHeavy')
	const chunks = chunksOf(bytes)
	if (!chunks?.[0]) return refuse('notWebp')
	const names = chunks.map(({ name }) => name)
	if (names.includes('ANIM') || names.includes('ANMF')) return refuse('animated')
	if (names.includes('EXIF') || names.includes('XMP ')) return refuse('metadata')
	const size = sizeOf(chunks)
	if (!size || size.width === 0 || size.height === 0) return refuse('notWebp')
	return size.width > MAX_PICTURE_SIDE || size.height > MAX_PICTURE_SIDE ? refuse('tooLarge') : { ok: true, ...size }
}

function refuse(problem: Problem): ReadPicture {
	return { ok: false, problem: `editor.picture.${problem}` }
}

/** The chunks of the container; null when it is none, or when a length in it does not fit. */
function chunksOf(bytes: Uint8Array): Chunk[] | null {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
	if (bytes.length < 20 || textAt(view, 0) !== 'RIFF' || textAt(view, 8) !== 'WEBP') return null
	if (view.getUint32(4, true) !== bytes.length - 8) return null
	const chunks: Chunk[] = []
	for (let at = 12; at < bytes.length; ) {
		if (at + 8 > bytes.length) return null
		const length = view.getUint32(at + 4, true)
		const padded = length + (length % 2)
		if (at + 8 + padded > bytes.length) return null
		const data = new DataView(bytes.buffer, bytes.byteOffset + at + 8, length)
		chunks.push({ name: textAt(view, at), data })
		at += 8 + padded
	}
	return chunks
}

function textAt(view: DataView, at: number): string {
	return String.fromCharCode(view.getUint8(at), view.getUint8(at + 1), view.getUint8(at + 2), view.getUint8(at + 3))
}

/** The size that canvas and frame agree on; null when they do not, or when there is not exactly one frame. */
function sizeOf(chunks: Chunk[]): Size | null {
	const canvas = chunks[0]?.name === 'VP8X' ? canvasSize(chunks[0].data) : undefined
	const rest = canvas === undefined ? chunks : chunks.slice(1)
	const frames = rest.filter(({ name }) => !HARMLESS.has(name))
	const [frame] = frames
	if (!frame || frames.length > 1 || canvas === null) return null
	if (canvas === undefined && rest.length > 1) return null
	const size = frame.name === 'VP8 ' ? lossySize(frame.data) : frame.name === 'VP8L' ? losslessSize(frame.data) : null
	if (!size || !canvas) return size
	return size.width === canvas.width && size.height === canvas.height ? size : null
}

function canvasSize(data: DataView): Size | null {
	if (data.byteLength < 10) return null
	const uint24 = (at: number) => data.getUint16(at, true) | (data.getUint8(at + 2) << 16)
	return { width: uint24(4) + 1, height: uint24(7) + 1 }
}

/** RFC 6386, 9.1: a key frame's tag, its start code, then 14 bits of width and of height under two of scaling. */
function lossySize(data: DataView): Size | null {
	if (data.byteLength < 10 || (data.getUint8(0) & 1) !== 0) return null
	if (data.getUint8(3) !== 0x9d || data.getUint8(4) !== 0x01 || data.getUint8(5) !== 0x2a) return null
	return { width: data.getUint16(6, true) & 0x3fff, height: data.getUint16(8, true) & 0x3fff }
}

/** One byte of signature, then 14 bits each of width and height less one, one bit for alpha, three for the version. */
function losslessSize(data: DataView): Size | null {
	if (data.byteLength < 5 || data.getUint8(0) !== 0x2f) return null
	const bits = data.getUint32(1, true)
	if (bits >>> 29 !== 0) return null
	return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
}
