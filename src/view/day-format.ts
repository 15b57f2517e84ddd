import { remembered } from '../domain/remembered.ts'
import { type Language, LOCALES } from '../messages/index.ts'

/** Languages by zones, of which few are in use; making a format takes as long as a tenth of a page. */
const FORMATS = 200

/** Writes days as a reader of the language says them, in an IANA zone. */
export const dayFormat = remembered(
	FORMATS,
	({ language, timeZone }: { language: Language; timeZone: string }) => `${language} ${timeZone}`,
	({ language, timeZone }) => new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'long', timeZone }),
)
