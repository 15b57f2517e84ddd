import { displayHost } from './url.ts'

/** Where shops of many owners stand one label deeper: second-level country suffixes and hosted shops. */
const SHARED = new Set(
	`co.uk org.uk me.uk com.au net.au org.au co.nz com.br com.mx com.tr com.ar com.co com.pe com.cn com.hk com.tw com.sg
	com.my com.ph com.vn com.ua com.pl com.pt com.gr com.sa com.eg co.jp ne.jp or.jp co.kr co.in co.id co.za co.il co.th co.no
	myshopify.com wixsite.com bigcartel.com gumroad.com squarespace.com webflow.io github.io netlify.app vercel.app`.split(
		/\s+/,
	),
)

/** A name to suggest for the shop behind a URL: its registrable label, capitalised. `www.zalando.no` is `Zalando`. */
export function merchantName(url: string): string {
	const labels = displayHost(url).split('.')
	if (labels.length < 2 || /^[\d:[\]]*$/.test(labels.at(-1) ?? '')) return ''
	const isShared = labels.length > 2 && SHARED.has(labels.slice(-2).join('.'))
	const label = labels.at(isShared ? -3 : -2) ?? ''
	return label.startsWith('xn--') ? '' : capitalised(label)
}

function capitalised(label: string): string {
	return label.replace(/(^|-)(\p{L})/gu, (_, hyphen: string, letter: string) => hyphen + letter.toUpperCase())
}
