import { describe, expect, test } from 'vitest'
import { BUILT_IN_TAGS, TAG_PATTERN } from '../../../src/domain/channels/channel.ts'
import { NewChannel } from '../../../src/domain/channels/schemas.ts'
import { tagFrom } from '../../../src/domain/channels/tag.ts'
import { isMessageKey } from '../../../src/messages/index.ts'

describe('a tag says what the name says', () => {
	test.each([
		['Newsletter', 'newsletter'],
		['Nyhetsbrev på lørdag', 'nyhetsbrev-pa-lordag'],
		['  Kafé – Bergen! ', 'kafe-bergen'],
		['Æsops fabler', 'aesops-fabler'],
		['TikTok Live #3', 'tiktok-live-3'],
		['A name that goes on and on and on', 'a-name-that-goes-on-and'],
		['ポッドキャスト', ''],
		['🎄', ''],
	])('%s is %s', (name, tag) => {
		expect(tagFrom(name)).toBe(tag)
		expect(tag === '' || TAG_PATTERN.test(tag)).toBe(true)
	})
})

describe('a new place', () => {
	test('has the tag that was typed, else one of its name', () => {
		expect(NewChannel.parse({ name: ' Podcast ', tag: ' POD ' })).toEqual({ name: 'Podcast', tag: 'pod' })
		expect(NewChannel.parse({ name: 'Podcast', tag: '' })).toEqual({ name: 'Podcast', tag: 'podcast' })
		expect(NewChannel.parse({ name: 'Podcast' })).toEqual({ name: 'Podcast', tag: 'podcast' })
	})

	test.each<[typed: object, field: string, message: string]>([
		[{ name: '' }, 'name', 'share.name.empty'],
		[{ name: 'x'.repeat(41) }, 'name', 'share.name.tooLong'],
		[{ name: '🎄' }, 'tag', 'share.tag.empty'],
		[{ name: 'Shop', tag: '-shop' }, 'tag', 'share.tag.characters'],
		[{ name: 'Shop', tag: 'my shop' }, 'tag', 'share.tag.characters'],
		[{ name: 'Shop', tag: 'x'.repeat(25) }, 'tag', 'share.tag.characters'],
		...BUILT_IN_TAGS.map((tag): [object, string, string] => [{ name: 'Mine', tag }, 'tag', 'share.tag.builtIn']),
	])('%o is refused at its field', (typed, field, message) => {
		const issues = NewChannel.safeParse(typed).error?.issues ?? []
		expect(issues.map((issue) => [issue.path[0], issue.message])).toEqual([[field, message]])
		expect(isMessageKey(message)).toBe(true)
	})
})
