import type { APIContext } from 'astro'
import { LANGUAGES, type Language, preferredLanguage } from '../messages/index.ts'

const COOKIE = 'vitrine_language'
const YEAR_SECONDS = 31_536_000

/** The creator's choice, else the one made in this browser, else what the browser asks for. */
export function languageOf({ cookies, locals, request }: Pick<APIContext, 'cookies' | 'locals' | 'request'>): Language {
	const kept = LANGUAGES.find((language) => language === cookies.get(COOKIE)?.value)
	return locals.user?.language ?? kept ?? preferredLanguage(request.headers.get('accept-language'))
}

/** Remembers a choice that somebody made. Nobody gets this cookie without asking for it. */
export function keepLanguage({ cookies }: Pick<APIContext, 'cookies'>, language: Language): void {
	cookies.set(COOKIE, language, { path: '/', sameSite: 'lax', httpOnly: true, maxAge: YEAR_SECONDS })
}
