import { isbot } from 'isbot'
import type { App, Device } from '../../../db/schema/hits.ts'

/** What a user agent says, read once: a few hundred different ones make almost all visits. */
export interface Agent {
	/** `none` for a program, whatever it calls itself. */
	app: App
	device: Device
	isPreloader: boolean
	/** A program, or something that does not say what it is. */
	isBot: boolean
	/** It calls itself a browser. */
	isBrowserShaped: boolean
	/** It names a browser that its own device cannot have. */
	isImpossible: boolean
}

/** Longer than any browser's: what is beyond is not read. */
export const MAX_USER_AGENT = 512

export function readAgent(sent: string): Agent {
	const userAgent = sent.slice(0, MAX_USER_AGENT)
	const isPreloader = PRELOADER.test(userAgent)
	const isBot = userAgent === '' || FETCHERS.some((mark) => mark.test(userAgent)) || isListed(userAgent)
	return {
		app: isPreloader || isBot ? 'none' : appOf(userAgent),
		device: deviceOf(userAgent),
		isPreloader,
		isBot,
		isBrowserShaped: userAgent.startsWith('Mozilla/'),
		isImpossible: IMPOSSIBLE.test(userAgent),
	}
}

/**
 * TikTok's page preloader (TikTok Ads help centre, "Preloading web content"). It can wear a browser's user agent,
 * which is why a bot list alone does not know it.
 */
const PRELOADER = /thirdLandingPageFeInfra/i

/** Programs that the list does not know: apps' own HTTP clients, which fetch for previews and show no page, and page testers. */
const FETCHERS = [
	/^(?!Mozilla\/).*\bCFNetwork\//,
	/^(?!Mozilla\/).*\bDalvik\//,
	/^(?!Mozilla\/).*\bCronet\b/,
	/^(?!Mozilla\/).*; Scale\/\d/,
	/\bGTmetrix\b|\bMiniature\.io\/|\bYLT Chrome\//,
]

/** What people's user agents contain and the list takes for programs: two makers of phones, and names with Google in them. */
const MISREAD = /fossibot|cubot|channel\/googleplay|com\.google\.(?:android|ios)\.youtube/gi

const isListed = (userAgent: string): boolean => isbot(userAgent.replace(MISREAD, 'person'))

/** Every browser on an iPhone is WebKit: Chrome calls itself CriOS there (Chrome's developer documentation, "User-Agent for iOS"). */
const IMPOSSIBLE = /\((?:iPhone|iPad|iPod)\b.*\) AppleWebKit\/537\.36 .*\bChrome\//

/**
 * In-app browsers by what their user agents say; the first that fits. TikTok rarely writes its own name: `musical_ly`,
 * `trill` and `BytedanceWebview` are its app and web view (whichbrowser/parser-php issue 696). Android's Snapchat glues its
 * name to the word before. Messenger carries Facebook's marks and is another app.
 */
const APP_MARKS: [App, RegExp][] = [
	[
		'tiktok',
		/musical_ly|musically_go|\btrill_|BytedanceWebview|ttwebview|AppName\/(?:musical_ly|trill|ultralite)|\bTikTok\b/i,
	],
	['instagram', /\bInstagram\b/],
	['snapchat', /Snapchat/],
	['other', /\bFBAN\/Messenger|\bOrca-Android\b/],
	['facebook', /\bFBA[NV]\b|\bFB_IAB\b|\bMetaIAB Facebook\b/],
	['pinterest', /\bPinterest\b/],
	['youtube', /com\.google\.(?:android|ios)\.youtube/],
	['x', /\bTwitterAndroid\b|\bTwitter for (?:iPhone|iPad|Android)\b/],
	[
		'other',
		/\bBarcelona \d|LinkedInApp|\bLine\/\d|MicroMessenger|KAKAOTALK|NAVER\(inapp|\bGSA\/|GoogleApp\/|Telegram-Android|\bViber\b/,
	],
]

/** Android's web views name the app that holds them in `X-Requested-With`; the names are those of Google Play. */
const PACKAGES = new Map<string, App>([
	['com.zhiliaoapp.musically', 'tiktok'],
	['com.zhiliaoapp.musically.go', 'tiktok'],
	['com.ss.android.ugc.trill', 'tiktok'],
	['com.instagram.android', 'instagram'],
	['com.snapchat.android', 'snapchat'],
	['com.facebook.katana', 'facebook'],
	['com.facebook.lite', 'facebook'],
	['com.facebook.orca', 'other'],
	['com.pinterest', 'pinterest'],
	['com.google.android.youtube', 'youtube'],
	['com.twitter.android', 'x'],
])

/** The app that a follower is in: what the user agent says, else the package that holds the web view; `none` for a program. */
export function appWithin(agent: Agent, packageName: string | undefined): App {
	if (agent.app !== 'none' || packageName === undefined || agent.isBot || agent.isPreloader) return agent.app
	return PACKAGES.get(packageName) ?? 'none'
}

export function appOf(userAgent: string): App {
	for (const [app, mark] of APP_MARKS) if (mark.test(userAgent)) return app
	return 'none'
}

/** The first that fits. An iPad that asks for the desktop's page gives itself away in a web view only, by `Mobile/`. */
const DEVICE_MARKS: [Device, RegExp][] = [
	['other', /smart-?tv|hbbtv|web0s|crkey|bravia|googletv|\bAFT[A-Z]|playstation|xbox|nintendo|oculusbrowser/i],
	['phone', /Windows Phone|IEMobile/],
	['desktop', /Windows NT/],
	['phone', /Opera M(?:ini|obi)/],
	['tablet', /iPad|\bTablet\b|Macintosh.* Mobile\/|^(?!.*\bMobile\b).*Android|Kindle/i],
	['phone', /iPhone|iPod|Android|Mobile|\bMIDP\b|BlackBerry/i],
	['desktop', /Macintosh|X11|CrOS|Linux/],
]

export function deviceOf(userAgent: string): Device {
	for (const [device, mark] of DEVICE_MARKS) if (mark.test(userAgent)) return device
	return 'other'
}
