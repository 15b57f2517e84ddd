import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { handleKey, readHandle } from '../../../src/domain/profiles/handle.ts'
import en from '../../../src/messages/en/handle.json' with { type: 'json' }
import nb from '../../../src/messages/nb/handle.json' with { type: 'json' }

describe('handles that are taken as they are', () => {
	test.each([
		['maya', 'maya', 'maya'],
		['@Maya', 'maya', 'maya'],
		['  @kri.sta_lee ', 'kri.sta_lee', 'krista_lee'],
		['a1', 'a1', 'a1'],
		['12', '12', '12'],
		['k.r.i.s.t.a', 'k.r.i.s.t.a', 'krista'],
		['a__b', 'a__b', 'a__b'],
		['x'.repeat(30), 'x'.repeat(30), 'x'.repeat(30)],
		['maya.co', 'maya.co', 'mayaco'],
		['pngfan', 'pngfan', 'pngfan'],
		['applepie', 'applepie', 'applepie'],
		['tiktokkrista', 'tiktokkrista', 'tiktokkrista'],
	])('%s', (typed, handle, key) => {
		expect(readHandle(typed)).toEqual({ ok: true, handle, key })
	})
})

describe('handles that are refused', () => {
	test.each([
		['', 'tooShort'],
		['@', 'tooShort'],
		['a', 'tooShort'],
		['x'.repeat(31), 'tooLong'],
		['blåbær', 'characters'],
		['maya lee', 'characters'],
		['maya-lee', 'characters'],
		['@@maya', 'characters'],
		['maya/../app', 'characters'],
		['maуa', 'characters'],
		['.maya', 'edges'],
		['maya.', 'edges'],
		['_maya', 'edges'],
		['maya_', 'edges'],
		['ma..ya', 'dots'],
		['maya.svg', 'extension'],
		['maya.PNG', 'extension'],
		['maya.webmanifest', 'extension'],
		['maya.css.map', 'extension'],
		['app', 'reserved'],
		['GO', 'reserved'],
		['a.p.i', 'reserved'],
		['healthz', 'reserved'],
		['in', 'reserved'],
		['404', 'reserved'],
		['500', 'reserved'],
		['sign-in', 'reserved'],
		['_astro', 'edges'],
		['_server-islands', 'reserved'],
		['.well-known', 'reserved'],
		['favicon.ico', 'reserved'],
		['robots.txt', 'reserved'],
		['sitemap.xml', 'reserved'],
		['vitrine', 'reserved'],
		['Tik.Tok', 'reserved'],
		['tik_tok', 'reserved'],
		['amazon', 'reserved'],
		['support', 'reserved'],
		['s.e.c.u.r.i.t.y', 'reserved'],
	])('%s', (typed, problem) => {
		expect(readHandle(typed)).toEqual({ ok: false, problem: `handle.${problem}` })
		expect(Object.keys(en)).toContain(problem)
		expect(Object.keys(nb)).toContain(problem)
	})
})

test('a handle that was read keeps the promise of its address', () => {
	const unit = fc.constantFrom(...'abz019._@-A ')
	fc.assert(
		fc.property(fc.string({ unit, maxLength: 34 }), (typed) => {
			const read = readHandle(typed)
			if (!read.ok) return
			expect(read.handle).toMatch(/^(?=.{2,30}$)[a-z0-9](?:[a-z0-9_]|\.(?!\.))*[a-z0-9]$/)
			expect(read.key).toBe(handleKey(read.handle))
			expect(readHandle(read.handle.toUpperCase())).toEqual(read)
			expect(readHandle(read.key)).toMatchObject({ ok: true, key: read.key })
		}),
		{ numRuns: 2000 },
	)
})
