import { expect, test } from 'vitest'
import { readCampaign } from '../../../src/domain/clicks/campaign.ts'

const ttclid = `E.C.P.${'Ab9-_'.repeat(40)}`

test.each([
	{ name: 'nothing', query: '', campaign: null },
	{ name: 'other parameters', query: 's=tt&fbclid=1', campaign: null },
	{ name: 'a TikTok click', query: `ttclid=${ttclid}`, campaign: { ttclid, utm: {} } },
	{
		name: 'everything',
		query: `utm_source=tiktok&utm_medium=paid+social&utm_campaign=h%C3%B8st&utm_term=a&utm_content=b&ttclid=${ttclid}&utm_id=9`,
		campaign: { ttclid, utm: { source: 'tiktok', medium: 'paid social', campaign: 'høst', term: 'a', content: 'b' } },
	},
	{ name: 'the first of two', query: 'utm_source=a&utm_source=b', campaign: { ttclid: null, utm: { source: 'a' } } },
	{ name: 'empty values', query: 'ttclid=&utm_source=%20', campaign: null },
	{
		name: 'control characters and turned text',
		query: 'utm_source=a%00%0A%E2%80%AEb%7F&ttclid=x%0Ay',
		campaign: { ttclid: 'xy', utm: { source: 'ab' } },
	},
	{ name: 'a click ID that is too long', query: `ttclid=${'x'.repeat(513)}`, campaign: null },
	{
		name: 'a long name, cut between characters',
		query: `utm_campaign=${'%F0%9F%92%A1'.repeat(150)}`,
		campaign: { ttclid: null, utm: { campaign: '💡'.repeat(100) } },
	},
	{ name: 'broken percent signs', query: 'utm_source=50%', campaign: { ttclid: null, utm: { source: '50%' } } },
	{ name: 'a parameter that only ends alike', query: 'xttclid=1&my_utm_source=2', campaign: null },
])('$name', ({ query, campaign }) => {
	expect(readCampaign(query)).toEqual(campaign)
})

test('what is far too long costs nothing and is not read to its end', () => {
	expect(readCampaign(`x=${'y'.repeat(1_000_000)}&utm_source=late`)).toBeNull()
})
