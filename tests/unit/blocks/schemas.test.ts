import { expect, test } from 'vitest'
import { NewHeading, NewText, Order } from '../../../src/domain/blocks/schemas.ts'
import { CouponEdit } from '../../../src/domain/coupons/schemas.ts'
import { LinkEdit, NewLink } from '../../../src/domain/links/schemas.ts'
import { ProfileEdit } from '../../../src/domain/profiles/schemas.ts'
import { isMessageKey } from '../../../src/messages/index.ts'

const ID = 'abcdefgh27'
const LINK = { id: ID, version: 1, url: 'shop.example', title: 'Lamp', kind: 'none', merchant: null }
const COUPON = { id: ID, version: 1, code: 'DANA15', merchant: null, offer: null, validFrom: null, validUntil: null }
const PROFILE = { version: 1, name: 'Maya', bio: null, language: 'en', isHidden: false }

test('what a form leaves empty arrives as empty text', () => {
	expect(LinkEdit.parse(LINK)).toEqual({ ...LINK, merchant: '' })
	expect(CouponEdit.parse(COUPON)).toMatchObject({ merchant: '', offer: '', validFrom: '', validUntil: '' })
	expect(NewLink.parse({ id: ID, url: 'x.no', title: null, merchant: null })).toMatchObject({ title: '', merchant: '' })
})

test('one line stays one line, and text keeps its lines', () => {
	expect(NewHeading.parse({ id: ID, content: ' Two\r\nlines\u0000 ' }).content).toBe('Two lines')
	expect(NewText.parse({ id: ID, content: ' Two\r\nlines\r\n\r\n\r\n\r\nand\u0007more\ud800 ' }).content).toBe(
		'Two\nlines\n\nand more\ufffd',
	)
})

test.each([
	[LinkEdit, { ...LINK, title: ' ' }, 'title', 'link.title.empty'],
	[LinkEdit, { ...LINK, title: 'a'.repeat(81) }, 'title', 'link.title.tooLong'],
	[LinkEdit, { ...LINK, url: null }, 'url', 'link.url.empty'],
	[LinkEdit, { ...LINK, kind: 'sponsored' }, 'kind', 'link.kind.unknown'],
	[LinkEdit, { ...LINK, merchant: 'a'.repeat(61) }, 'merchant', 'link.merchant.tooLong'],
	[LinkEdit, { ...LINK, id: 'ABCDEFGH27' }, 'id', 'editor.id.malformed'],
	[LinkEdit, { ...LINK, version: null }, 'version', 'editor.version.malformed'],
	[LinkEdit, { ...LINK, version: 1.5 }, 'version', 'editor.version.malformed'],
	[LinkEdit, { ...LINK, version: 0 }, 'version', 'editor.version.malformed'],
	[CouponEdit, { ...COUPON, code: '' }, 'code', 'coupon.code.empty'],
	[CouponEdit, { ...COUPON, code: 'A'.repeat(41) }, 'code', 'coupon.code.tooLong'],
	[CouponEdit, { ...COUPON, offer: 'a'.repeat(81) }, 'offer', 'coupon.offer.tooLong'],
	[CouponEdit, { ...COUPON, validFrom: '2026-02-30' }, 'validFrom', 'coupon.date.malformed'],
	[CouponEdit, { ...COUPON, apply: 'magic' }, 'apply', 'coupon.apply.unknown'],
	[NewHeading, { id: ID, content: null }, 'content', 'editor.heading.empty'],
	[NewText, { id: ID, content: 'a'.repeat(501) }, 'content', 'editor.text.tooLong'],
	[ProfileEdit, { ...PROFILE, name: ' \u0000 ' }, 'name', 'editor.name.empty'],
	[ProfileEdit, { ...PROFILE, name: 'a'.repeat(41) }, 'name', 'editor.name.tooLong'],
	[ProfileEdit, { ...PROFILE, bio: 'a'.repeat(161) }, 'bio', 'editor.bio.tooLong'],
	[ProfileEdit, { ...PROFILE, language: 'de' }, 'language', 'editor.language.unknown'],
])('%# is refused at its field with a sentence', (schema, given, field, message) => {
	const { error } = schema.safeParse(given)
	expect(error?.issues.map((issue) => [issue.path[0], issue.message])).toEqual([[field, message]])
	expect(isMessageKey(message)).toBe(true)
})

test('a name of exactly forty characters and an order of two are fine', () => {
	expect(ProfileEdit.safeParse({ ...PROFILE, name: 'a'.repeat(40) }).success).toBe(true)
	expect(Order.safeParse({ ids: [ID, 'bbbbbbbbbb'] }).success).toBe(true)
	expect(Order.safeParse({ ids: [ID, ID] }).success).toBe(false)
	expect(Order.safeParse({ ids: [] }).success).toBe(false)
})
