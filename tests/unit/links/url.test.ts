import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { asciiUrl, displayHost, hostOf, readUrl } from '../../../src/domain/links/url.ts'
import en from '../../../src/messages/en/link.json' with { type: 'json' }
import nb from '../../../src/messages/nb/link.json' with { type: 'json' }

const OWN = ['https://vitrine.example', 'http://127.0.0.1:4321']

describe('what is stored', () => {
	test.each([
		['https://shop.com/x', 'https://shop.com/x'],
		['  https://shop.com/x\n', 'https://shop.com/x'],
		['\u200bhttps://shop.com/x\u00a0', 'https://shop.com/x'],
		['shop.com/x', 'https://shop.com/x'],
		['shop.com:8443/x', 'https://shop.com:8443/x'],
		['//shop.com/x', 'https://shop.com/x'],
		['HTTP://Shop.COM', 'HTTP://Shop.COM'],
		['https://shop.com/%7euser/../x?a=%2f&b=1 2&&c', 'https://shop.com/%7euser/../x?a=%2f&b=1 2&&c'],
		['https://blåbær.no/syltetøy/é?q=ü#å', 'https://blåbær.no/syltetøy/é?q=ü#å'],
		['例え.jp/テスト', 'https://例え.jp/テスト'],
		['https://shop.com/👩‍🍳', 'https://shop.com/👩‍🍳'],
		['https://[2001:db8::1]:8080/x', 'https://[2001:db8::1]:8080/x'],
		['http://192.0.2.7/x', 'http://192.0.2.7/x'],
		['https://shop.com./x', 'https://shop.com./x'],
		['https://shop.com/login@home?mail=a@b.no', 'https://shop.com/login@home?mail=a@b.no'],
		['https://shop.com/x?to=javascript:alert(1)', 'https://shop.com/x?to=javascript:alert(1)'],
		['https://shop.com/go/x', 'https://shop.com/go/x'],
		['https://vitrine.example/maya', 'https://vitrine.example/maya'],
		['https://vitrine.example/gold', 'https://vitrine.example/gold'],
		['https://vitrine.example.shop.com/go/x', 'https://vitrine.example.shop.com/go/x'],
		[
			'https://track.adtraction.com/t/t?a=1&as=2&t=2&tk=1&url=https://www.shop.se/p?x=1&y=2',
			'https://track.adtraction.com/t/t?a=1&as=2&t=2&tk=1&url=https://www.shop.se/p?x=1&y=2',
		],
	])('%s', (typed, url) => {
		expect(readUrl(typed, { ownOrigins: OWN })).toEqual({ ok: true, url })
	})
})

describe('what is refused', () => {
	test.each([
		['', 'empty'],
		[' \n\u200b', 'empty'],
		['javascript:alert(1)', 'scheme'],
		['JaVaScRiPt:alert(1)', 'scheme'],
		['javascript://shop.com/%0aalert(1)', 'scheme'],
		['data:text/html,<script>', 'scheme'],
		['mailto:maya@shop.com', 'scheme'],
		['tel:+4712345678', 'scheme'],
		['intent://shop.com#Intent;end', 'scheme'],
		['ftp://shop.com/x', 'scheme'],
		['java\nscript:alert(1)', 'control'],
		['https://shop.com/a\tb', 'control'],
		['https://shop.com/\u0000', 'control'],
		['\u0000https://shop.com', 'control'],
		['https://shop.com/\u0085', 'control'],
		['https://shop.com/\u202egnp.exe', 'control'],
		['https://maya:secret@shop.com/', 'credentials'],
		['https://shop.com@evil.example/', 'credentials'],
		['https://@shop.com/', 'credentials'],
		['maya@shop.com', 'credentials'],
		['https://localhost/x', 'noDot'],
		['localhost:3000', 'noDot'],
		['https://localhost./x', 'noDot'],
		['shop', 'noDot'],
		['https://shop/x.html', 'noDot'],
		['https://', 'malformed'],
		['https:shop.com/x', 'malformed'],
		['https:/shop.com/x', 'malformed'],
		['https:///shop.com/x', 'malformed'],
		['https://shop.com\\@evil.example/', 'malformed'],
		['/shop.com', 'malformed'],
		['shop .com', 'malformed'],
		['https://shop..com', 'malformed'],
		['https://.com', 'malformed'],
		['https://{shop}.com', 'malformed'],
		['https://*.shop.com', 'malformed'],
		['https://shop.com:99999/', 'malformed'],
		['https://shop.com/\ud800', 'malformed'],
		['https://vitrine.example/go/abc', 'ownRedirect'],
		['vitrine.example/go/abc', 'ownRedirect'],
		['http://VITRINE.example./Go/abc?x=1', 'ownRedirect'],
		['https://vitrine.example/x/../go/abc', 'ownRedirect'],
		['https://vitrine.example/%67o/abc', 'ownRedirect'],
		['http://127.0.0.1:4321/go/abc', 'ownRedirect'],
		[`https://shop.com/${'x'.repeat(1984)}`, 'tooLong'],
	])('%j', (typed, problem) => {
		expect(readUrl(typed, { ownOrigins: OWN })).toEqual({ ok: false, problem: `link.url.${problem}` })
		expect(Object.keys(en)).toContain(`url.${problem}`)
		expect(Object.keys(nb)).toContain(`url.${problem}`)
	})

	test('2,000 characters are the last that fit, the added scheme counted', () => {
		const longest = `https://shop.com/${'x'.repeat(1983)}`
		expect(readUrl(longest)).toEqual({ ok: true, url: longest })
		expect(readUrl(longest.slice('https://'.length))).toEqual({ ok: true, url: longest })
	})
})

