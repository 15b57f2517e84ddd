import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { MessageKey } from '../../messages/index.ts'

export type Words = Record<string, string>

export const WordsContext = createContext<Words>({})

export type Say = (key: MessageKey, values?: Record<string, string | number>) => string

/** The sentences that the page handed over. */
export function useWords(): Say {
	const words = useContext(WordsContext)
	return (key, values = {}) => say(words, key, values)
}

/** A key that the page did not hand over is shown as it is: it is a sentence already, from the server. */
export function say(words: Words, key: string, values: Record<string, string | number> = {}): string {
	return (words[key] ?? key).replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
}
