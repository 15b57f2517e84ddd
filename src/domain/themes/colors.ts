import { GROUNDS, HUES, type Scheme } from './presets.ts'
import type { Theme } from './tokens.ts'

/** Six-digit hex colours of a theme in one colour scheme. The page shades from `glow` at its top into `page`. */
export interface Colors {
	page: string
	glow: string
	ink: string
	muted: string
	line: string
	card: string
	cardInk: string
	cardMuted: string
	cardLine: string
	ticket: string
	ticketInk: string
	ticketMuted: string
	button: string
	buttonInk: string
	head: string
	headInk: string
}

const BLACK = '#14120f'
const WHITE = '#ffffff'
/** A little above WCAG's 4.5, so that rounding to whole bytes never falls below it. */
const READABLE = 4.6

const TINTS: Record<Theme['background'], { page: number; glow: number }> = {
	plain: { page: 0, glow: 0 },
	tint: { page: 0.1, glow: 0.1 },
	gradient: { page: 0, glow: 0.3 },
}

/** Every colour that the page uses, so chosen that its text reads on each surface it can stand on. */
export function colorsOf(theme: Theme, scheme: Scheme): Colors {
	const ground = GROUNDS[theme.preset][scheme]
	const hue = hueOf(theme, scheme)
	const tint = TINTS[theme.background]
	const page = mix(ground.page, hue, tint.page)
	const glow = mix(ground.page, hue, tint.glow)
	const muted = softest(ground.ink, ground.page, [page, glow])
	return {
		...{ page, glow, ink: ground.ink, muted, line: ground.line },
		...cardColors(theme, scheme, page, glow, muted),
		...ticketColors(theme, scheme),
		...headColors(theme, page, ground.ink),
	}
}

function hueOf({ preset, accent }: Theme, scheme: Scheme): string {
	const { deep, bright, bold } = HUES[accent]
	if (preset === 'market') return bold
	return preset === 'night' || scheme === 'dark' ? bright : deep
}

function cardColors(theme: Theme, scheme: Scheme, page: string, glow: string, muted: string) {
	const ground = GROUNDS[theme.preset][scheme]
	const hue = hueOf(theme, scheme)
	if (theme.buttons === 'outline') {
		const cardLine = theme.preset === 'night' ? hue : ground.line
		return {
			card: 'transparent',
			cardInk: ground.ink,
			cardMuted: muted,
			cardLine: visible(cardLine, ground.ink, [page, glow]),
		}
	}
	if (theme.preset !== 'market') {
		const card = mix(ground.card, hue, TINTS[theme.background].page)
		return { card, cardInk: ground.ink, cardMuted: softest(ground.ink, card, [card]), cardLine: ground.line }
	}
	return { card: hue, cardInk: BLACK, cardMuted: softest(BLACK, hue, [hue]), cardLine: ground.line }
}

function ticketColors(theme: Theme, scheme: Scheme) {
	const { card, ink } = GROUNDS[theme.preset][scheme]
	const hue = hueOf(theme, scheme)
	const ticket = theme.preset === 'market' ? card : mix(card, hue, 0.16)
	// A bold hue on white is no button; under Market's light type it is black.
	const button = theme.preset === 'market' && scheme === 'light' ? ink : visible(hue, ink, [ticket])
	const buttonInk = contrast(button, WHITE) > contrast(button, BLACK) ? WHITE : BLACK
	return { ticket, ticketInk: ink, ticketMuted: softest(ink, ticket, [ticket]), button, buttonInk }
}

function headColors(theme: Theme, page: string, ink: string) {
	return theme.preset === 'market' ? { head: HUES[theme.accent].bold, headInk: BLACK } : { head: page, headInk: ink }
}

/** Ink mixed towards a surface as far as it still reads on all of them. */
function softest(ink: string, surface: string, on: string[]): string {
	for (const share of [0.4, 0.35, 0.3, 0.25, 0.2, 0.15, 0.1, 0.05]) {
		const color = mix(ink, surface, share)
		if (on.every((one) => contrast(color, one) >= READABLE)) return color
	}
	return ink
}

/** A shape's colour moved towards the ink until it stands out by 3:1. */
function visible(color: string, ink: string, on: string[]): string {
	for (const share of [0, 0.2, 0.4, 0.6, 0.8]) {
		const moved = mix(color, ink, share)
		if (on.every((one) => contrast(moved, one) >= 3.05)) return moved
	}
	return ink
}

/** WCAG 2.2's contrast ratio of two six-digit hex colours, from 1 to 21. */
export function contrast(one: string, other: string): number {
	const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
	return (high + 0.05) / (low + 0.05)
}

function luminance(color: string): number {
	const [r = 0, g = 0, b = 0] = channels(color).map((byte) => {
		const part = byte / 255
		return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
	})
	return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

/** `share` of the way from one colour to the other, 0 to 1. */
export function mix(from: string, to: string, share: number): string {
	const goal = channels(to)
	const mixed = channels(from).map((byte, i) => Math.round(byte + ((goal[i] ?? 0) - byte) * share))
	return `#${mixed.map((byte) => byte.toString(16).padStart(2, '0')).join('')}`
}

function channels(color: string): number[] {
	return [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16))
}
