import { expect, test } from 'vitest'
import { shardFor } from '../../db/shards.ts'

const shards = [
	{ from: 51, url: 'b' },
	{ from: 101, url: 'c' },
	{ from: 101, url: 'd' },
]

test.each([
	[1, null],
	[50, null],
	[51, 'b'],
	[100, 'b'],
	[101, 'd'],
	[102, 'c'],
	[103, 'd'],
])('the hits of profile %i are in %s', (profileId, url) => {
	expect(shardFor(profileId, shards)?.url ?? null).toBe(url)
	expect(shardFor(profileId, shards.toReversed())?.url ?? null).toBe(profileId > 100 ? (url === 'c' ? 'd' : 'c') : url)
	expect(shardFor(profileId, [])).toBeNull()
})

test('a later generation moves nobody', () => {
	const later = [...shards, { from: 151, url: 'e' }, { from: 151, url: 'f' }]
	for (let id = 1; id <= 150; id++) expect(shardFor(id, later)).toEqual(shardFor(id, shards))
})
