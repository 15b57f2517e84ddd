import { describe, expect, test } from 'vitest'
import { merchantUrlOf, NETWORKS, networkOf } from '../../../src/domain/networks/index.ts'

describe('a link and its network, and the shop it leads to', () => {
	test.each([
		[
			'https://www.awin1.com/cread.php?awinmid=1&awinaffid=2&clickref=&ued=https%3A%2F%2Fwww.zalando.no%2Fx%3Fa%3D1%26b%3D2',
			'awin',
			'https://www.zalando.no/x?a=1&b=2',
		],
		[
			'https://www.awin1.com/cread.php?awinmid=6220&awinaffid=2&p=https%3A%2F%2Fwww.etsy.com%2Flisting%2F1',
			'awin',
			'https://www.etsy.com/listing/1',
		],
		['https://www.awin1.com/awclick.php?mid=6220&id=2', 'awin', null],
		['https://tidd.ly/3abcDEF', 'awin', null],
		[
			'https://www.anrdoezrs.net/links/1234567/type/dlg/sid/bio/https://www.shop.com/a?b=1&c=2',
			'cj',
			'https://www.shop.com/a?b=1&c=2',
		],
		['https://www.anrdoezrs.net/links/1234567/type/dlg/https://www.shop.com/a', 'cj', 'https://www.shop.com/a'],
		[
			'https://www.jdoqocy.com/click-1234567-7654321?sid=bio&url=https%3A%2F%2Fwww.shop.com%2Fa%3Fb%3D1',
			'cj',
			'https://www.shop.com/a?b=1',
		],
		['http://www.dpbolvw.net/click-1234567-7654321?URL=https%3A%2F%2Fwww.shop.com%2Fa', 'cj', 'https://www.shop.com/a'],
		['https://www.kqzyfj.com/click-1234567-7654321', 'cj', null],
		[
			'https://adidas.pxf.io/c/12345/67890/1234?subId1=bio&u=https%3A%2F%2Fwww.adidas.com%2Fus',
			'impact',
			'https://www.adidas.com/us',
		],
		['https://shop.sjv.io/abcDE', 'impact', null],
		['https://go.brand.com/c/12345/67890/1234', 'impact', null],
		[
			'https://click.linksynergy.com/deeplink?id=abc&mid=123&u1=bio&murl=https%3A%2F%2Fwww.macys.com%2Fx',
			'rakuten',
			'https://www.macys.com/x',
		],
		[
			'https://prf.hn/click/camref:1011lABC/pubref:bio/destination:https%3A%2F%2Fwww.shop.com%2Fa%3Fb%3D1',
			'partnerize',
			'https://www.shop.com/a?b=1',
		],
		[
			'https://airline.prf.hn/click/camref:1011lABC/destination:https://www.shop.com/a/?b=1&c=2',
			'partnerize',
			'https://www.shop.com/a/?b=1&c=2',
		],
		['https://prf.hn/click/camref:1011lABC', 'partnerize', null],
		[
			'https://clk.tradedoubler.com/click?p=1&a=2&epi=bio&url=https%3A%2F%2Fwww.elgiganten.se%2Fx',
			'tradedoubler',
			'https://www.elgiganten.se/x',
		],
		[
			'https://pdt.tradedoubler.com/click?a(1)p(2)prod(3)ttid(5)url(https%3A%2F%2Fwww.shop.se%2Fx)',
			'tradedoubler',
			'https://www.shop.se/x',
		],
		[
			'https://track.adtraction.com/t/t?a=1&as=2&t=2&tk=1&epi=bio&url=https://www.shop.se/p?x=1&y=%20#z',
			'adtraction',
			'https://www.shop.se/p?x=1&y=%20#z',
		],
		[
			'https://track.adtraction.com/t/t?a=1&as=2&t=2&tk=1&url=https%3A%2F%2Fwww.shop.se%2Fp%3Fx%3D1%26y%3D2',
			'adtraction',
			'https://www.shop.se/p?x=1&y=2',
		],
		['https://go.shop.se/t/t?a=1&as=2&t=2&tk=1', 'adtraction', null],
		[
			'https://www.partner-ads.com/no/klikbanner.php?partnerid=1&bannerid=2&uid=bio&htmlurl=https://www.shop.no/p?x=1&y=2',
			'partner-ads',
			'https://www.shop.no/p?x=1&y=2',
		],
		[
			'https://click.adrecord.com/?c=1&p=2&epi=bio&url=https://www.avanza.se/fonder',
			'adrecord',
			'https://www.avanza.se/fonder',
		],
		['https://addrevenue.io/t?a=1&c=2&u=https%3A%2F%2Fwww.shop.se%2F', 'addrevenue', 'https://www.shop.se/'],
		[
			'https://tc.tradetracker.net/?c=1&m=2&a=3&r=bio&u=https%3A%2F%2Fwww.shop.nl%2F',
			'tradetracker',
			'https://www.shop.nl/',
		],
		[
			'https://www.ebay.de/itm/123?mkcid=1&mkrid=707-53477-19255-0&campid=533&customid=bio',
			'ebay',
			'https://www.ebay.de/itm/123?mkcid=1&mkrid=707-53477-19255-0&campid=533&customid=bio',
		],
		[
			'https://rover.ebay.com/rover/1/711-53200-19255-0/1?campid=533&mpre=https%3A%2F%2Fwww.ebay.com%2Fitm%2F1',
			'ebay',
			'https://www.ebay.com/itm/1',
		],
		['https://ebay.us/abc123', 'ebay', null],
		[
			'https://go.skimresources.com/?id=1X2&xs=1&xcust=bio&url=https%3A%2F%2Fwww.nike.com%2Fx',
			'skimlinks',
			'https://www.nike.com/x',
		],
		['https://go.redirectingat.com/?id=1X2&url=https%3A%2F%2Fwww.nike.com', 'skimlinks', 'https://www.nike.com'],
		['https://redirect.viglink.com/?key=1&u=https%3A%2F%2Fwww.nike.com%2F', 'sovrn', 'https://www.nike.com/'],
		['https://www.amazon.de/dp/B000000000?tag=maya-21', 'amazon', 'https://www.amazon.de/dp/B000000000?tag=maya-21'],
		[
			'https://amazon.co.uk/dp/B000000000/ref=x?th=1&tag=maya-21#y',
			'amazon',
			'https://amazon.co.uk/dp/B000000000/ref=x?th=1&tag=maya-21#y',
		],
		['https://amzn.to/3abcDEF', 'amazon', null],
		[
			'https://www.shareasale.com/r.cfm?b=1&u=2&m=3&urllink=www%2Eshop%2Ecom%2Fx&afftrack=bio',
			'shareasale',
			'https://www.shop.com/x',
		],
		[
			'https://t.adcell.com/p/click?promoId=1&slotId=2&subId=bio&param0=https%3A%2F%2Fwww.shop.de%2F',
			'adcell',
			'https://www.shop.de/',
		],
		[
			'https://track.effiliation.com/servlet/effi.redir?id_compteur=1&url=https%3A%2F%2Fwww.shop.fr%2F',
			'effiliation',
			'https://www.shop.fr/',
		],
		[
			'https://action.metaffiliation.com/trk.php?mclic=P1&redir=https%3A%2F%2Fwww.carrefour.fr%2F',
			'kwanko',
			'https://www.carrefour.fr/',
		],
		['https://ad.zanox.com/ppc/?1C2&ULP=%5B%5Bhttps%3A%2F%2Fwww.shop.de%2Fx%5D%5D', 'zanox', 'https://www.shop.de/x'],
		['https://brand.com/products/x?sca_ref=123.abc', 'uppromote', 'https://brand.com/products/x?sca_ref=123.abc'],
		['https://brand.com/?rfsn=123.abc', 'refersion', 'https://brand.com/?rfsn=123.abc'],
		['https://offers.brand.com/aff_c?offer_id=1&aff_id=2&aff_sub=bio', 'tune', null],
		['https://brand.com/?a_aid=maya', 'post-affiliate-pro', 'https://brand.com/?a_aid=maya'],
		['https://brand.fr/x#ae42', 'affilae', 'https://brand.fr/x#ae42'],
		[
			'https://www.booking.com/hotel/no/x.html?aid=123&label=bio',
			'booking',
			'https://www.booking.com/hotel/no/x.html?aid=123&label=bio',
		],
		['https://s.click.aliexpress.com/e/_abc', 'aliexpress', null],
		['https://liketk.it/4abc', 'ltk', null],
		['https://go.shopmy.us/p-123', 'shopmy', null],
		['https://go.shopmy.us/ap/maya?url=https%3A%2F%2Fwww.sephora.com%2Fx', 'shopmy', 'https://www.sephora.com/x'],
		['https://shop.tiktok.com/view/product/1', 'tiktok-shop', 'https://shop.tiktok.com/view/product/1'],
	])('%s', (url, id, merchantUrl) => {
		const network = networkOf(url)
		expect(network?.id).toBe(id)
		expect(network && merchantUrlOf(url, network)).toBe(merchantUrl)
	})
})

