import { themeCss } from '../domain/themes/css.ts'
import type { Preset, Theme } from '../domain/themes/tokens.ts'
import layout from './profile.css?raw'
import market from './themes/market.css?raw'
import night from './themes/night.css?raw'
import paper from './themes/paper.css?raw'

const SHEETS: Record<Preset, string> = { paper: minified(paper), night: minified(night), market: minified(market) }
const LAYOUT = minified(layout)

/** The page's whole style, for one inline element. */
export function profileStyle(theme: Theme): string {
	return themeCss(theme) + LAYOUT + SHEETS[theme.preset]
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
