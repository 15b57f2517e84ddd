import type { Network } from './types.ts'

const EBAY = 'com co.uk de fr it es nl be at ch ie pl ca com.au com.hk com.sg com.my ph'
	.split(' ')
	.map((country) => `ebay.${country}`)

const EBAY_REDIRECTS = ['rover.ebay.com', 'ebay.us']

/** Shops that run their own programme: the link is the shop's, with the creator's id in it. Amazon has its own file. */
export const marketplaces: readonly Network[] = [
	{
		id: 'ebay',
		name: 'eBay Partner Network',
		marks: [{ hosts: EBAY_REDIRECTS }, { hosts: EBAY, params: ['campid'] }, { hosts: EBAY, params: ['mkcid=1'] }],
		subIdParams: ['customid'],
		mode: 'click',
		destinations: [
			{ from: 'query', params: ['mpre'] },
			{ from: 'self', except: EBAY_REDIRECTS },
		],
		maxLength: 256,
		merchant: 'eBay',
		verified: true,
	},
	{
		id: 'aliexpress',
		name: 'AliExpress',
		marks: [
			{ hosts: ['s.click.aliexpress.com'] },
			{ hosts: ['aliexpress.com', 'aliexpress.us'], params: ['aff_fcid'] },
			{ hosts: ['aliexpress.com', 'aliexpress.us'], params: ['aff_trace_key'] },
		],
		subIdParams: ['dp', 'af', 'cn', 'cv'],
		mode: 'click',
		destinations: [{ from: 'self', except: ['s.click.aliexpress.com'] }],
		merchant: 'AliExpress',
		verified: false,
	},
	{
		id: 'booking',
		name: 'Booking.com',
		marks: [{ hosts: ['booking.com'], params: ['aid'] }],
		subIdParams: ['label'],
		mode: 'click',
		destinations: [{ from: 'self' }],
		merchant: 'Booking.com',
		verified: true,
	},
	{
		id: 'groupon',
		name: 'Groupon',
		marks: [{ hosts: ['tracking.groupon.com', 't.groupon.com'] }],
		subIdParams: ['sid'],
		mode: 'click',
		destinations: [],
		merchant: 'Groupon',
		verified: false,
	},
	{
		// The shop's order export names the video, so nothing needs filling in.
		id: 'tiktok-shop',
		name: 'TikTok Shop',
		marks: [{ hosts: ['shop.tiktok.com'] }],
		subIdParams: [],
		mode: 'none',
		destinations: [{ from: 'self' }],
		merchant: 'TikTok Shop',
		verified: false,
	},
]