describe('what belongs to no network', () => {
	test.each([
		'https://evil-awin1.com.attacker.example/cread.php',
		'https://www.awin1.com.attacker.example/cread.php?ued=https%3A%2F%2Fshop.com',
		'https://notawin1.com/cread.php',
		'https://attacker.example/www.awin1.com/cread.php',
		'https://attacker.example/?u=https://prf.hn/click/camref:1',
		'https://attacker.example/#https://prf.hn/',
		'https://myprf.hn/click/camref:1',
		'https://www.amazon.de/dp/B000000000',
		'https://www.amazon.de/dp/B000000000?tag=',
		'https://www.amazon.de/dp/B000000000?TAG=maya-21',
		'https://amazon.attacker.example/dp/B000000000?tag=maya-21',
		'https://amazon.com.attacker.example/dp/B000000000?tag=maya-21',
		'https://www.ebay.de/itm/123',
		'https://www.ebay.de/itm/123?mkcid=16',
		'https://www.booking.com/hotel/no/x.html',
		'https://brand.com/?ref=maya',
		'https://brand.com/?epi=maya',
		'https://brand.com/c/shoes/12/34',
		'https://brand.com/#about',
		'not a url',
		'',
	])('%s', (url) => {
		expect(networkOf(url)).toBeNull()
	})
})

