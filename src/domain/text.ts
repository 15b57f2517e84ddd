import { z } from 'zod'

// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose
const CONTROL_BUT_BREAKS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]+/g

/**
 * Text from outside. Its length is measured first, and nothing after this rule sees a longer text: Zod goes on with the
 * other checks of a string that is too long unless one of them aborts. Lengths are in UTF-16 units, as in HTML.
 */
export const bounded = (most: number, { missing, tooLong }: { missing?: string; tooLong?: string } = {}) =>
	z
		.string(missing === undefined ? undefined : { error: missing })
		.max(most, { abort: true, ...(tooLong && { error: tooLong }) })

/** What may be typed of a text of at most `max`: the space around it and doubled line breaks do not count. */
export const typedMost = (max: number): number => 4 * max + 1000

const typed = (max: number, tooLong: string) => bounded(typedMost(max), { tooLong }).nullish()

/** One line as a person typed it: the space around it goes, line breaks become spaces. */
export const line = (max: number, tooLong: string) =>
	typed(max, tooLong).transform(tidyLine).pipe(z.string().max(max, tooLong))

export const requiredLine = (max: number, empty: string, tooLong: string) =>
	typed(max, tooLong).transform(tidyLine).pipe(z.string().min(1, empty).max(max, tooLong))

/** Text of several lines; more than one empty line in a row becomes one. */
export const lines = (max: number, tooLong: string) =>
	typed(max, tooLong).transform(tidyLines).pipe(z.string().max(max, tooLong))

export const requiredLines = (max: number, empty: string, tooLong: string) =>
	typed(max, tooLong).transform(tidyLines).pipe(z.string().min(1, empty).max(max, tooLong))

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
