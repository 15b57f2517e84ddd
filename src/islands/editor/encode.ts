import { MAX_PICTURE_BYTES } from '../../domain/pictures/webp.ts'
import { type Crop, type Picture, sideOf } from './crop.ts'
import { encodeWithLibwebp } from './libwebp.ts'

/** Sharp on a phone at twice the size it is shown in. */
const SIDE = 480
const QUALITIES = [0.86, 0.78, 0.7, 0.6, 0.5, 0.4, 0.3]

/** Draws what the window shows. */
export function drawCrop(canvas: HTMLCanvasElement, source: CanvasImageSource, picture: Picture, crop: Crop): void {
	const side = sideOf(picture, crop)
	const context = canvas.getContext('2d')
	if (!context) return
	context.imageSmoothingQuality = 'high'
	context.fillStyle = '#fff'
	context.fillRect(0, 0, canvas.width, canvas.height)
	context.drawImage(source, crop.x - side / 2, crop.y - side / 2, side, side, 0, 0, canvas.width, canvas.height)
}

/** The best WebP that is light enough; null when even the roughest is not. Rejects where none can be made. */
export async function encodeCrop(source: CanvasImageSource, picture: Picture, crop: Crop): Promise<Blob | null> {
	const canvas = document.createElement('canvas')
	canvas.width = SIDE
	canvas.height = SIDE
	drawCrop(canvas, source, picture, crop)
	for (const quality of QUALITIES) {
		const blob = (await encodeWithBrowser(canvas, quality)) ?? (await encodeWithLibwebp(canvas, quality))
		if (blob.size <= MAX_PICTURE_BYTES) return blob
	}
	return null
}

/** Null where the browser has no WebP encoder, as Safari has none: it answers with a PNG. */
async function encodeWithBrowser(canvas: HTMLCanvasElement, quality: number): Promise<Blob | null> {
	const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/webp', quality))
	return blob?.type === 'image/webp' ? blob : null
}
