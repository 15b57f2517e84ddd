import { expect, test } from 'vitest'
import { colorsOf, contrast, mix } from '../../../src/domain/themes/colors.ts'
import { ACCENTS, BACKGROUNDS, BUTTONS, PRESETS, type Theme } from '../../../src/domain/themes/tokens.ts'

const everyTheme: Theme[] = PRESETS.flatMap((preset) =>
	ACCENTS.flatMap((accent) =>
		BACKGROUNDS.flatMap((background) =>
			BUTTONS.map((buttons) => ({
				...{ preset, accent, background, buttons },
				...({ font: 'sans', radius: 'soft', density: 'cosy' } as const),
			})),
		),
	),
)

/** Everything that carries text, with what it can stand on, and the shapes that must be seen. */
function pairsOf(theme: Theme, scheme: 'light' | 'dark') {
	const colors = colorsOf(theme, scheme)
	const { page, glow, ink, muted, ticket, button, buttonInk, head, headInk, cardInk, cardMuted, cardLine } = colors
	const grounds = [page, glow]
	const cards = colors.card === 'transparent' ? grounds : [colors.card]
	const on = (name: string, color: string, surfaces: string[], least: number) =>
		surfaces.map((surface) => ({ name, color, surface, least }))
	return [
		...on('text', ink, grounds, 4.5),
		...on('muted text', muted, grounds, 4.5),
		...on('name', headInk, [head, ...(theme.preset === 'market' ? [] : grounds)], 4.5),
		...on('card title', cardInk, cards, 4.5),
		...on('card line of words', cardMuted, cards, 4.5),
		...on('ticket text', colors.ticketInk, [ticket], 4.5),
		...on('ticket line of words', colors.ticketMuted, [ticket], 4.5),
		...on('button text', buttonInk, [button], 4.5),
		...on('button', button, [ticket], 3),
		...on('focus ring', ink, grounds, 3),
		...(theme.buttons === 'outline' ? on('outline', cardLine, grounds, 3) : []),
	]
}

test('there are as many themes as the palettes promise', () => {
	expect(everyTheme).toHaveLength(3 * 8 * 3 * 2)
})

test.each(everyTheme)('$preset $accent $background $buttons can be read', (theme) => {
	const poor = (['light', 'dark'] as const).flatMap((scheme) =>
		pairsOf(theme, scheme)
			.filter(({ color, surface, least }) => contrast(color, surface) < least)
			.map((pair) => `${scheme} ${pair.name}: ${pair.color} on ${pair.surface}`),
	)
	expect(poor).toEqual([])
})

test('contrast is what WCAG says it is', () => {
	expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5)
	expect(contrast('#ffffff', '#767676')).toBeCloseTo(4.54, 2)
	expect(contrast('#c8321f', '#c8321f')).toBe(1)
})

test('mixing goes from one colour to the other', () => {
	expect(mix('#000000', '#ffffff', 0)).toBe('#000000')
	expect(mix('#000000', '#ffffff', 1)).toBe('#ffffff')
	expect(mix('#102030', '#304050', 0.5)).toBe('#203040')
})
