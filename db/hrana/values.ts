import { z } from 'zod'

/** An SQL value in this process. A bigint is an INTEGER and a number is a REAL, in both directions. */
export type SqlValue = null | bigint | number | string | Uint8Array

/** An SQL value on the wire: integers are decimal strings, because JSON numbers lose digits beyond 2^53. */
export type WireValue =
	| { type: 'null' }
	| { type: 'integer'; value: string }
	| { type: 'float'; value: number }
	| { type: 'text'; value: string }
	| { type: 'blob'; base64: string }

const Int64 = z
	.string()
	.regex(/^-?\d{1,19}$/)
	.refine((digits) => BigInt.asIntN(64, BigInt(digits)) === BigInt(digits), 'does not fit in 64 bits')

/** Checks a wire value and turns it into an SQL value. */
export const Value = z
	.discriminatedUnion('type', [
		z.object({ type: z.literal('null') }),
		z.object({ type: z.literal('integer'), value: Int64 }),
		z.object({ type: z.literal('float'), value: z.number() }),
		z.object({ type: z.literal('text'), value: z.string() }),
		z.object({ type: z.literal('blob'), base64: z.string().regex(/^[A-Za-z0-9+/]*={0,2}$/) }),
	])
	.transform(fromWire)

function fromWire(value: WireValue): SqlValue {
	switch (value.type) {
		case 'null':
			return null
		case 'integer':
			return BigInt(value.value)
		case 'blob':
			return Buffer.from(value.base64, 'base64')
		default:
			return value.value
	}
}

export function toWire(value: SqlValue): WireValue {
	if (value === null) return { type: 'null' }
	if (typeof value === 'bigint') return { type: 'integer', value: value.toString() }
	if (typeof value === 'number') return { type: 'float', value }
	if (typeof value === 'string') return { type: 'text', value }
	return { type: 'blob', base64: Buffer.from(value).toString('base64') }
}
