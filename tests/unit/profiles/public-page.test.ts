import { describe, expect, test } from 'vitest'
import type { PublicBlock, PublicRows } from '../../../db/queries/public-profiles.ts'
import type { Coupon, Link } from '../../../db/schema/blocks.ts'
import { publicPage } from '../../../src/domain/profiles/public-page.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** Half past eleven at night in Oslo. */
const NOW = Date.UTC(2026, 10, 22, 22, 30)
const MIDNIGHT = Date.UTC(2026, 10, 22, 23)

let made = 0
const block = (given: Partial<PublicBlock>): PublicBlock => ({
	...{ publicId: `block${++made}`, kind: 'text', content: '', link: null, coupon: null },
	...given,
})
const link = (given: Partial<Link> = {}): PublicBlock =>
	block({
		kind: 'link',
		link: {
			...{
				blockId: made,
				title: 'Desk',
				url: 'https://shop.example/desk',
				kind: 'affiliate',
				merchant: '',
				picture: null,
			},
			...given,
		},
	})
const coupon = (given: Partial<Coupon> = {}): PublicBlock =>
	block({
		kind: 'coupon',
		coupon: {
			...{ blockId: made, code: 'KRISTA20', merchant: 'Shop', offer: '20 %', url: '', apply: 'none' },
			...{ validFrom: null, validUntil: null },
			...given,
		},
	})

function rowsOf(blocks: PublicBlock[], profile: Partial<PublicRows['profile']> = {}): PublicRows {
	const names = { handle: 'maya', name: 'Maya', bio: '', language: 'en', timeZone: 'Europe/Oslo' } as const
	return {
		profile: { theme: '{}', avatar: null, hiddenAt: null, ...names, ...profile },
		blocks,
		tags: ['reel'],
	}
}

const pageOf = (...blocks: PublicBlock[]) => publicPage(rowsOf(blocks), NOW, null)
const offersOf = (...blocks: PublicBlock[]) =>
	pageOf(...blocks).sections.flatMap((section) => (section.kind === 'offers' ? section.offers : []))

describe('coupons in time', () => {
	test.each([
		{ name: 'without an end', period: {}, shown: { endsToday: false, lastMoment: null }, until: null },
		{
			name: 'on its last day',
			period: { validUntil: MIDNIGHT },
			shown: { endsToday: true, lastMoment: MIDNIGHT - 1 },
			until: MIDNIGHT,
		},
		{
			name: 'the day before its last',
			period: { validUntil: MIDNIGHT + DAY },
			shown: { endsToday: false, lastMoment: MIDNIGHT + DAY - 1 },
			until: MIDNIGHT,
		},
		{ name: 'expired', period: { validUntil: NOW }, shown: null, until: null },
		{ name: 'upcoming', period: { validFrom: NOW + HOUR }, shown: null, until: NOW + HOUR },
	])('$name', ({ period, shown, until }) => {
		const blocks = [coupon(period)]
		const [offer] = offersOf(...blocks)
		if (shown) expect(offer).toMatchObject(shown)
		else expect(offer).toBeUndefined()
		expect(pageOf(...blocks).until).toBe(until)
	})

	test("the last day is the last in the profile's zone", () => {
		const rows = rowsOf([coupon({ validUntil: MIDNIGHT + 12 * HOUR })], { timeZone: 'Asia/Kolkata' })
		expect(publicPage(rows, NOW, null).sections).toMatchObject([{ offers: [{ endsToday: true }] }])
	})

	test('the page changes with the first of its coupons', () => {
		const page = pageOf(
			coupon({ validFrom: NOW + 3 * HOUR }),
			coupon({ validUntil: NOW + 2 * HOUR + 5 * DAY }),
			coupon(),
		)
		expect(page.until).toBe(NOW + 3 * HOUR)
	})

	test('an expired coupon discloses nothing', () => {
		expect(pageOf(coupon({ validUntil: NOW })).disclosure).toEqual({ line: null, amazon: null })
		expect(pageOf(coupon()).disclosure.line).toBe('disclosure.line.coupon')
	})
})

