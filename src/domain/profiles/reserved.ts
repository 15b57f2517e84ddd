/** First path segments that are ours, or that people would take for ours. */
const PATHS = `app go hit qr api in healthz _astro _actions _image _server-islands .well-known
	login signup logout sign-in sign-up signin signout register account accounts reset password invite invites settings
	about help terms privacy cookies legal contact imprint press jobs blog docs status pricing faq news download feedback
	favicon.ico robots.txt sitemap.xml manifest.webmanifest apple-touch-icon
	admin static assets public img images pictures media fonts files uploads src cdn
	www mail email smtp ftp ns dns webmail search explore discover index home new edit delete embed share oembed rss feed
	profile profiles link links coupon coupons collection collections post posts click clicks earnings
	stat stats statistics mediakit media-kit
	null undefined true false nan me you user users anonymous guest 404 500`

/** Names that would let a stranger speak for us, for a platform or for a shop. */
const PERSONS = `vitrine tiktok tiktokshop instagram youtube facebook meta threads snapchat pinterest twitter twitch
	whatsapp telegram discord reddit linkedin google apple microsoft openai linktree beacons
	amazon ebay etsy shopify paypal klarna vipps stripe visa mastercard
	support supportteam official verified security billing payment payments payout payouts refund refunds
	root system sysadmin administrator moderator mod staff team owner operator
	abuse postmaster webmaster hostmaster noreply no-reply info customerservice helpdesk service bot`

const RESERVED = new Set(`${PATHS} ${PERSONS}`.split(/\s+/).map(bare))

/** Dots and separators hide nothing: `tik.tok` and `tik_tok` are `tiktok`. */
export function isReserved(handle: string): boolean {
	return RESERVED.has(bare(handle))
}

function bare(name: string): string {
	return name.replace(/[._-]/g, '')
}
