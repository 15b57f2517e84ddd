import { describe, expect, test } from 'vitest'
import { squaresOf } from '../../../src/domain/qr/code.ts'
import { QrOptions } from '../../../src/domain/qr/options.ts'
import { qrPng } from '../../../src/domain/qr/png.ts'
import { qrSvg } from '../../../src/domain/qr/svg.ts'
import { readPng, readSvg } from '../../support/qr.ts'

const URL = 'https://vitrine.example/krista.lunde?s=qr'
const options = (given: object = {}) => QrOptions.parse(given)

describe('a QR code', () => {
	test.each([
		{},
		{ ec: 'L', margin: '0' },
		{ ec: 'Q', size: '128' },
		{ ec: 'H', size: '2048', margin: '16' },
		{ size: '333', margin: '1' },
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

	test('has a pixel for every square, even when it has more of them than pixels were asked for', async () => {
		const long = `https://vitrine.example/${'a'.repeat(700)}`
		const png = readPng(await qrPng(long, options({ ec: 'H', size: 128, margin: 16 })))
		expect(png.width).toBe(squaresOf(long, 'H').side + 32)
	})

	test('is small', async () => {
		expect((await qrPng(URL, options({ size: 1024 }))).length).toBeLessThan(4000)
	})
})

describe('its options', () => {
	test.each([
		[{ ec: 'X' }, 'share.qr.ec'],
		[{ size: '127' }, 'share.qr.size'],
		[{ size: '2049' }, 'share.qr.size'],
		[{ size: '512.5' }, 'share.qr.size'],
		[{ size: 'big' }, 'share.qr.size'],
		[{ margin: '-1' }, 'share.qr.margin'],
		[{ margin: '17' }, 'share.qr.margin'],
	])('%o is refused with a sentence', (given, message) => {
		expect(QrOptions.safeParse(given).error?.issues.map((issue) => issue.message)).toEqual([message])
	})

	test('what is not asked for is usual', () => {
		expect(options({ utm_source: 'x' })).toEqual({ ec: 'M', size: 512, margin: 4, download: false })
	})
})
