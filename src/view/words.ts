import { en } from '../messages/en.ts'
import type { MessageKey, Translate } from '../messages/index.ts'

/**
 * The sentences of whole rooms, for an island that cannot bring the message files along. Values that a sentence mentions
 * stay in it as `{name}`, so sentences with plurals or formatted numbers do not belong there.
 */
export function wordsOf(t: Translate, rooms: readonly (keyof typeof en)[]): Record<string, string> {
	const keys = rooms.flatMap((room) => Object.keys(en[room]).map((key) => `${room}.${key}` as MessageKey))
	return Object.fromEntries(keys.map((key) => [key, t(key, PLACEHOLDERS)]))
}

const PLACEHOLDERS = { limit: '{limit}', title: '{title}', place: '{place}', count: '{count}', percent: '{percent}' }
