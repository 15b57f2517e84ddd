import { squaresOf } from './code.ts'
import type { QrOptions } from './options.ts'

/** Of any width: a picture of lines costs the same. Black on white whatever the colour scheme: many cameras cannot read it the other way round. */
export function qrSvg(text: string, { ec, size, margin }: Pick<QrOptions, 'ec' | 'margin'> & { size: number }): string {
	const { side, isDark } = squaresOf(text, ec)
	const full = side + 2 * margin
	let path = ''
	for (let row = 0; row < side; row++) {
		for (let column = 0; column < side; column++) {
			const from = column
			while (column < side && isDark(row, column)) column++
			if (column > from) path += `M${from + margin} ${row + margin}h${column - from}v1h-${column - from}z`
		}
	}
	return `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 ${full} ${full}" shape-rendering="crispEdges"><rect width="${full}" height="${full}" fill="#fff"/><path d="${path}"/></svg>`
}
