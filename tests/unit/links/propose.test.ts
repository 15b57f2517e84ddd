import { describe, expect, test } from 'vitest'
import { isAffiliate, LINK_KINDS, needsLabel } from '../../../src/domain/links/kinds.ts'
import { merchantName } from '../../../src/domain/links/merchant.ts'
import { isDirect, proposeFromUrl } from '../../../src/domain/links/propose.ts'

describe('what is proposed for a pasted link', () => {
	test.each([
		['https://www.awin1.com/cread.php?awinmid=1&ued=https%3A%2F%2Fwww.zalando.no%2Fx', 'affiliate', 'Zalando', 'awin'],
		['https://www.awin1.com/awclick.php?mid=1&id=2', 'affiliate', '', 'awin'],
		['https://www.amazon.de/dp/B000000000?tag=maya-21', 'affiliate', 'Amazon', 'amazon'],
		['https://www.amazon.de/dp/B000000000', 'none', 'Amazon', null],
		['https://amzn.to/3abcDEF', 'affiliate', 'Amazon', 'amazon'],
		['https://www.ebay.co.uk/itm/1?campid=533', 'affiliate', 'eBay', 'ebay'],
		['https://www.ebay.co.uk/itm/1', 'none', 'Ebay', null],
		['https://prf.hn/click/camref:1/destination:https%3A%2F%2Fwww.boozt.com%2F', 'affiliate', 'Boozt', 'partnerize'],
		[
			'https://go.skimresources.com/?url=https%3A%2F%2Fwww.marksandspencer.com.au%2F',
			'affiliate',
			'Marksandspencer',
			'skimlinks',
		],
		['https://gymshark.com/products/x?sca_ref=12.ab', 'affiliate', 'Gymshark', 'uppromote'],
		['https://gymshark.com/products/x?rfsn=12.ab', 'affiliate', 'Gymshark', 'refersion'],
		['https://gymshark.com/products/x?ref=maya', 'none', 'Gymshark', null],
		['https://evil-awin1.com.attacker.example/', 'none', 'Attacker', null],
		['not a url', 'none', '', null],
	])('%s', (url, kind, merchant, network) => {
		expect(proposeFromUrl(url)).toEqual({ kind, merchant, network })
	})
})

describe('the name of a shop', () => {
	test.each([
		['https://www.zalando.no/x', 'Zalando'],
		['https://www2.hm.com/no_no', 'Hm'],
		['https://www.na-kd.com/', 'Na-Kd'],
		['https://johnlewis.co.uk', 'Johnlewis'],
		['https://shop.mecca.com.au/x', 'Mecca'],
		['https://co.uk/', 'Co'],
		['https://krista.myshopify.com/products/x', 'Krista'],
		['https://www.myshopify.com/', 'Myshopify'],
		['https://blåbær.no', 'Blåbær'],
		['https://åpent.no', 'Åpent'],
		['https://аррӏе.com', ''],
		['https://192.0.2.7/x', ''],
		['https://[2001:db8::1]/', ''],
		['', ''],
	])('%s', (url, name) => {
		expect(merchantName(url)).toBe(name)
	})
})

describe('links that must be direct', () => {
	test.each([
		['https://www.amazon.de/dp/B000000000', true],
		['https://smile.amazon.com/dp/B000000000?tag=maya-20', true],
		['https://AMAZON.CO.JP./dp/B000000000', true],
		['https://amzn.to/3abcDEF', true],
		['https://a.co/d/abc', true],
		['https://amazon.attacker.example/?tag=maya-20', false],
		['https://notamazon.com/', false],
		['https://www.awin1.com/cread.php?ued=https%3A%2F%2Fwww.amazon.de%2F', false],
		['https://www.zalando.no/', false],
		['', false],
	])('%s: %s', (url, direct) => {
		expect(isDirect(url)).toBe(direct)
	})
})

test('every kind but none is labelled, and one of them is affiliate', () => {
	expect(LINK_KINDS.filter(needsLabel)).toEqual(['affiliate', 'own', 'partnership', 'gift'])
	expect(LINK_KINDS.filter(isAffiliate)).toEqual(['affiliate'])
})
