import { en } from '../messages/en.ts'
import type { MessageKey, Translate } from '../messages/index.ts'

/**
 * The sentences of whole rooms, for an island that cannot bring the message files along. Values that a sentence mentions
 * stay in it as `{name}`, so sentences with plurals or formatted numbers do not belong there.
 */
export function wordsOf(t: Translate, rooms: readonly (keyof typeof en)[]): Record<string, string> {
	const texts = rooms.flatMap((room) =>
		Object.entries(en[room]).map(([key, text]) => [`${room}.${key}`, text] as const),
	)
	return Object.fromEntries(texts.map(([key, text]) => [key, t(key as MessageKey, valuesIn(text))]))
}

/** Each value that a sentence mentions, as its own placeholder. */
function valuesIn(text: string): Record<string, string> {
	return Object.fromEntries([...text.matchAll(/\{(\w+)\}/g)].map(([whole, name = '']) => [name, whole]))
}
