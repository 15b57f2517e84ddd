import type { MessageKey } from '../messages/index.ts'

/** Room for any form of ours with a picture, and less than Astro's own limit for an action (1 MiB), which it refuses in English. */
const LONGEST_BYTES = 1_000_000
const FORM_TYPES = new Set(['application/x-www-form-urlencoded', 'multipart/form-data'])

/** Why a request is not read as a form, before any of it is: browsers give the length of every form that they post. */
export function formRefusal({ headers }: Request): { status: number; key: MessageKey } | null {
	const type = headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''
	if (!FORM_TYPES.has(type)) return { status: 415, key: 'error.notForm' }
	const length = headers.get('content-length')
	if (length === null) return { status: 411, key: 'error.noLength' }
	return Number(length) <= LONGEST_BYTES ? null : { status: 413, key: 'error.tooLong' }
}
