import { AMOUNT_DECIMALS } from './currencies.ts'

/** An amount in ten-thousandths as plain decimal text, exactly: 12345 is "1.2345", 120000 is "12". */
export function decimalText(amount: number): string {
	return withPoint(BigInt(amount), AMOUNT_DECIMALS).replace(/\.?0+$/, '')
}

/** `-1234n` with 2 decimals is "-12.34". */
export function withPoint(count: bigint, decimals: number): string {
	const digits = `${count < 0n ? -count : count}`.padStart(decimals + 1, '0')
	const point = digits.length - decimals
	return `${count < 0n ? '-' : ''}${digits.slice(0, point)}${decimals > 0 ? '.' : ''}${digits.slice(point)}`
}

/** Reads what `decimalText` writes, up to a billion of the major unit; null for anything else. */
export function readDecimal(text: string): number | null {
	const [, minus = '', whole = '', fraction = ''] = /^(-?)(\d{1,10})(?:\.(\d{1,4}))?$/.exec(text) ?? []
	const amount = Number(whole + fraction.padEnd(4, '0'))
	return whole === '' || amount > 1_000_000_000 * 10_000 ? null : minus && amount !== 0 ? -amount : amount
}
