import { create } from 'qrcode'
import type { QrOptions } from './options.ts'

/** The squares of a code, dark or light, without the quiet zone. */
export interface Squares {
	/** Modules on a side. */
	side: number
	isDark(row: number, column: number): boolean
}

export function squaresOf(text: string, ec: QrOptions['ec']): Squares {
	const { modules } = create(text, { errorCorrectionLevel: ec })
	return { side: modules.size, isDark: (row, column) => modules.get(row, column) === 1 }
}
