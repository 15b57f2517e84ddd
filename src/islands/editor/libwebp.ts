type Encode = typeof import('@jsquash/webp/encode.js')['default']

let loading: Promise<Encode> | undefined

/**
 * Google's own encoder in WebAssembly, for browsers without one; it is fetched when it is first needed.
 * Takes a quality from 0 to 1. Rejects where it cannot be fetched or WebAssembly is forbidden; the next call tries again.
 */
export async function encodeWithLibwebp(canvas: HTMLCanvasElement, quality: number): Promise<Blob> {
	const context = canvas.getContext('2d')
	if (!context) throw new Error('The canvas cannot be read')
	loading ??= load()
	const encode = await loading
	const pixels = context.getImageData(0, 0, canvas.width, canvas.height)
	return new Blob([await encode(pixels, { quality: quality * 100 })], { type: 'image/webp' })
}

async function load(): Promise<Encode> {
	try {
		// Never runs on the server, whose bundle must not carry it.
		if (import.meta.env.SSR) throw new Error('Pictures are encoded in browsers only')
		const { default: encode, init } = await import('@jsquash/webp/encode.js')
		await init()
		return encode
	} catch (error) {
		loading = undefined
		throw error
	}
}
