import { expect, test } from 'vitest'
import { readSocial, SOCIAL_NETWORKS } from '../../../src/domain/profiles/social.ts'
import { GLYPHS } from '../../../src/view/social-glyphs.ts'

test.each([
	{ name: 'a profile', network: 'tiktok', url: 'https://www.tiktok.com/@maya' },
	{ name: 'a mail address', network: 'mail', url: 'mailto:maya@example.com' },
	{ name: 'a website', network: 'web', url: 'http://maya.example/æ' },
])('$name is shown', ({ network, url }) => {
	expect(readSocial(JSON.stringify([{ network, url }]))).toEqual([{ network, url }])
})

test.each([
	{ name: 'a script', network: 'web', url: 'javascript:alert(1)' },
	{ name: 'a bare host', network: 'web', url: 'maya.example' },
	{ name: 'mail that is no mail', network: 'mail', url: 'https://maya.example' },
	{ name: 'mail with headers of its own', network: 'mail', url: 'mailto:a@b.example?bcc=c@d.example' },
	{ name: 'a network nobody knows', network: 'orkut', url: 'https://orkut.com/maya' },
])('$name is left out, and its neighbour stays', ({ network, url }) => {
	const good = { network: 'x', url: 'https://x.com/maya' }
	expect(readSocial(JSON.stringify([{ network, url }, good]))).toEqual([good])
})

test.each(['', 'null', '{}', '"x"', '[1,null]', 'not json'])('%j holds no icons', (json) => {
	expect(readSocial(json)).toEqual([])
})

test('every network has a glyph of simple path commands', () => {
	for (const network of SOCIAL_NETWORKS) expect(GLYPHS[network]).toMatch(/^M[-MmLlHhVvCcSsQqTtAaZz0-9 .,]+$/)
})
