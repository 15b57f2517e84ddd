/** Everything a creator can choose. Nothing else of a theme comes from a person, so nothing can break out of the style. */
export const PRESETS = ['paper', 'night', 'market'] as const
export const ACCENTS = ['brick', 'rose', 'plum', 'indigo', 'sea', 'moss', 'amber', 'ink'] as const
export const FONTS = ['sans', 'serif', 'rounded', 'mono'] as const
export const RADII = ['none', 'soft', 'round'] as const
export const DENSITIES = ['compact', 'cosy'] as const
export const BACKGROUNDS = ['plain', 'tint', 'gradient'] as const
export const BUTTONS = ['filled', 'outline'] as const

export type Preset = (typeof PRESETS)[number]
export type Accent = (typeof ACCENTS)[number]
export type Font = (typeof FONTS)[number]
export type Radius = (typeof RADII)[number]
export type Density = (typeof DENSITIES)[number]
export type Background = (typeof BACKGROUNDS)[number]
export type Buttons = (typeof BUTTONS)[number]

export interface Theme {
	preset: Preset
	accent: Accent
	font: Font
	radius: Radius
	density: Density
	background: Background
	buttons: Buttons
}
