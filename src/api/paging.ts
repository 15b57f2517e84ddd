import { z } from 'zod'
import { bounded } from '../domain/text.ts'
import { Problem } from './problem.ts'

export const Paged = {
	limit: z.coerce.number().int().min(1).max(100).default(50).describe('How many to answer with, 1 to 100.'),
	cursor: bounded(200).optional().describe('What the page before answered as `next`.'),
}

/** A page of something; `next` is null on the last one. */
export const pageOf = <T extends z.ZodType>(item: T) => z.object({ data: z.array(item), next: z.string().nullable() })

/** A place in an ordered list: the sort key of the last row and its id, which settles ties. */
export type Cursor = [key: number, id: number]

export const writeCursor = (cursor: Cursor): string => btoa(JSON.stringify(cursor)).replaceAll('=', '')

/** Refuses what this API did not write. */
export function readCursor(text: string | undefined): Cursor | null {
	if (text === undefined) return null
	try {
		return z.tuple([z.int(), z.int()]).parse(JSON.parse(atob(text)))
	} catch {
		throw new Problem(422, 'invalid', 'The cursor is not one that this API has given.', [
			{ at: 'cursor', detail: 'Leave it out to begin at the start.' },
		])
	}
}

/** Cuts a page from rows that were asked for with one more than the limit. */
export function cutPage<Row, Item>(rows: Row[], limit: number, keyOf: (row: Row) => Cursor, show: (row: Row) => Item) {
	const page = rows.slice(0, limit)
	const last = page.at(-1)
	return { data: page.map(show), next: rows.length > limit && last ? writeCursor(keyOf(last)) : null }
}
