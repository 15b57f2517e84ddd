import { expect, test } from 'vitest'
import { shortHash } from '../../functions/platform/short-hash.ts'

/** Of the authors' test vectors for 32 bits of output: of the bytes 0, 1, 2 and so on, under the key of eight such. */
test.each([
	[2, 'fa62a603'],
	[3, '8afee704'],
	[4, '2a6e4689'],
	[5, 'c5fab669'],
	[8, 'd0b8848f'],
])('of %i bytes it is what HalfSipHash gives', (length, vector) => {
	const text = String.fromCharCode(...Array(length).keys())
	expect(shortHash([0x03020100, 0x07060504], text)).toBe(Buffer.from(vector, 'hex').readInt32LE())
})
