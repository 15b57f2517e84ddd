import { expect, test } from 'vitest'
import { channelOf, declaredTag } from '../../../src/domain/channels/channel.ts'

test.each([
	{ tag: 'qr', app: 'none', referrer: null, channel: 'tag:qr' },
	{ tag: 'nyhetsbrev', app: 'tiktok', referrer: 'mail.example', channel: 'tag:nyhetsbrev' },
	{ tag: null, app: 'tiktok', referrer: null, channel: 'app:tiktok' },
	{ tag: null, app: 'instagram', referrer: 'l.instagram.com', channel: 'app:instagram' },
	{ tag: null, app: 'none', referrer: 'news.example.org', channel: 'host:news.example.org' },
	{ tag: null, app: 'other', referrer: 'lnkd.in', channel: 'host:lnkd.in' },
	{ tag: null, app: 'other', referrer: null, channel: 'app:other' },
	{ tag: null, app: 'none', referrer: null, channel: 'unknown' },
	// A host is what the browser said, also where everybody knows whose it is: the app may not have been open at all.
	{ tag: null, app: 'none', referrer: 'www.tiktok.com', channel: 'host:www.tiktok.com' },
] as const)('$tag, $app, $referrer: $channel', ({ tag, app, referrer, channel }) => {
	expect(channelOf(tag, app, referrer)).toBe(channel)
})

test.each([
	{ typed: null, tag: null },
	{ typed: 'tt', tag: 'tt' },
	{ typed: 'QR', tag: 'qr' },
	{ typed: 'newsletter', tag: 'newsletter' },
	{ typed: 'elsewhere', tag: null },
	{ typed: '', tag: null },
])('the tag $typed is read as $tag', ({ typed, tag }) => {
	expect(declaredTag(typed, ['newsletter'])).toBe(tag)
})