describe('a destination that cannot be trusted', () => {
	test.each([
		'https://www.awin1.com/cread.php?ued=javascript%3Aalert(1)',
		'https://www.awin1.com/cread.php?ued=%E0%A4%A',
		'https://www.awin1.com/cread.php?ued=',
		'https://www.awin1.com/cread.php?ued=https%3A%2F%2Fshop',
		'https://www.awin1.com/cread.php?xued=https%3A%2F%2Fshop.com',
		'https://www.awin1.com/cread.php?ued=https%253A%252F%252Fshop.com',
	])('%s', (url) => {
		const network = networkOf(url)
		expect(network?.id).toBe('awin')
		expect(network && merchantUrlOf(url, network)).toBeNull()
	})
})

test('a parameter counts as it is read, percent-encoded or not', () => {
	expect(networkOf('https://www.amazon.de/dp/B000000000?%74ag=maya-21')?.id).toBe('amazon')
	expect(networkOf('https://www.ebay.de/itm/123?campid=5&mkcid=%31')?.id).toBe('ebay')
	expect(networkOf('https://www.amazon.de/dp/B000000000?x=%74ag')).toBeNull()
})

describe('the table', () => {
	test('ids are unique, and fit a URL and a column', () => {
		const ids = NETWORKS.map(({ id }) => id)
		expect(new Set(ids).size).toBe(ids.length)
		for (const id of ids) expect(id).toMatch(/^[a-z][a-z0-9-]{1,24}$/)
	})

	test.each(NETWORKS)('$name can be recognised', ({ marks }) => {
		expect(marks.length).toBeGreaterThan(0)
	})

	test('hosts are plain lower-case domains, and no two networks claim one of them by host alone', () => {
		const claimed = NETWORKS.flatMap(({ marks }) =>
			marks.filter(({ params }) => !params).flatMap(({ hosts }) => hosts ?? []),
		)
		for (const host of claimed) expect(host).toMatch(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/)
		expect(new Set(claimed).size).toBe(claimed.length)
	})

	test.each(NETWORKS)(
		'$name: a sub-ID has a parameter to go in exactly when the mode wants one',
		({ mode, subIdParams }) => {
			if (mode !== 'none') expect(subIdParams.length).toBeGreaterThan(0)
			expect(new Set(subIdParams).size).toBe(subIdParams.length)
		},
	)

	test.each(NETWORKS)('$name: a click ID of 20 characters fits', ({ mode, maxLength = 20 }) => {
		if (mode === 'click') expect(maxLength).toBeGreaterThanOrEqual(20)
	})
})
