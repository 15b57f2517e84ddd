/** An amount in ten-thousandths as plain decimal text, exactly: 12345 is "1.2345", 120000 is "12". */
export function decimalText(amount: number): string {
	const digits = String(Math.abs(amount)).padStart(5, '0')
	const fraction = digits.slice(-4).replace(/0+$/, '')
	return `${amount < 0 ? '-' : ''}${digits.slice(0, -4)}${fraction === '' ? '' : `.${fraction}`}`
}

/** Reads what `decimalText` writes, up to a billion of the major unit; null for anything else. */
export function readDecimal(text: string): number | null {
	const [, minus = '', whole = '', fraction = ''] = /^(-?)(\d{1,10})(?:\.(\d{1,4}))?$/.exec(text) ?? []
	const amount = Number(whole + fraction.padEnd(4, '0'))
	return whole === '' || amount > 1_000_000_000 * 10_000 ? null : minus && amount !== 0 ? -amount : amount
}
