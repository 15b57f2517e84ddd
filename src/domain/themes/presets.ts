import type { Accent, Preset, Theme } from './tokens.ts'

/** What a preset looks like before the creator changes anything. */
export const PRESET_TOKENS: Record<Preset, Omit<Theme, 'preset'>> = {
	paper: { accent: 'brick', font: 'serif', radius: 'soft', density: 'cosy', background: 'plain', buttons: 'filled' },
	night: {
		accent: 'plum',
		font: 'rounded',
		radius: 'round',
		density: 'cosy',
		background: 'gradient',
		buttons: 'filled',
	},
	market: { accent: 'amber', font: 'sans', radius: 'none', density: 'cosy', background: 'plain', buttons: 'filled' },
}

export type Scheme = 'light' | 'dark'

/** The ground a preset stands on, as six-digit hex colours. */
export interface Ground {
	page: string
	ink: string
	line: string
	/** The fill of a link's card. */
	card: string
}

/** Night stays dark in the light scheme: a deep dusk instead of a black one. */
export const GROUNDS: Record<Preset, Record<Scheme, Ground>> = {
	paper: {
		light: { page: '#faf6ee', ink: '#262019', line: '#ddd2bf', card: '#fffdf8' },
		dark: { page: '#1a1712', ink: '#f1eadf', line: '#433b31', card: '#25211b' },
	},
	night: {
		light: { page: '#211d3f', ink: '#f5f2ff', line: '#544c86', card: '#302b58' },
		dark: { page: '#0c0b16', ink: '#f0edfc', line: '#37325a', card: '#1a1730' },
	},
	market: {
		light: { page: '#f7f3ea', ink: '#14120f', line: '#14120f', card: '#ffffff' },
		dark: { page: '#141311', ink: '#f8f4ea', line: '#f8f4ea', card: '#24221e' },
	},
}

/** One hue three times: dark enough for light grounds, light enough for dark ones, and as a block under black type. */
export const HUES: Record<Accent, { deep: string; bright: string; bold: string }> = {
	brick: { deep: '#a83a22', bright: '#ff9477', bold: '#ff7a4d' },
	rose: { deep: '#b0235a', bright: '#ff86b0', bold: '#ff7fb0' },
	plum: { deep: '#74389a', bright: '#cfa3ff', bold: '#c095ff' },
	indigo: { deep: '#3544ad', bright: '#9db0ff', bold: '#8c9eff' },
	sea: { deep: '#0a6472', bright: '#5fd8e4', bold: '#3fd6c6' },
	moss: { deep: '#37692f', bright: '#93dc86', bold: '#8edb62' },
	amber: { deep: '#865700', bright: '#ffc857', bold: '#ffd02e' },
	ink: { deep: '#262019', bright: '#f3efe6', bold: '#e9e4d8' },
}