describe('bytes', () => {
	const bytes = fc.string({ unit: 'binary', maxLength: 60 })

	test('a stored URL is what was typed, with at most a scheme in front', () => {
		fc.assert(
			fc.property(bytes, fc.constantFrom('https://shop.com/', 'shop.com?', 'HTTP://Bücher.de/#', ''), (tail, head) => {
				const read = readUrl(head + tail)
				if (!read.ok) return
				expect([read.url, read.url.replace(/^https:(\/\/)?/, '')]).toContain(
					(head + tail).replace(/^[\s\u200b\u2060]+|[\s\u200b\u2060]+$/g, ''),
				)
			}),
			{ numRuns: 1000 },
		)
	})

	test('a URL that was read is read again unchanged', () => {
		fc.assert(
			fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (url) => {
				expect(readUrl(url)).toEqual({ ok: true, url })
			}),
		)
	})
})

describe('hosts', () => {
	test.each([
		['https://www.Zalando.NO/x', 'www.zalando.no', 'zalando.no'],
		['https://shop.com.:8080/x', 'shop.com', 'shop.com'],
		['https://blåbær.no/x', 'xn--blbr-roah.no', 'blåbær.no'],
		['https://www.bücher.de', 'www.xn--bcher-kva.de', 'bücher.de'],
		['https://例え.jp', 'xn--r8jz45g.jp', '例え.jp'],
		['https://한국.kr', 'xn--3e0b707e.kr', '한국.kr'],
		['https://аррӏе.com', 'xn--80ak6aa92e.com', 'xn--80ak6aa92e.com'],
		['https://gооgle.com', 'xn--ggle-55da.com', 'xn--ggle-55da.com'],
		['https://wıkipedia.org', 'xn--wkipedia-tkb.org', 'xn--wkipedia-tkb.org'],
		['https://xn--zz.com', 'xn--zz.com', 'xn--zz.com'],
		['not a url', '', ''],
	])('%s', (url, host, shown) => {
		expect(hostOf(url)).toBe(host)
		expect(displayHost(url)).toBe(shown)
	})

	test('what is shown leads to the same host', () => {
		const letters = fc.constantFrom(...'abcxyz09æøåéüñçłžßş例え한국')
		fc.assert(
			fc.property(fc.string({ unit: letters, minLength: 1, maxLength: 12 }), (label) => {
				const host = hostOf(`https://a${label}.no`)
				if (host) expect(hostOf(`https://${displayHost(`https://a${label}.no`)}`)).toBe(host)
			}),
		)
	})
})

describe('an address for an HTTP header', () => {
	test.each([
		['https://Shop.com:443/%7ea/../b?q=a+b&&c=%2f#d', 'https://Shop.com:443/%7ea/../b?q=a+b&&c=%2f#d'],
		['https://blåbær.no:8080/é?q=å b#ü', 'https://xn--blbr-roah.no:8080/%C3%A9?q=%C3%A5%20b#%C3%BC'],
		['https://shop.com/👩‍🍳', 'https://shop.com/%F0%9F%91%A9%E2%80%8D%F0%9F%8D%B3'],
	])('%s', (url, ascii) => {
		expect(asciiUrl(url)).toBe(ascii)
		expect(new URL(ascii).href).toBe(new URL(url).href)
	})
})
