import { describe, expect, test } from 'vitest'
import { squaresOf } from '../../../src/domain/qr/code.ts'
import { QrOptions } from '../../../src/domain/qr/options.ts'
import { qrPicture } from '../../../src/domain/qr/picture.ts'
import { qrPng } from '../../../src/domain/qr/png.ts'
import { qrSvg } from '../../../src/domain/qr/svg.ts'
import { readPng, readSvg } from '../../support/qr.ts'

const URL = 'https://vitrine.example/krista.lunde?s=qr'
const options = (given: object = {}) => QrOptions.parse(given)

describe('a QR code', () => {
	test.each([
		{},
		{ ec: 'L', margin: '0' },
		{ ec: 'Q', size: '1024' },
		{ ec: 'H', size: '2048', margin: '16' },
		{ size: '', margin: '1' },
	])('reads as the URL it was made of, as PNG and as SVG: %o', async (given) => {
		const chosen = options(given)
		const png = readPng(await qrPng(URL, chosen))
		expect(png).toEqual({ text: URL, width: chosen.size, height: chosen.size })
		expect(readSvg(qrSvg(URL, chosen)).text).toBe(URL)
	})

	test('has the quiet zone that was asked for', () => {
		const { side } = squaresOf(URL, 'M')
		expect(readSvg(qrSvg(URL, options({ margin: 0 }))).side).toBe(side)
		expect(readSvg(qrSvg(URL, options({ margin: 7 }))).side).toBe(side + 14)
	})

	test('has room for the longest text there can be', async () => {
		const long = `https://vitrine.example/${'a'.repeat(1200)}`
		expect(readPng(await qrPng(long, options({ ec: 'H', margin: 16 })))).toMatchObject({ width: 512, height: 512 })
	})

	test('is made once for all who ask for the same, whether or not they keep it as a file', async () => {
		const [one, again] = [
			await qrPicture(URL, 'png', options()),
			await qrPicture(URL, 'png', options({ download: '1' })),
		]
		expect(again).toBe(one)
		const others = [{ ec: 'H' }, { size: '1024' }, { margin: '2' }].map((given) =>
			qrPicture(URL, 'png', options(given)),
		)
		for (const other of await Promise.all(others)) expect(other).not.toEqual(one)
		expect(await qrPicture(`${URL}2`, 'png', options())).not.toEqual(one)
		expect(await qrPicture(URL, 'svg', options())).toBe(qrSvg(URL, options()))
	})

	test('is small', async () => {
		expect((await qrPng(URL, options({ size: 1024 }))).length).toBeLessThan(4000)
	})
})

describe('its options', () => {
	test.each([
		[{ ec: 'X' }, 'share.qr.ec'],
		[{ size: '0' }, 'share.qr.size'],
		[{ size: '2049' }, 'share.qr.size'],
		[{ size: '512.5' }, 'share.qr.size'],
		[{ size: 'big' }, 'share.qr.size'],
		[{ margin: '-1' }, 'share.qr.margin'],
		[{ margin: '17' }, 'share.qr.margin'],
	])('%o is refused with a sentence', (given, message) => {
		expect(QrOptions.safeParse(given).error?.issues.map((issue) => issue.message)).toEqual([message])
	})

	test.each([
		['1', 512],
		['300', 512],
		['513', 1024],
		['2000', 2048],
		[1024, 1024],
	])('of size %j it is the next of three sizes', (size, expected) => {
		expect(options({ size }).size).toBe(expected)
	})

	test('what is not asked for, and a field that was emptied, is usual', () => {
		expect(options({ ec: '', size: '', margin: '' })).toEqual(options())
		expect(options({ utm_source: 'x' })).toEqual({ ec: 'M', size: 512, margin: 4, download: false })
	})
})
