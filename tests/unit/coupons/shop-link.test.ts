import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { APPLY_PRESETS, readTemplate, shopLink } from '../../../src/domain/coupons/shop-link.ts'
import en from '../../../src/messages/en/coupon.json' with { type: 'json' }
import nb from '../../../src/messages/nb/coupon.json' with { type: 'json' }

describe('the way to the shop', () => {
	test.each([
		['none', 'KRISTA20', 'https://shop.com/p?x=1#f', 'https://shop.com/p?x=1#f'],
		['shopify', 'KRISTA20', 'https://shop.com', 'https://shop.com/discount/KRISTA20'],
		['shopify', 'KRISTA20', 'https://shop.com/', 'https://shop.com/discount/KRISTA20'],
		[
			'shopify',
			'JUJEATS',
			'https://Shop.com:443/products/pan?variant=1&ref=jules#reviews',
			'https://Shop.com:443/discount/JUJEATS?redirect=%2Fproducts%2Fpan%3Fvariant%3D1%26ref%3Djules#reviews',
		],
		['shopify', 'DANA15', 'https://shop.com?ref=dana', 'https://shop.com/discount/DANA15?redirect=%2F%3Fref%3Ddana'],
		['shopify', 'DANA15', 'https://shop.com/%7ed', 'https://shop.com/discount/DANA15?redirect=%2F%257ed'],
		[
			'shopify',
			'DANA15',
			'https://shop.com/discount/dana10?redirect=%2Fp&ref=dana',
			'https://shop.com/discount/DANA15?redirect=%2Fp&ref=dana',
		],
		['shopify', '15OFF', 'https://shop.com/discount/DANA10', 'https://shop.com/discount/15OFF'],
		['coupon', 'DANA15', 'https://shop.com/p', 'https://shop.com/p?coupon=DANA15'],
		['coupon', 'DANA15', 'https://shop.com', 'https://shop.com?coupon=DANA15'],
		['coupon', 'DANA15', 'https://shop.com/p?', 'https://shop.com/p?coupon=DANA15'],
		['coupon', 'DANA15', 'https://shop.com/p?a=%2f&b=1 2&', 'https://shop.com/p?a=%2f&b=1 2&coupon=DANA15'],
		[
			'coupon',
			'DANA15',
			'https://shop.com/p?xcoupon=1#coupon=2',
			'https://shop.com/p?xcoupon=1&coupon=DANA15#coupon=2',
		],
		['coupon', 'DANA15', 'https://shop.com/p?coupon=OLD&x=1', 'https://shop.com/p?coupon=DANA15&x=1'],
		[
			'apply_coupon',
			'DANA15',
			'https://shop.com/?add-to-cart=7',
			'https://shop.com/?add-to-cart=7&apply_coupon=DANA15',
		],
		['coupon_code', 'DANA15', 'https://shop.com/#top', 'https://shop.com/?coupon_code=DANA15#top'],
		['discount', 'DANA 15 %', 'https://shop.com/', 'https://shop.com/?discount=DANA%2015%20%25'],
		['shopify', 'a/../b?&#', 'https://shop.com/', 'https://shop.com/discount/a%2F..%2Fb%3F%26%23'],
		['coupon', '$&$1', 'https://shop.com/p?coupon=x', 'https://shop.com/p?coupon=%24%26%241'],
		['coupon', '', 'https://shop.com/p', 'https://shop.com/p'],
		['unheard-of', 'DANA15', 'https://shop.com/p', 'https://shop.com/p'],
		[
			'https://shop.com/?v={code}&w={code}',
			'KRISTA 20',
			'https://elsewhere.com',
			'https://shop.com/?v=KRISTA%2020&w=KRISTA%2020',
		],
		['https://shop.com/?v={code}', '$&', '', 'https://shop.com/?v=%24%26'],
	])('%s with %j: %s', (apply, code, url, expected) => {
		expect(shopLink({ url, code, apply })).toBe(expected)
	})

	test.each([
		'https://www.awin1.com/cread.php?awinmid=1&ued=https%3A%2F%2Fwww.zalando.no%2F',
		'https://track.adtraction.com/t/t?a=1&as=2&t=2&tk=1&url=https://www.shop.se/p?x=1',
		'https://amzn.to/3abcDEF',
	])('a tracking link is left alone: %s', (url) => {
		for (const apply of APPLY_PRESETS) expect(shopLink({ url, code: 'DANA15', apply })).toBe(url)
	})

	test('a shop’s own link that names its creator still takes the code', () => {
		const url = 'https://brand.com/p?sca_ref=1.ab'
		expect(shopLink({ url, code: 'JUJEATS', apply: 'discount' })).toBe(`${url}&discount=JUJEATS`)
	})

	test('whatever the code, the shop stays the shop', () => {
		const shops = fc.webUrl({ withQueryParameters: true, withFragments: true })
		fc.assert(
			fc.property(
				shops,
				fc.string({ unit: 'binary', maxLength: 20 }),
				fc.constantFrom(...APPLY_PRESETS),
				(url, code, apply) => {
					const link = shopLink({ url, code, apply })
					expect(new URL(link).origin).toBe(new URL(url).origin)
					expect(new URL(link).hash).toBe(new URL(url).hash)
					if (apply !== 'shopify') expect(link.startsWith(url.replace(/[?#].*$/, ''))).toBe(true)
				},
			),
		)
	})
})

describe('templates', () => {
	test.each([
		['https://shop.com/?voucher={code}', 'https://shop.com/?voucher={code}'],
		['  shop.com/v/{code}#x ', 'https://shop.com/v/{code}#x'],
		['https://shop.com/#promo={code}', 'https://shop.com/#promo={code}'],
	])('%s', (typed, template) => {
		expect(readTemplate(typed)).toEqual({ ok: true, template })
	})

	test.each([
		['https://shop.com/?voucher=', 'coupon.template.noCode'],
		['https://shop.com/?voucher={CODE}', 'coupon.template.noCode'],
		['', 'link.url.empty'],
		['javascript:alert({code})', 'link.url.scheme'],
		['https://{code}.com/', 'link.url.malformed'],
		['https://{code}@shop.com/', 'link.url.credentials'],
		['https://shop.com:{code}/', 'link.url.malformed'],
		['{code}', 'link.url.malformed'],
		['https://vitrine.example/go/{code}', 'link.url.ownRedirect'],
		['https://vitrine.example/{code}/../go/x', 'link.url.ownRedirect'],
	])('%s is refused', (typed, problem) => {
		expect(readTemplate(typed, { ownOrigins: ['https://vitrine.example'] })).toEqual({ ok: false, problem })
	})
})

test('every preset, state and problem has its words in both languages', () => {
	expect(Object.keys(en)).toEqual(Object.keys(nb))
	for (const preset of APPLY_PRESETS) expect(Object.keys(en)).toContain(`apply.${preset}`)
	for (const key of ['template.noCode', 'validity.endsToday', 'validity.expired'])
		expect(Object.keys(en)).toContain(key)
})