describe('ways to the shop', () => {
	test('through our redirect, except for Amazon', () => {
		const amazon = 'https://www.amazon.de/dp/B000?tag=maya-21'
		expect(offersOf(link(), link({ url: amazon })).map(({ way }) => way)).toEqual([
			{ kind: 'counted' },
			{ kind: 'direct', url: amazon },
		])
	})

	test('a coupon without a shop leads nowhere, with one it applies its code on the way', () => {
		const url = 'https://www.amazon.com/shop'
		const ways = offersOf(coupon(), coupon({ url: 'https://shop.example' }), coupon({ url, apply: 'coupon' })).map(
			({ way }) => way,
		)
		expect(ways).toEqual([null, { kind: 'counted' }, { kind: 'direct', url: `${url}?coupon=KRISTA20` }])
	})

	test.each([
		{ given: { merchant: '', url: 'https://www.shop.example/x' }, merchant: '', host: 'shop.example' },
		{ given: { merchant: 'Shop', url: 'https://shop.example/x' }, merchant: 'Shop', host: 'shop.example' },
		{ given: { merchant: 'Shop.example', url: 'https://shop.example' }, merchant: 'Shop.example', host: '' },
		{
			given: { merchant: 'Lamp', url: 'https://www.awin1.com/cread.php?awinmid=1&ued=https%3A%2F%2Flamp.example%2F' },
			merchant: 'Lamp',
			host: 'lamp.example',
		},
		{ given: { merchant: 'Lamp', url: 'https://www.awin1.com/cread.php?awinmid=1' }, merchant: 'Lamp', host: '' },
		{ given: { merchant: '', url: 'https://www.awin1.com/cread.php?awinmid=1' }, merchant: '', host: 'awin1.com' },
	])('$given.url of "$given.merchant" names $host', ({ given, merchant, host }) => {
		expect(offersOf(link(given))).toMatchObject([{ merchant, host }])
	})

	test.each([
		{ kind: 'affiliate', badge: 'disclosure.badge.affiliate', rel: 'sponsored nofollow noopener' },
		{ kind: 'gift', badge: 'disclosure.badge.gift', rel: 'sponsored nofollow noopener' },
		{ kind: 'none', badge: null, rel: 'noopener' },
	] as const)('a link of kind $kind', ({ kind, badge, rel }) => {
		expect(offersOf(link({ kind }))).toMatchObject([{ badge, rel }])
	})
})

describe('sections', () => {
	test('neighbouring offers are one list, and an expired coupon does not split it', () => {
		const blocks = [
			link(),
			coupon({ validUntil: NOW }),
			link(),
			block({ kind: 'heading', content: 'Kitchen' }),
			coupon(),
		]
		expect(pageOf(...blocks).sections).toMatchObject([
			{ kind: 'offers', offers: [{ kind: 'link' }, { kind: 'link' }] },
			{ kind: 'heading', text: 'Kitchen' },
			{ kind: 'offers', offers: [{ kind: 'coupon' }] },
		])
	})

	test('text keeps its lines and parts at empty ones', () => {
		const content = ' One\ntwo\n\n  \nthree\r\n\r\nfour '
		expect(pageOf(block({ kind: 'text', content })).sections).toEqual([
			{ kind: 'text', paragraphs: ['One\ntwo', 'three', 'four'] },
		])
	})

	test('blocks with nothing in them are not shown', () => {
		const empty = (['heading', 'text', 'social'] as const).map((kind) => block({ kind, content: ' ' }))
		expect(pageOf(...empty).sections).toEqual([])
	})
})

test.each([
	{ typed: null, tag: null },
	{ typed: 'tt', tag: 'tt' },
	{ typed: 'Reel', tag: 'reel' },
	{ typed: 'made-up', tag: null },
])('under ?s=$typed the page has the tag $tag', ({ typed, tag }) => {
	expect(publicPage(rowsOf([]), NOW, typed)).toMatchObject({ tag, tags: ['reel'] })
})
