import { expect, test } from 'vitest'
import { shortHash } from '../../functions/platform/short-hash.ts'

/** Of the authors' test vectors for 64 bits of output: of the bytes 0, 1, 2 and so on, under the key of eight such. */
test.each([
	[0, '218d1f59b9b83cc8'],
	[1, 'be552412f8387315'],
	[4, 'd5e78a175be52ea1'],
	[5, 'cb9d7c3f2f3db580'],
	[8, 'edfee820bce4858c'],
	[15, '217d0bcb4e81c902'],
])('of %i bytes it is the first 53 bits of what HalfSipHash gives', (length, vector) => {
	const text = String.fromCharCode(...Array(length).keys())
	const output = Buffer.from(vector, 'hex')
	const expected = output.readUInt32LE(0) * 2 ** 21 + (output.readUInt32LE(4) >>> 11)
	expect(shortHash([0x03020100, 0x07060504], text)).toBe(expected)
})
