import { MAX_TAG_LENGTH } from './limits.ts'

/** Letters that have no accent to take off, as people write them in addresses. */
const LETTERS: Record<string, string> = { æ: 'ae', ø: 'o', å: 'a', ß: 'ss', đ: 'd', ł: 'l', œ: 'oe', þ: 'th' }

/** A tag that says what a name says: "Nyhetsbrev på lørdag" is `nyhetsbrev-pa-lordag`. Empty when nothing is left. */
export function tagFrom(name: string): string {
	const plain = name.toLowerCase().replace(/[æøåßđłœþ]/g, (letter) => LETTERS[letter] ?? '')
	const words = plain
		.normalize('NFKD')
		.replace(/\p{M}+/gu, '')
		.replace(/[^a-z0-9]+/g, '-')
	return words.replace(/^-+/, '').slice(0, MAX_TAG_LENGTH).replace(/-+$/, '')
}
