import { type Colors, colorsOf } from './colors.ts'
import type { Theme } from './tokens.ts'

/** The names that profile.css knows the colours by; short, because every page carries them. */
const NAMES: Record<keyof Colors, string> = {
	page: 'bg',
	glow: 'glow',
	ink: 'fg',
	muted: 'mu',
	line: 'line',
	card: 'card',
	cardInk: 'card-fg',
	cardMuted: 'card-mu',
	cardLine: 'card-line',
	ticket: 'tick',
	ticketInk: 'tick-fg',
	ticketMuted: 'tick-mu',
	button: 'btn',
	buttonInk: 'btn-fg',
	head: 'head',
	headInk: 'head-fg',
}

/** What phones and desktops have; nothing is downloaded. */
const STACKS: Record<Theme['font'], string> = {
	sans: 'system-ui,-apple-system,Roboto,sans-serif',
	serif: 'ui-serif,"Iowan Old Style","Palatino Linotype",Georgia,"Noto Serif",serif',
	rounded: 'ui-rounded,"SF Pro Rounded","Hiragino Maru Gothic ProN",Nunito,Quicksand,system-ui,sans-serif',
	mono: 'ui-monospace,Menlo,"Roboto Mono",Consolas,monospace',
}

const CORNERS: Record<Theme['radius'], string> = { none: '0px', soft: '12px', round: '26px' }
const GAPS: Record<Theme['density'], string> = {
	compact: '--gap:8px;--pad:9px 14px',
	cosy: '--gap:14px;--pad:13px 18px',
}

/** A theme as custom properties, for both colour schemes. Made of our own words only. */
export function themeCss(theme: Theme): string {
	const light = colorsOf(theme, 'light')
	const dark = colorsOf(theme, 'dark')
	const shape = `--font:${STACKS[theme.font]};--r:${CORNERS[theme.radius]};${GAPS[theme.density]}`
	return `:root{${declarations(light)};${shape}}@media(prefers-color-scheme:dark){:root{${declarations(dark, light)}}}`
}

/** Only what differs from the colours that hold already. */
function declarations(colors: Colors, known?: Colors): string {
	const names = Object.keys(NAMES) as (keyof Colors)[]
	const changed = names.filter((name) => colors[name] !== known?.[name])
	return changed.map((name) => `--${NAMES[name]}:${colors[name]}`).join(';')
}
