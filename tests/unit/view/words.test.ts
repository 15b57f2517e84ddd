import { expect, test } from 'vitest'
import { LANGUAGES, translator } from '../../../src/messages/index.ts'
import { wordsOf } from '../../../src/view/words.ts'

test.each(LANGUAGES)(
	'an island gets the sentences of the editor in %s, each value still to be filled in',
	(language) => {
		const words = wordsOf(translator(language), ['editor', 'link', 'coupon', 'app'])
		expect(words['link.url.several']).toContain('{count}')
		expect(words['editor.social.otherNetwork']).toMatch(/\{other\}.*\{network\}/)
		for (const text of Object.values(words)) expect(text).not.toMatch(/\bundefined\b/)
	},
)
