import jsQR from 'jsqr'
import { PNG } from 'pngjs'

type Reader = (pixels: Uint8ClampedArray, width: number, height: number) => { data: string } | null
/** The package is CommonJS, whose default export Node hands over inside another. */
const read = ((jsQR as unknown as { default?: Reader }).default ?? jsQR) as Reader

/** What a camera would read off the picture; null when it cannot. */
export function readPng(bytes: Uint8Array): { text: string | null; width: number; height: number } {
	const { data, width, height } = PNG.sync.read(Buffer.from(bytes))
	return { text: read(new Uint8ClampedArray(data), width, height)?.data ?? null, width, height }
}

/** The same for a drawing that consists of a white ground and runs of dark squares. */
export function readSvg(svg: string): { text: string | null; side: number } {
	const side = Number(/viewBox="0 0 (\d+)/.exec(svg)?.[1])
	const scale = 6
	const pixels = new Uint8ClampedArray(side * side * scale * scale * 4).fill(255)
	for (const [, x, y, run] of svg.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g))
		for (let row = Number(y) * scale; row < (Number(y) + 1) * scale; row++)
			for (let column = Number(x) * scale; column < (Number(x) + Number(run)) * scale; column++)
				pixels.fill(0, (row * side * scale + column) * 4, (row * side * scale + column) * 4 + 3)
	return { text: read(pixels, side * scale, side * scale)?.data ?? null, side }
}
