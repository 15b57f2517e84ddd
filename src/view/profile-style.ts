import { remembered } from '../domain/remembered.ts'
import { colorsOf } from '../domain/themes/colors.ts'
import { themeCss } from '../domain/themes/css.ts'
import type { Scheme } from '../domain/themes/presets.ts'
import type { Preset, Theme } from '../domain/themes/tokens.ts'
import layout from './profile.css?raw'
import market from './themes/market.css?raw'
import night from './themes/night.css?raw'
import paper from './themes/paper.css?raw'

const SHEETS: Record<Preset, string> = { paper: minified(paper), night: minified(night), market: minified(market) }
const LAYOUT = minified(layout)

/** Themes are few, and their colours are reckoned to be readable: that takes longer than the rest of a page. */
const THEMES = 200

/** The page's whole style, for one inline element. */
export const profileStyle = remembered(
	THEMES,
	(theme: Theme) => JSON.stringify(theme),
	(theme) => themeCss(theme) + LAYOUT + SHEETS[theme.preset],
)

/** What the browser shows above the page in a colour scheme. */
export const topColors = remembered(
	THEMES,
	(theme: Theme) => JSON.stringify(theme),
	(theme) => ({ light: topColor(theme, 'light'), dark: topColor(theme, 'dark') }),
)

function topColor(theme: Theme, scheme: Scheme): string {
	const { head, glow } = colorsOf(theme, scheme)
	return theme.preset === 'market' ? head : glow
}

function minified(css: string): string {
	return css
		.replace(/\/\*.*?\*\//gs, '')
		.replace(/\s+/g, ' ')
		.replace(/ ?([{};,>]) ?/g, '$1')
		.replace(/: /g, ':')
		.replaceAll(';}', '}')
		.trim()
}
