import { IntlMessageFormat } from 'intl-messageformat'
import { en } from './en.ts'
import { nb } from './nb.ts'

export const LANGUAGES = ['en', 'nb'] as const
export type Language = (typeof LANGUAGES)[number]

type Rooms = typeof en
/** `room.key`: the file and the entry in it. */
export type MessageKey = { [Room in keyof Rooms]: `${Room}.${keyof Rooms[Room] & string}` }[keyof Rooms]
export type Values = Record<string, string | number>
export type Translate = (key: MessageKey, values?: Values) => string

const messages: Record<Language, Record<string, Record<string, string>>> = { en, nb }
/** BCP 47 tags for `Intl`: English as it is written in Europe, with the day before the month. */
export const LOCALES: Record<Language, string> = { en: 'en-GB', nb: 'nb-NO' }

const formats: Record<Language, Map<string, IntlMessageFormat>> = { en: new Map(), nb: new Map() }

/** The sentences of one language. A key that does not exist is a bug and throws. */
export function translator(language: Language): Translate {
	const known = formats[language]
	return (key, values) => (known.get(key) ?? makeFormat(language, key)).format(values) as string
}

/** For keys that come from a refusal, whose type cannot name them. */
export const isMessageKey = (key: string): key is MessageKey => textOf('en', key) !== undefined

function makeFormat(language: Language, key: string): IntlMessageFormat {
	const text = textOf(language, key)
	if (text === undefined) throw new Error(`There is no message ${key} in ${language}`)
	const format = new IntlMessageFormat(text, LOCALES[language], undefined, { ignoreTag: true })
	formats[language].set(key, format)
	return format
}

function textOf(language: Language, key: string): string | undefined {
	const dot = key.indexOf('.')
	return messages[language][key.slice(0, dot)]?.[key.slice(dot + 1)]
}

/** The language to greet a stranger in, from `Accept-Language`. */
export function preferredLanguage(acceptLanguage: string | null): Language {
	const first = /^\s*([a-z]{2})/i.exec(acceptLanguage ?? '')?.[1]?.toLowerCase()
	return first === 'nb' || first === 'no' || first === 'nn' ? 'nb' : 'en'
}
