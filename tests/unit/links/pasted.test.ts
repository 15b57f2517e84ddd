import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { acceptedUrl } from '../../../src/domain/links/accept.ts'
import { findAddress } from '../../../src/domain/links/pasted.ts'
import { MOST_TYPED } from '../../../src/domain/links/url.ts'

const HERE = { ownOrigins: [] }

describe('one address in a text', () => {
	test.each([
		['https://vm.tiktok.example/ZM123/ This post is shared via TikTok Lite.', 'https://vm.tiktok.example/ZM123/'],
		['Have a look https://shop.example/x', 'https://shop.example/x'],
		['Sjekk denne kjolen! https://www.boozt.example/no/kjole?id=1', 'https://www.boozt.example/no/kjole?id=1'],
		['https://amzn.example/d/0abc Wool jumper, navy', 'https://amzn.example/d/0abc'],
		['https://shop.example/x, and use my code MAYA10', 'https://shop.example/x'],
		['shop.example/x (20% off)', 'https://shop.example/x'],
		['boozt.example - my favourite', 'https://boozt.example'],
		['https://shop.example/x…', 'https://shop.example/x'],
		['Look: https://shop.example/wow!', 'https://shop.example/wow'],
		['https://shop.example/wow!', 'https://shop.example/wow!'],
		['<https://shop.example/x>', 'https://shop.example/x'],
		['(see https://shop.example/x).', 'https://shop.example/x'],
		['(https://shop.example/Dress_(wool))', 'https://shop.example/Dress_(wool)'],
		['[my shop](https://shop.example/x)', 'https://shop.example/x'],
		['[x](shop.example/x)', 'https://shop.example/x'],
		['«https://shop.example/x»', 'https://shop.example/x'],
		['Kjole:https://shop.example/x', 'https://shop.example/x'],
		['看看https://v.example/x/ 复制', 'https://v.example/x/'],
		['\u2068https://shop.example/x\u2069', 'https://shop.example/x'],
		['Mine\nhttps://shop.example/x\nkode MAYA', 'https://shop.example/x'],
		['https://shop.example/x https://shop.example/x', 'https://shop.example/x'],
	])('%s', (typed, url) => {
		expect(acceptedUrl(typed, HERE)).toBe(url)
	})
})

describe('a query', () => {
	test.each([
		'https://shop.example/?q=a b',
		'https://shop.example/?q=red wool dress',
		'https://shop.example/?q=red dress, wool&page=2',
		'https://shop.example/?a=1&size=extra large',
		'https://shop.example/?x=1#:~:text=my new dress',
		'https://track.example/c?id=1&url=https://shop.example/?q=red dress for summer',
		'https://track.example/c?id=1&u=https://shop.example/x?b=1',
		'shop.example/x?u=https://other.example/y',
		'https://shop.example/{affiliate_id}?s=%%SITE%%&c=[cb]&d=a|b',
		'https://track.example/click?p(1)a(2)g(3)',
		'https://[2001:db8::1]:8080/x',
	])('%s is kept byte for byte', (typed) => {
		expect(acceptedUrl(typed, HERE)).toBe(typed.startsWith('https') ? typed : `https://${typed}`)
	})

	test.each([
		['https://vm.tiktok.example/Z?igsh=abc This post is shared via TikTok', 'https://vm.tiktok.example/Z?igsh=abc'],
		['https://amzn.example/x?tag=maya-20 Wool jumper, navy', 'https://amzn.example/x?tag=maya-20'],
		['https://shop.example/x?ref=maya - 20 % off', 'https://shop.example/x?ref=maya'],
		['https://shop.example/x?ref=maya\nnew in', 'https://shop.example/x?ref=maya'],
		['https://shop.example/x?ref=maya, from H&M and others', 'https://shop.example/x?ref=maya'],
	])('%s loses the text behind it', (typed, url) => {
		expect(acceptedUrl(typed, HERE)).toBe(url)
	})
})

test.each([
	['https://shop.example/a https://shop.example/b', 2],
	['https://a.example/a\nhttps://b.example/b\nhttps://c.example/c', 3],
	['www.a.example and b.example/x', 2],
	['Jumper https://a.example/?q=1 and hat (https://b.example/b)', 2],
])('%j is refused, and its addresses are counted', (typed, count) => {
	expect(() => acceptedUrl(typed, HERE)).toThrow(
		expect.objectContaining({ message: 'link.url.several', field: 'url', values: expect.objectContaining({ count }) }),
	)
})

test.each([
	['maya@example.com', 'link.url.email'],
	['mailto:maya@example.com', 'link.url.email'],
	['Sjekk denne kjolen', 'link.url.malformed'],
	['Hello.Look at this', 'link.url.malformed'],
	["javascript:location='https://shop.example'", 'link.url.scheme'],
	['intent://x?url=https://shop.example', 'link.url.scheme'],
	['shop', 'link.url.noDot'],
	['', 'link.url.empty'],
	[`https://shop.example/${'x '.repeat(MOST_TYPED)}`, 'link.url.tooLong'],
])('%j is refused: %s', (typed, message) => {
	expect(() => acceptedUrl(typed, HERE)).toThrow(expect.objectContaining({ message }))
})

test('an address in a text is found as it stands alone', () => {
	fc.assert(
		fc.property(fc.webUrl({ withQueryParameters: true }), (url) => {
			const alone = findAddress(url)
			if (alone.found !== 'one' || /[!?]$/.test(alone.address)) return
			expect(findAddress(`See this:\n${url}\nit is warm`)).toEqual(alone)
		}),
	)
})
