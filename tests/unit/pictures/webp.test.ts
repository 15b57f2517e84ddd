import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MAX_PICTURE_BYTES, readWebp } from '../../../src/domain/pictures/webp.ts'
import { aWebp, extended, extra, lossless, lossy } from '../../support/webp.ts'

/** One-pixel files from libwebp. */
const REAL_LOSSY = 'UklGRiQAAABXRUJQVlA4IBgAAAAwAQCdASoBAAEAAgA0JaQAA3AA/vv9UAA='
const REAL_LOSSLESS = 'UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA=='

const decoded = (base64: string) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
const changed = (bytes: Uint8Array, at: number, value: number) => bytes.map((byte, n) => (n === at ? value : byte))

test.each([
	['a real lossy file', decoded(REAL_LOSSY), 1, 1],
	['a real lossless file', decoded(REAL_LOSSLESS), 1, 1],
	['lossy', aWebp(lossy(400, 300)), 400, 300],
	['lossless', aWebp(lossless(2000, 1)), 2000, 1],
	['with transparency', aWebp(extended(400, 300), extra('ALPH'), lossy(400, 300)), 400, 300],
	['with a colour profile', aWebp(extended(9, 8), extra('ICCP'), lossless(9, 8)), 9, 8],
])('%s is read', (_, bytes, width, height) => {
	expect(readWebp(bytes)).toEqual({ ok: true, width, height })
})

test('a view into a larger buffer is read from its own beginning', () => {
	const bytes = aWebp(lossy(40, 30))
	const larger = new Uint8Array(bytes.length + 7)
	larger.set(bytes, 7)
	expect(readWebp(larger.subarray(7))).toEqual({ ok: true, width: 40, height: 30 })
})

test.each([
	['nothing', new Uint8Array(), 'notWebp'],
	['a JPEG', new Uint8Array([0xff, 0xd8, 0xff, 0xe0, ...new Array(40).fill(0)]), 'notWebp'],
	['SVG', new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'), 'notWebp'],
	[
		'a RIFF of sound',
		aWebp(lossy(1, 1)).map((byte, n) => (n >= 8 && n < 12 ? 'WAVE'.charCodeAt(n - 8) : byte)),
		'notWebp',
	],
	['bytes after the end', new Uint8Array([...aWebp(lossy(1, 1)), 0, 0]), 'notWebp'],
	['a chunk after the end', new Uint8Array([...aWebp(extended(5, 5), lossy(5, 5)), ...extra('ICCP')]), 'notWebp'],
	['a chunk longer than the file', changed(aWebp(lossy(1, 1)), 16, 200), 'notWebp'],
	['a frame that is no key frame', changed(aWebp(lossy(1, 1)), 20, 1), 'notWebp'],
	['a frame without its start code', changed(aWebp(lossy(1, 1)), 23, 0), 'notWebp'],
	['a lossless frame without its signature', changed(aWebp(lossless(1, 1)), 20, 0), 'notWebp'],
	['no width', aWebp(lossy(0, 5)), 'notWebp'],
	['a canvas without a frame', aWebp(extended(5, 5)), 'notWebp'],
	['a canvas that lies about its frame', aWebp(extended(5, 5), lossy(16000, 16000)), 'notWebp'],
	['two frames', aWebp(extended(5, 5), lossy(5, 5), lossy(5, 5)), 'notWebp'],
	['a frame behind the frame of a simple file', aWebp(lossy(5, 5), lossy(5, 5)), 'notWebp'],
	['too wide', aWebp(lossy(2001, 5)), 'tooLarge'],
	['too high', aWebp(lossless(5, 2001)), 'tooLarge'],
	['animated', aWebp(extended(5, 5), extra('ANIM'), extra('ANMF')), 'animated'],
	['camera data', aWebp(extended(5, 5), lossy(5, 5), extra('EXIF')), 'metadata'],
	['too heavy', new Uint8Array(MAX_PICTURE_BYTES + 1), 'tooHeavy'],
])('%s is refused', (_, bytes, problem) => {
	expect(readWebp(bytes)).toEqual({ ok: false, problem: `editor.picture.${problem}` })
})

test('a file cut short anywhere is refused', () => {
	for (const file of [aWebp(lossy(40, 30)), aWebp(extended(9, 8), extra('ICCP'), lossless(9, 8))])
		for (let length = 0; length < file.length; length++)
			expect(readWebp(file.subarray(0, length))).toMatchObject({ ok: false })
})

test('no bytes make it throw', () => {
	const file = aWebp(extended(9, 8), extra('ICCP'), lossless(9, 8))
	const flipped = fc.tuple(fc.nat(file.length - 1), fc.nat(255)).map(([at, value]) => changed(file, at, value))
	fc.assert(fc.property(fc.oneof(fc.uint8Array(), flipped), (bytes) => typeof readWebp(bytes).ok === 'boolean'))
})
