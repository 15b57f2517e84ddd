import { typedMost } from '../text.ts'
import { isReserved } from './reserved.ts'

type Problem = 'tooShort' | 'tooLong' | 'characters' | 'edges' | 'dots' | 'extension' | 'reserved'

export type HandleProblem = `handle.${Problem}`

export type ReadHandle = { ok: true; handle: string; key: string } | { ok: false; problem: HandleProblem }

export const MIN_HANDLE_LENGTH = 2
export const MAX_HANDLE_LENGTH = 30

/** Endings of files that we serve or that browsers and crawlers ask for. */
const EXTENSION =
	/\.(?:svg|png|jpe?g|gif|webp|avif|ico|txt|xml|json|m?js|css|html?|webmanifest|map|pdf|woff2?|mp4|php|aspx?|env)$/

/** Reads a handle as typed; a leading `@` and upper case are forgiven. `key` is what must be unique among handles. */
export function readHandle(typed: string): ReadHandle {
	if (typed.length > typedMost(MAX_HANDLE_LENGTH)) return { ok: false, problem: 'handle.tooLong' }
	const handle = typed.trim().replace(/^@/, '').toLowerCase()
	const problem = problemOf(handle)
	return problem ? { ok: false, problem: `handle.${problem}` } : { ok: true, handle, key: handleKey(handle) }
}

/** The handle without its dots: `kri.sta` and `krista` are one name. */
export function handleKey(handle: string): string {
	return handle.toLowerCase().replaceAll('.', '')
}

function problemOf(handle: string): Problem | null {
	if (/[^a-z0-9._]/.test(handle)) return isReserved(handle) ? 'reserved' : 'characters'
	if (handleKey(handle).length < MIN_HANDLE_LENGTH) return 'tooShort'
	if (handle.length > MAX_HANDLE_LENGTH) return 'tooLong'
	if (!/^[a-z0-9].*[a-z0-9]$/.test(handle)) return 'edges'
	if (handle.includes('..')) return 'dots'
	if (isReserved(handle)) return 'reserved'
	return EXTENSION.test(handle) ? 'extension' : null
}
