import { z } from 'zod'
import { remembered } from '../remembered.ts'
import { PRESET_TOKENS } from './presets.ts'
import { ACCENTS, BACKGROUNDS, BUTTONS, DENSITIES, FONTS, PRESETS, RADII, type Theme } from './tokens.ts'

export type { Theme } from './tokens.ts'

/** A form says "as the preset has it" with an empty value. */
const choice = <const Words extends readonly [string, ...string[]]>(words: Words) =>
	z.preprocess(
		(typed) => (typed === '' || typed === null ? undefined : typed),
		z.enum(words, 'theme.unknown').optional(),
	)

/** What is stored of a theme: a preset, and where the creator wants it otherwise. */
export const ThemeChoice = z.object({
	preset: z.enum(PRESETS, 'theme.unknown'),
	accent: choice(ACCENTS),
	font: choice(FONTS),
	radius: choice(RADII),
	density: choice(DENSITIES),
	background: choice(BACKGROUNDS),
	buttons: choice(BUTTONS),
})
export type ThemeChoice = z.output<typeof ThemeChoice>

/** The stored choice; what is unknown or unreadable counts as not chosen. */
export function readChoice(json: string): ThemeChoice {
	const stored = ThemeChoice.safeParse(parsed(json))
	return stored.success ? stored.data : { preset: 'paper' }
}

/** Creators choose among few; a page's is read each time that the page is made. */
const THEMES = 200

/** The stored theme with the preset's tokens where the creator chose nothing. */
export const readTheme: (json: string) => Readonly<Theme> = remembered(
	THEMES,
	(json: string) => json,
	(json) => themeOf(readChoice(json)),
)

export function themeOf(choice: ThemeChoice): Theme {
	const chosen = Object.entries(choice).filter(([, value]) => value !== undefined)
	return { ...PRESET_TOKENS[choice.preset], ...(Object.fromEntries(chosen) as Partial<Theme>), preset: choice.preset }
}

function parsed(json: string): unknown {
	try {
		return JSON.parse(json)
	} catch {
		return null
	}
}
