import { describe, expect, test } from 'vitest'
import { badgeOf, type DisclosedBlock, disclosureOf, relOf } from '../../../src/domain/profiles/disclosure.ts'
import en from '../../../src/messages/en/disclosure.json' with { type: 'json' }
import nb from '../../../src/messages/nb/disclosure.json' with { type: 'json' }

const KINDS = ['affiliate', 'own', 'partnership', 'gift', 'coupon'] as const
const TAGGED = 'https://www.amazon.de/dp/B000000000?tag=maya-21'
const AMAZON = 'disclosure.amazon'

describe('what a page says', () => {
	test.each<[string, DisclosedBlock[], string | null, string | null]>([
		['an empty page', [], null, null],
		['nothing to gain', [{ kind: 'none', url: 'https://shop.com' }, { kind: 'none' }], null, null],
		[
			'commission',
			[{ kind: 'none' }, { kind: 'affiliate', url: 'https://shop.com' }, { kind: 'affiliate' }],
			'affiliate',
			null,
		],
		['codes', [{ kind: 'coupon', url: '' }, { kind: 'none' }], 'coupon', null],
		['commission and codes', [{ kind: 'coupon' }, { kind: 'affiliate' }], 'affiliateAndCoupon', null],
		['own products', [{ kind: 'own' }], 'own', null],
		['partnership', [{ kind: 'partnership' }], 'partnership', null],
		['gifts', [{ kind: 'gift' }], 'gift', null],
		['gifts and codes', [{ kind: 'gift' }, { kind: 'coupon' }], 'mixed', null],
		['everything', KINDS.map((kind) => ({ kind })), 'mixed', null],
		['an Amazon link', [{ kind: 'affiliate', url: TAGGED }], 'affiliate', AMAZON],
		['a short Amazon link', [{ kind: 'affiliate', url: 'https://amzn.to/3abcDEF' }], 'affiliate', AMAZON],
		['an Amazon link before its tag', [{ kind: 'affiliate', url: 'https://www.amazon.de/' }], 'affiliate', AMAZON],
		['a tag on a link called none', [{ kind: 'none', url: TAGGED }], null, AMAZON],
		['a tag behind a coupon', [{ kind: 'coupon', url: TAGGED }], 'coupon', AMAZON],
		['Amazon without a tag', [{ kind: 'own', url: 'https://www.amazon.de/dp/B000000000' }], 'own', null],
		['a coupon for Amazon without a tag', [{ kind: 'coupon', url: 'https://www.amazon.de/' }], 'coupon', null],
		[
			'a lookalike of Amazon',
			[{ kind: 'affiliate', url: 'https://amazon.attacker.example/?tag=x-21' }],
			'affiliate',
			null,
		],
	])('%s', (_, blocks, line, amazon) => {
		expect(disclosureOf(blocks)).toEqual({ line: line && `disclosure.line.${line}`, amazon })
	})
})

describe('what a block says', () => {
	test.each(KINDS)('%s is labelled and sponsored', (kind) => {
		expect(badgeOf(kind)).toBe(`disclosure.badge.${kind}`)
		expect(en[`badge.${kind}`]).toMatch(/^Ad\b/)
		expect(nb[`badge.${kind}`]).toMatch(/^Reklame\b/)
		expect(en[`line.${kind}`]).toMatch(/^Ad: /)
		expect(nb[`line.${kind}`]).toMatch(/^Reklame: /)
		expect(relOf(kind)).toBe('sponsored nofollow noopener')
	})

	test('none is neither', () => {
		expect(badgeOf('none')).toBeNull()
		expect(relOf('none')).toBe('noopener')
	})

	test('the lines of several kinds have their words too', () => {
		for (const key of ['line.mixed', 'line.affiliateAndCoupon', 'amazon'] as const) {
			expect(en[key]).not.toBe('')
			expect(nb[key]).not.toBe(en[key])
		}
	})
})
