import { z } from 'zod'

// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose
const CONTROL_BUT_BREAKS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]+/g

const typed = z.string().nullish()

/** One line as a person typed it: the space around it goes, line breaks become spaces. Lengths are in UTF-16 units, as in HTML. */
export const line = (max: number, tooLong: string) => typed.transform(tidyLine).pipe(z.string().max(max, tooLong))

export const requiredLine = (max: number, empty: string, tooLong: string) =>
	typed.transform(tidyLine).pipe(z.string().min(1, empty).max(max, tooLong))

/** Text of several lines; more than one empty line in a row becomes one. */
export const lines = (max: number, tooLong: string) => typed.transform(tidyLines).pipe(z.string().max(max, tooLong))

export const requiredLines = (max: number, empty: string, tooLong: string) =>
	typed.transform(tidyLines).pipe(z.string().min(1, empty).max(max, tooLong))

function tidyLine(text: string | null | undefined): string {
	return (text ?? '').toWellFormed().replace(CONTROL, ' ').trim()
}

function tidyLines(text: string | null | undefined): string {
	const unix = (text ?? '').toWellFormed().replace(/\r\n?|[\u2028\u2029]/g, '\n')
	return unix
		.replace(CONTROL_BUT_BREAKS, ' ')
		.replace(/\n{3,}/g, '\n\n')
		.trim()
}
