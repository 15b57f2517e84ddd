import { expect, test, vi } from 'vitest'
import type { Answer } from '../../functions/http.ts'
import { edgePages } from '../../functions/platform/edge-pages.ts'
import { TAG_SLOT } from '../../functions/platform/tag-slot.ts'
import { NOON } from '../support/factories.ts'
import { anAsk } from '../support/platform.ts'

/** The Cache API of a data centre, whose answers the test lets through when it wants to. */
function aDataCentre() {
	const stored = new Map<string, { html: string; headers: Headers }>()
	const gates: { put: Promise<void>; match: Promise<void> } = { put: Promise.resolve(), match: Promise.resolve() }
	vi.stubGlobal('caches', {
		default: {
			async put(url: string, response: Response) {
				await gates.put
				stored.set(url, { html: await response.text(), headers: response.headers })
			},
			async match(url: string) {
				const found = stored.get(url)
				await gates.match
				return found && new Response(found.html, { headers: found.headers })
			},
			delete: async (url: string) => stored.delete(url),
		},
	})
	return { stored, gates }
}

/** A handle of each test's own, since an isolate remembers. */
function open(handle: string, now = () => NOON) {
	const work: Promise<unknown>[] = []
	const pages = edgePages(now, (one) => void work.push(one))
	const ask = anAsk(`/${handle}`)
	const page = (html: string) => ({
		html,
		headers: {},
		tags: [],
		until: null,
		edition: pages.edition(handle),
	})
	const bodyOf = (answer: Answer | null) => answer && Buffer.from(answer.body ?? '').toString()
	return {
		show: (html: string) => pages.store(handle, null, page(html), ask),
		read: async () => bodyOf(await pages.read(handle, null, ask)),
		purge: () => pages.purge(handle),
		settled: () => Promise.all(work),
	}
}

test('a page on its way to the cache when its creator edits it does not stay there', async () => {
	const { stored, gates } = aDataCentre()
	const arriving = Promise.withResolvers<void>()
	gates.put = arriving.promise
	const { show, read, purge, settled } = open('ida')
	await show('before')
	await purge()
	arriving.resolve()
	await settled()
	expect([stored.size, await read()]).toEqual([0, null])
	await show('after')
	await settled()
	expect([stored.size, await read()]).toEqual([1, 'after'])
})

test('a page is kept once for all of its tags, and a purge lets go of all of them', async () => {
	const { stored } = aDataCentre()
	const work: Promise<unknown>[] = []
	const pages = edgePages(
		() => NOON,
		(one) => void work.push(one),
	)
	const html = `<a href="/go/x?s=${TAG_SLOT}" ping="/hit?k=click&amp;s=${TAG_SLOT}">`
	const page = { html, headers: {}, tags: ['reel'], until: null, edition: pages.edition('eva') }
	await pages.store('eva', 'reel', page, anAsk('/eva'))
	await Promise.all(work)
	const read = async (tag: string | null) => {
		const answer = await pages.read('eva', tag, anAsk('/eva'))
		return answer && [Buffer.from(answer.body ?? '').toString(), answer.headers.etag]
	}
	const [plain, reel, tt, madeUp] = [await read(null), await read('reel'), await read('tt'), await read('made-up')]
	expect([plain?.[0], reel?.[0], tt?.[0]]).toEqual([
		'<a href="/go/x" ping="/hit?k=click">',
		'<a href="/go/x?s=reel" ping="/hit?k=click&amp;s=reel">',
		'<a href="/go/x?s=tt" ping="/hit?k=click&amp;s=tt">',
	])
	expect(madeUp).toEqual(plain)
	expect(new Set([plain?.[1], reel?.[1], tt?.[1]]).size).toBe(3)
	expect(stored.size).toBe(1)
	await pages.purge('eva')
	expect([stored.size, await read('reel')]).toEqual([0, null])
})

test('a page that was found before an edit is not remembered after it', async () => {
	const { stored, gates } = aDataCentre()
	const { show, read, purge, settled } = open('ola')
	await show('before')
	await settled()
	const copy = new Map(stored)
	await purge()
	// Another isolate's copy, which this one finds in the shared cache just before the edit.
	for (const [url, page] of copy) stored.set(url, page)
	const found = Promise.withResolvers<void>()
	gates.match = found.promise
	const reading = read()
	const purging = purge()
	found.resolve()
	await purging
	expect(await reading).toBe('before')
	expect(await read()).toBeNull()
})

test('no page is answered a minute after it was made, however often it was read', async () => {
	aDataCentre()
	let now = NOON
	const { show, read, settled } = open('per', () => now)
	await show('before')
	await settled()
	for (now = NOON; now < NOON + 60_000; now += 12_000) expect(await read()).toBe('before')
	expect(await read()).toBeNull()
})
