import { describe, expect, test } from 'vitest'
import { translator } from '../../../src/messages/index.ts'
import { askHref, readAsk, withFilter, withoutFilter } from '../../../src/view/clicks/ask.ts'
import { chartMarks } from '../../../src/view/clicks/marks.ts'
import { facetNames } from '../../../src/view/clicks/names.ts'

const targets = [
	{ publicId: 'deskdeskab', kind: 'link', title: 'The desk' },
	{ publicId: 'codecodeab', kind: 'coupon', title: 'KRISTA20' },
] as const
const known = { targets: [...targets], channels: [{ tag: 'news', name: 'Nyhetsbrev' }] }

test.each([
	['link', 'codecodeab', 'Code KRISTA20', 'Kode KRISTA20'],
	['channel', 'tag:tt', 'TikTok bio', 'TikTok-profilen'],
	['channel', 'tag:qr', 'QR code', 'QR-kode'],
	['channel', 'tag:news', 'Nyhetsbrev', 'Nyhetsbrev'],
	['channel', 'tag:old', 'A deleted place (old)', 'Et slettet sted (old)'],
	['channel', 'app:tiktok', 'TikTok app', 'TikTok-appen'],
	['channel', 'app:other', 'Another app', 'En annen app'],
	['channel', 'host:news.example', 'news.example', 'news.example'],
	['channel', 'unknown', 'Unknown', 'Ukjent'],
	['country', 'NO', 'Norway', 'Norge'],
	['country', 'none', 'Unknown', 'Ukjent'],
	['country', 'ZZ', 'Unknown Region', 'ukjent område'],
	['country', 'T1', 'T1', 'T1'],
	['device', 'desktop', 'Computer', 'Datamaskin'],
	['app', 'x', 'X', 'X'],
	['hour', '1-14', 'Monday 14–15', 'mandag kl. 14–15'],
	['hour', '7-23', 'Sunday 23–24', 'søndag kl. 23–24'],
] as const)('%s %s is %s, and %s in Norwegian', (facet, key, en, nb) => {
	expect(facetNames('en', translator('en'), known)(facet, key)).toBe(en)
	expect(facetNames('nb', translator('nb'), known)(facet, key)).toBe(nb)
})

describe('the address of the screen', () => {
	const read = (query: string) => readAsk(new URLSearchParams(query), known.targets)

	test('keeps everything that was asked, and reading it again changes nothing', () => {
		const query = '?range=28d&show=copies&by=hour&link=codecodeab&channel=host%3Aa.example&hour=1-14'
		expect(askHref(read(query))).toBe(`/app${query}`)
		const days = '?from=2026-11-01&to=2026-11-09&show=clicks&country=NO'
		expect(askHref(read(days))).toBe(`/app${days}`)
	})

	test('ignores what it does not know', () => {
		const odd = `?range=2y&show=sales&by=x&link=nopenopeno&channel=${'a'.repeat(300)}&country=no&device=fridge&app=&hour=8-1`
		expect(read(odd)).toEqual({ range: '7d', dates: null, show: 'clicks', by: 'link', filters: {} })
	})

	test('a measure that filters leave without numbers is not shown', () => {
		expect(read('?show=visitors').show).toBe('visitors')
		expect(read('?show=visitors&country=NO').show).toBe('clicks')
		expect(read('?show=views&country=NO').show).toBe('views')
		expect(read('?show=views&link=deskdeskab').show).toBe('clicks')
	})

	test('filters are added, exchanged and taken away one by one', () => {
		const ask = read('?country=NO&device=phone')
		expect(withFilter(ask, 'country', 'SE')).toContain('country=SE&device=phone')
		expect(withoutFilter(ask, 'country')).not.toContain('country')
	})
})

test('marks stand at the piece that they fall into, in the order of time, and nowhere outside', () => {
	const slots = [
		{ from: 0, to: 10 },
		{ from: 10, to: 20 },
	]
	const mark = (at: number, what: 'added' | 'edited') => ({ ...targets[0], at, what })
	const marks = [
		mark(25, 'edited'),
		mark(19, 'edited'),
		mark(10, 'added'),
		{ ...mark(9, 'added'), publicId: null, what: 'hidden' as const },
	]
	expect(chartMarks(slots, marks, translator('en'))).toEqual([
		{ place: 0, texts: ['You hid your page'] },
		{ place: 1, texts: ['Added: The desk', 'Edited: The desk'] },
	])
})
