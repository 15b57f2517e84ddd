import type { Campaign } from './hit.ts'

const UTM = ['source', 'medium', 'campaign', 'term', 'content'] as const

const MAX_QUERY = 4096
/** A click ID that is cut is no click ID: a longer one is left out. */
const MAX_CLICK_ID = 512
const MAX_UTM = 100

/**
 * What the query of a page's address says of the advertisement or campaign that led there; null when nothing. TikTok adds
 * `ttclid` to the clicks on its advertisements (TikTok Ads help centre, "About TikTok Click ID").
 */
export function readCampaign(query: string): Campaign | null {
	if (!/ttclid=|utm_/.test(query)) return null
	const values = new URLSearchParams(query.slice(0, MAX_QUERY))
	const clickId = plain(values.get('ttclid'))
	const utm: Campaign['utm'] = {}
	for (const name of UTM) {
		const value = plain(values.get(`utm_${name}`))
		if (value !== '') utm[name] = [...value].slice(0, MAX_UTM).join('')
	}
	const ttclid = clickId !== '' && clickId.length <= MAX_CLICK_ID ? clickId : null
	return ttclid === null && Object.keys(utm).length === 0 ? null : { ttclid, utm }
}

/** Without control characters, and those that turn the direction of text around. */
const plain = (text: string | null): string => (text ?? '').replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, '').trim()
