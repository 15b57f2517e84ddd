import type { LinkKind } from '../links/kinds.ts'
import type { SocialIcon } from '../profiles/social.ts'

/** How often something earns, and what: `low` to `high` in ten-thousandths of the currency's major unit. */
export interface Pay {
	currency: 'NOK' | 'EUR'
	low: number
	high: number
	perWeek: number
}

interface Common {
	/** On the page since so many days. */
	daysOld: number
	/** Taken off the page (or expired) so many days ago; never when absent. Negative lies ahead. */
	endedDaysAgo?: number
	/** How much it draws followers, compared with the others. */
	pull: number
	pay?: Pay
}

export interface DemoLink extends Common {
	kind: 'link'
	title: string
	url: string
	is: LinkKind
	merchant: string
}

export interface DemoCoupon extends Common {
	kind: 'coupon'
	code: string
	offer: string
	merchant: string
	url: string
	apply: string
}

export interface DemoText {
	kind: 'heading' | 'text' | 'social'
	content: string
	daysOld: number
}

export type DemoBlock = DemoLink | DemoCoupon | DemoText

export const DEMO = {
	handle: 'krista',
	email: 'krista@vitrine.example',
	name: 'Krista Lunde',
	bio: 'Slow mornings, small kitchens and wool. From Bergen, mostly indoors.',
	language: 'en',
	timeZone: 'Europe/Oslo',
} as const

/** Hosts that end in .example belong to nobody (RFC 2606), so that no tap in the demonstration reaches a stranger's shop. */
const SOCIAL: SocialIcon[] = [
	{ network: 'tiktok', url: 'https://tiktok.example/@krista' },
	{ network: 'instagram', url: 'https://instagram.example/krista' },
	{ network: 'youtube', url: 'https://youtube.example/@krista' },
	{ network: 'mail', url: 'mailto:hello@krista.example' },
]

const nok = (low: number, high: number, perWeek: number): Pay => pay('NOK', low, high, perWeek)
const eur = (low: number, high: number, perWeek: number): Pay => pay('EUR', low, high, perWeek)

function pay(currency: Pay['currency'], low: number, high: number, perWeek: number): Pay {
	return { currency, low: low * 10_000, high: high * 10_000, perWeek }
}

/** The page from top to bottom. */
export const BLOCKS: DemoBlock[] = [
	{ kind: 'social', content: JSON.stringify(SOCIAL), daysOld: 365 },
	{ kind: 'heading', content: 'In my latest videos', daysOld: 365 },
	{
		kind: 'link',
		title: 'The wool jumper from the cabin week',
		url: 'https://strikk.example/jumpers/cabin?ref=krista',
		is: 'affiliate',
		merchant: 'Strikk',
		daysOld: 38,
		pull: 9,
		pay: nok(48, 210, 4),
	},
	{
		kind: 'link',
		title: 'My daylight lamp for dark mornings',
		url: 'https://nordlys.example/lamps/daylight?ref=krista',
		is: 'affiliate',
		merchant: 'Nordlys',
		daysOld: 365,
		pull: 8,
		pay: nok(29, 118, 2.4),
	},
	{
		kind: 'link',
		title: 'The tripod I film everything with',
		url: 'https://www.amazon.de/s?k=phone+tripod&tag=vitrinedemo-21',
		is: 'affiliate',
		merchant: 'Amazon',
		daysOld: 310,
		pull: 5,
		pay: eur(1, 7, 1.2),
	},
	{
		kind: 'link',
		title: 'The kitchen table everyone asks about',
		url: 'https://jute.example/tables/oak-round',
		is: 'partnership',
		merchant: 'Jute & Oak',
		daysOld: 96,
		pull: 6,
		pay: nok(900, 4200, 0.12),
	},
	{
		kind: 'link',
		title: 'Moisturiser that survives a Bergen winter',
		url: 'https://dugg.example/p/winter-cream?utm_source=krista',
		is: 'affiliate',
		merchant: 'Dugg',
		daysOld: 240,
		pull: 4,
		pay: eur(2, 11, 1.6),
	},
	{ kind: 'heading', content: 'Codes', daysOld: 365 },
	{
		kind: 'coupon',
		code: 'KRISTA20',
		offer: '20 % off everything',
		merchant: 'Nordlys',
		url: 'https://nordlys.example/',
		apply: 'shopify',
		daysOld: 330,
		pull: 6,
		pay: nok(35, 160, 1.1),
	},
	{
		kind: 'coupon',
		code: 'JUJEATS',
		offer: '30 % off your first box',
		merchant: 'Juj Eats',
		url: 'https://jujeats.example/boxes',
		apply: 'coupon',
		daysOld: 150,
		endedDaysAgo: -21,
		pull: 5,
		pay: eur(8, 15, 0.9),
	},
	{
		kind: 'coupon',
		code: 'HAVN15',
		offer: '15 % off bedding',
		merchant: 'Havn Linen',
		url: 'https://havn.example/bedding',
		apply: 'discount',
		daysOld: 12,
		endedDaysAgo: -1,
		pull: 3,
	},
	{
		kind: 'coupon',
		code: 'SOMMER25',
		offer: '25 % off sun hats',
		merchant: 'Strand',
		url: 'https://strand.example/hats',
		apply: 'none',
		daysOld: 190,
		endedDaysAgo: 84,
		pull: 3,
		pay: nok(18, 60, 1),
	},
	{ kind: 'heading', content: 'Made by me', daysOld: 365 },
	{
		kind: 'link',
		title: 'Weeknight dinners, the e-book',
		url: 'https://krista.example/dinners',
		is: 'own',
		merchant: 'Krista Lunde',
		daysOld: 205,
		pull: 3,
		pay: nok(129, 129, 1.3),
	},
	{
		kind: 'link',
		title: 'The presets I edit with',
		url: 'https://krista.example/presets',
		is: 'own',
		merchant: 'Krista Lunde',
		daysOld: 365,
		pull: 2,
	},
	{ kind: 'heading', content: 'More', daysOld: 365 },
	{
		kind: 'link',
		title: 'Linen bedding, in oat',
		url: 'https://havn.example/bedding/oat',
		is: 'gift',
		merchant: 'Havn Linen',
		daysOld: 60,
		pull: 2,
	},
	{
		kind: 'link',
		title: 'A playlist for slow mornings',
		url: 'https://lytt.example/lists/slow-mornings',
		is: 'none',
		merchant: 'Lytt',
		daysOld: 280,
		pull: 1.5,
	},
	{
		kind: 'link',
		title: 'The sun hat (sold out)',
		url: 'https://strand.example/hats/straw',
		is: 'affiliate',
		merchant: 'Strand',
		daysOld: 200,
		endedDaysAgo: 80,
		pull: 5,
		pay: nok(14, 42, 1.5),
	},
	{
		kind: 'text',
		content: 'Wrong size? Write to me before you order, I have usually tried it on.',
		daysOld: 120,
	},
]

/** Videos that travelled: how many days ago, how many times the usual views, and the block they were about. */
export const VIRAL = [
	{ daysAgo: 291, times: 4, about: 'My daylight lamp for dark mornings' },
	{ daysAgo: 196, times: 6, about: 'The sun hat (sold out)' },
	{ daysAgo: 93, times: 4, about: 'The kitchen table everyone asks about' },
	{ daysAgo: 36, times: 8, about: 'The wool jumper from the cabin week' },
	{ daysAgo: 3, times: 3, about: 'The wool jumper from the cabin week' },
] as const
