import { BoundedMap } from '../bounded-map.ts'
import type { QrOptions } from './options.ts'
import { qrPng } from './png.ts'
import { qrSvg } from './svg.ts'

type Picture = string | Uint8Array<ArrayBuffer>

const PICTURES = 2000
const MOST_BYTES = 8 * 2 ** 20
const pictures = new BoundedMap<string, Picture>(PICTURES, {
	most: MOST_BYTES,
	weigh: (key, picture) => 2 * (key.length + picture.length),
})

/** The code of a text, drawn once for all who ask for it: anybody may ask, and as often as they like. */
export async function qrPicture(text: string, format: 'svg' | 'png', options: QrOptions): Promise<Picture> {
	const { ec, size, margin } = options
	const key = `${format} ${ec} ${size} ${margin} ${text}`
	const known = pictures.get(key)
	if (known !== undefined) return known
	const made = format === 'svg' ? qrSvg(text, options) : await qrPng(text, options)
	pictures.set(key, made)
	return made
}
