import { expect, test } from 'vitest'
import type { Answer } from '../../functions/http.ts'
import { openPageCache } from '../../functions/platform/node/page-cache.ts'
import { TAG_SLOT } from '../../functions/platform/tag-slot.ts'
import { BUILT_IN_TAGS } from '../../src/domain/channels/channel.ts'
import { MAX_CHANNELS } from '../../src/domain/channels/limits.ts'
import { NOON } from '../support/factories.ts'
import { anAsk } from '../support/platform.ts'

const OWN_TAGS = Array.from({ length: MAX_CHANNELS }, (_, n) => `tag-${n}`)
const EVERY_TAG = [null, ...BUILT_IN_TAGS, ...OWN_TAGS]
const CODINGS = ['br', 'gzip', 'identity']

/** Text that packs badly, as long as a page can be, with a place for the tag. */
function heavyPage(handleKey: string, edition: number) {
	let seed = [...handleKey].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7)
	const next = () => {
		seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31
		return seed.toString(36)
	}
	const noise = Array.from({ length: 30_000 }, next).join(' ')
	return {
		html: `<a href="/go/x?s=${TAG_SLOT}">${noise}</a>`,
		headers: {},
		tags: OWN_TAGS,
		until: null,
		edition,
	}
}

async function visitAll(pages: ReturnType<typeof openPageCache>, handleKey: string): Promise<void> {
	await pages.store(handleKey, null, heavyPage(handleKey, pages.edition(handleKey)), anAsk('/'))
	for (const tag of EVERY_TAG)
		for (const coding of CODINGS)
			await pages.read(handleKey, tag, anAsk('/', { headers: { 'accept-encoding': coding } }))
}

test('one page under every tag in every coding takes a few copies of it and not a hundred', async () => {
	const pages = openPageCache(() => NOON)
	await visitAll(pages, 'maya')
	const page = heavyPage('maya', 0).html.length
	expect(EVERY_TAG.length * CODINGS.length).toBeGreaterThan(150)
	expect(pages.bytes()).toBeLessThan(20 * page)
})

test('a purge lets go of the page and all that was packed of it', async () => {
	const pages = openPageCache(() => NOON)
	await visitAll(pages, 'maya')
	await visitAll(pages, 'tom')
	const both = pages.bytes()
	pages.purge('maya')
	expect(pages.bytes()).toBeLessThan(0.6 * both)
	pages.purge('tom')
	expect(pages.bytes()).toBe(0)
})

test('many pages together stay within the bytes that they may have', async () => {
	const most = 3_000_000
	const pages = openPageCache(() => NOON, most)
	for (const handleKey of ['maya', 'tom', 'ida', 'ola', 'eva']) {
		await visitAll(pages, handleKey)
		expect(pages.bytes()).toBeLessThanOrEqual(most)
	}
	expect(pages.bytes()).toBeGreaterThan(most / 4)
})

test('each tag has an etag of its own, which the browser is told again', async () => {
	const pages = openPageCache(() => NOON)
	const page = { ...heavyPage('maya', 0), html: `<a href="/go/x?s=${TAG_SLOT}">` }
	const stored = await pages.store('maya', 'tt', page, anAsk('/'))
	const read = (tag: string | null, headers = {}) => pages.read('maya', tag, anAsk('/', { headers })) as Answer
	const etags = [stored.headers.etag, read('tag-1').headers.etag, read(null).headers.etag]
	expect(new Set(etags).size).toBe(3)
	expect(read('tt', { 'if-none-match': etags[0] }).status).toBe(304)
	expect(read('tag-1', { 'if-none-match': etags[0] }).status).toBe(200)
})
