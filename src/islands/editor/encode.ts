import { MAX_PICTURE_BYTES } from '../../domain/pictures/webp.ts'
import { type Crop, type Picture, sideOf } from './crop.ts'

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

/** The best WebP that is light enough; null where the browser cannot make one, as Safari cannot. */
export async function encodeCrop(source: CanvasImageSource, picture: Picture, crop: Crop): Promise<Blob | null> {
	const canvas = document.createElement('canvas')
	canvas.width = SIDE
	canvas.height = SIDE
	drawCrop(canvas, source, picture, crop)
	for (const quality of QUALITIES) {
		const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/webp', quality))
		if (blob?.type !== 'image/webp') return null
		if (blob.size <= MAX_PICTURE_BYTES) return blob
	}
	return null
}
