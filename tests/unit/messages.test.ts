import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser'
import { expect, test } from 'vitest'
import { MOST_NEW_WORDS } from '../../db/queries/words.ts'
import { CROWD_LIMITS, MOST_ON_ALL_PAGES } from '../../src/domain/clicks/crowd.ts'
import { en } from '../../src/messages/en.ts'
import { preferredLanguage, translator } from '../../src/messages/index.ts'
import { nb } from '../../src/messages/nb.ts'
import { wordsOf } from '../../src/view/words.ts'

type Rooms = Record<string, Record<string, string>>
const flat = (rooms: Rooms) =>
	Object.entries(rooms).flatMap(([room, entries]) =>
		Object.entries(entries).map(([key, text]) => [`${room}.${key}`, text] as const),
	)

function placeholders(elements: MessageFormatElement[]): string[] {
	return elements.flatMap((element) => {
		if (element.type === TYPE.literal || element.type === TYPE.pound) return []
		if (element.type === TYPE.plural || element.type === TYPE.select) {
			return [element.value, ...Object.values(element.options).flatMap((option) => placeholders(option.value))]
		}
		return [element.value]
	})
}

const english = flat(en)
const norwegian = new Map(flat(nb))

test('both languages have the same messages', () => {
	expect(english.length).toBeGreaterThan(50)
	expect([...norwegian.keys()].sort()).toEqual(english.map(([key]) => key).sort())
})

test.each(english)('%s can be read and mentions the same values in both languages', (key, text) => {
	const names = (message: string) => [...new Set(placeholders(parse(message, { ignoreTag: true })))].sort()
	expect(text).not.toBe('')
	expect(names(norwegian.get(key) ?? '')).toEqual(names(text))
})

test.each([
	['nb-NO,nb;q=0.9,en;q=0.8', 'nb'],
	['no', 'nb'],
	['nn-NO', 'nb'],
	['de-DE', 'en'],
	[null, 'en'],
] as const)('a browser that says %s is greeted in %s', (header, language) => {
	expect(preferredLanguage(header)).toBe(language)
})

test('a message that does not exist is a bug', () => {
	expect(() => translator('en')('link.nothing' as never)).toThrow('link.nothing')
})

test.each([['en'], ['nb']] as const)(
	'what islands are handed over in %s keeps its values to be filled in later',
	(language) => {
		const words = wordsOf(translator(language), ['editor', 'link', 'coupon', 'app'])
		expect(words['editor.full']).toContain('{limit}')
		expect(words['editor.fullness']).toContain('{percent}')
	},
)

test.each([
	['en', en.clicks, ','],
	['nb', nb.clicks, ''],
])('how we count says the numbers that are counted by: %s', (_, clicks, thousands) => {
	const { gateway, household } = CROWD_LIMITS
	const said = clicks['excess.what']
		.replaceAll(thousands, '')
		.match(/\b\d+\b/g)
		?.map(Number)
	const limits = [gateway.perMinute, gateway.perHour, household.perMinute, household.perHour, MOST_ON_ALL_PAGES]
	expect(said?.filter((number) => limits.includes(number))).toEqual(limits)
	expect(clicks['why.person.hosts']).toContain(` ${MOST_NEW_WORDS / 2} `)
})
