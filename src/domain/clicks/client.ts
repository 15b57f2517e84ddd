import { isbot } from 'isbot'
import type { App, Device } from '../../../db/schema/hits.ts'

/**
 * In-app browsers by what their user agents say. TikTok rarely writes its own name: `musical_ly`, `trill` and `BytedanceWebview`
 * are its app and web view (whichbrowser/parser-php issue 696).
 */
const APP_MARKS: [App, RegExp][] = [
	['tiktok', /musical_ly|trill_|BytedanceWebview|ttwebview|AppName\/(?:musical_ly|ultralite)|\bTikTok\b/i],
	['instagram', /\bInstagram\b/],
	['snapchat', /\bSnapchat\b/],
	['facebook', /\bFBA[NV]\b|\bFB_IAB\b/],
	['pinterest', /\bPinterest\b/],
	['youtube', /com\.google\.(?:android|ios)\.youtube/],
	['x', /\bTwitter(?:Android| for iPhone)\b/],
]

export function appOf(userAgent: string): App {
	for (const [app, mark] of APP_MARKS) if (mark.test(userAgent)) return app
	return 'none'
}

export function deviceOf(userAgent: string): Device {
	if (/iPad|Tablet|Android(?!.*\bMobile\b)/i.test(userAgent)) return 'tablet'
	if (/iPhone|iPod|Android|Mobile/i.test(userAgent)) return 'phone'
	if (/Windows NT|Macintosh|X11|CrOS|Linux/.test(userAgent)) return 'desktop'
	return 'other'
}

/**
 * TikTok's page preloader (TikTok Ads help centre, "Preloading web content"). It can wear a browser's user agent,
 * which is why a bot list alone does not know it.
 */
const PRELOADER = /thirdLandingPageFeInfra/i

/** What a user agent says, read once: a few hundred different ones make almost all visits. */
export interface Agent {
	app: App
	device: Device
	isPreloader: boolean
	/** A program by the bot list, or something that does not say what it is. */
	isBot: boolean
}

export function readAgent(userAgent: string): Agent {
	return {
		app: appOf(userAgent),
		device: deviceOf(userAgent),
		isPreloader: PRELOADER.test(userAgent),
		isBot: userAgent === '' || isbot(userAgent),
	}
}
