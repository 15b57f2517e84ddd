import { expect, test } from 'vitest'
import { themeCss } from '../../../src/domain/themes/css.ts'
import { readChoice, readTheme, ThemeChoice } from '../../../src/domain/themes/schemas.ts'
import { PRESETS } from '../../../src/domain/themes/tokens.ts'

test.each(PRESETS)('%s is small and says each colour once', (preset) => {
	const css = themeCss(readTheme(JSON.stringify({ preset })))
	expect(css.length).toBeLessThan(1100)
	const light = css.slice(0, css.indexOf('@media'))
	const names = [...light.matchAll(/--([a-z-]+):/g)].map((match) => match[1])
	expect(new Set(names).size).toBe(names.length)
	expect(css.split('{')).toHaveLength(css.split('}').length)
})

test('what a creator chose stands over the preset, the rest is the preset', () => {
	expect(readTheme('{"preset":"night","accent":"sea","radius":"none"}')).toEqual({
		...{ preset: 'night', accent: 'sea', radius: 'none' },
		...{ font: 'rounded', density: 'cosy', background: 'gradient', buttons: 'filled' },
	})
})

test.each([
	{ name: 'nothing', json: '{}' },
	{ name: 'no JSON', json: '</style>' },
	{ name: 'an unknown preset', json: '{"preset":"neon"}' },
	{ name: 'CSS in a token', json: '{"preset":"night","accent":"red}</style><script>alert(1)</script>"}' },
	{ name: 'a list', json: '[1]' },
])('$name is Paper', ({ json }) => {
	expect(readTheme(json).preset).toBe('paper')
	expect(themeCss(readTheme(json))).not.toContain('<')
})

test('a form says "as the preset" with an empty value', () => {
	const choice = ThemeChoice.parse({ preset: 'market', accent: '', font: 'mono' })
	expect(readChoice(JSON.stringify(choice))).toEqual({ preset: 'market', font: 'mono' })
})

test('a token that is not on the list is refused by name', () => {
	const refused = ThemeChoice.safeParse({ preset: 'paper', accent: '#ff0000' })
	expect(refused.error?.issues).toMatchObject([{ path: ['accent'], message: 'theme.unknown' }])
})
