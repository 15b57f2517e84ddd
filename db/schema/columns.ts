import { customType, integer } from 'drizzle-orm/sqlite-core'

/**
 * A word from a fixed list, stored as its position: one byte instead of eight in tables with a row per hit.
 * The lists are append-only, because the positions are what is stored.
 */
export function code<const Words extends readonly string[]>(words: Words) {
	type Word = Words[number]
	return customType<{ data: Word; driverData: number }>({
		dataType: () => 'integer',
		toDriver: (word) => words.indexOf(word),
		fromDriver: (position) => words[position] as Word,
	})
}

/** A moment: UTC epoch milliseconds. */
export const moment = () => integer({ mode: 'number' })
