import { brotliCompressSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { readTheme } from '../../../src/domain/themes/schemas.ts'
import { PRESETS } from '../../../src/domain/themes/tokens.ts'
import { profileScript } from '../../../src/view/profile-script.ts'
import { profileStyle } from '../../../src/view/profile-style.ts'

test('the script weighs at most 2 kB with brotli and can stand in a script element', () => {
	expect(brotliCompressSync(profileScript).length).toBeLessThanOrEqual(2048)
	expect(profileScript).not.toContain('<')
})

/** A browser that cannot parse the script counts no view: webviews of 2019 know neither of these. */
test('the script is written for old webviews', () => {
	expect(profileScript).not.toMatch(/\?\.|\?\?|\bawait\b|\.at\(|replaceAll|(?<![\w$])#\w/)
	expect(() => new Function(profileScript)).not.toThrow()
})

test.each(PRESETS)('the style of %s is whole, minified and cannot end its element', (preset) => {
	const css = profileStyle(readTheme(JSON.stringify({ preset })))
	expect(css).not.toMatch(/[<\n]|\/\*|url\(|@import|;\}/)
	expect(css.split('{')).toHaveLength(css.split('}').length)
	expect(brotliCompressSync(css).length).toBeLessThan(2500)
})
