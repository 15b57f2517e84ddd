/** A square window on a picture: its centre in the picture's pixels, and how far it is zoomed in (1 shows the most). */
export interface Crop {
	x: number
	y: number
	zoom: number
}

export interface Picture {
	width: number
	height: number
}

export const MAX_ZOOM = 4

export const centred = ({ width, height }: Picture): Crop => ({ x: width / 2, y: height / 2, zoom: 1 })

/** The side of the window in the picture's pixels. */
export const sideOf = ({ width, height }: Picture, { zoom }: Crop): number => Math.min(width, height) / zoom

/** The nearest window that lies inside the picture. */
export function inside(picture: Picture, crop: Crop): Crop {
	const zoom = clamp(crop.zoom, 1, MAX_ZOOM)
	const half = sideOf(picture, { ...crop, zoom }) / 2
	return { zoom, x: clamp(crop.x, half, picture.width - half), y: clamp(crop.y, half, picture.height - half) }
}

/** Moves the picture under the window by a distance on the screen, where the window is `shown` pixels wide. */
export function dragged(picture: Picture, crop: Crop, dx: number, dy: number, shown: number): Crop {
	const scale = sideOf(picture, crop) / shown
	return inside(picture, { ...crop, x: crop.x - dx * scale, y: crop.y - dy * scale })
}

export const zoomed = (picture: Picture, crop: Crop, zoom: number): Crop => inside(picture, { ...crop, zoom })

const clamp = (value: number, least: number, most: number) => Math.min(Math.max(value, least), most)
