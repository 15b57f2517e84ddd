import type { z } from 'zod'
import { DomainError, type Refusal } from '../domain/errors.ts'
import { isMessageKey, type Translate } from '../messages/index.ts'

const STATUS = {
	invalid: 422,
	unauthenticated: 401,
	forbidden: 403,
	missing: 404,
	conflict: 409,
	throttled: 429,
} as const satisfies Record<Refusal, number>

type Code = Refusal | 'malformed' | 'method' | 'large' | 'replayed' | 'bug'

interface Invalid {
	/** JSON Pointer into the body, or the name of a query parameter. */
	at: string
	detail: string
}

/** An error as RFC 9457 has it: `code` is for programs, `detail` for people. */
export class Problem extends Error {
	readonly status: number
	readonly code: Code
	readonly errors: Invalid[]
	/** In how many seconds to come again. */
	retryAfter: number | null = null

	constructor(status: number, code: Code, detail: string, errors: Invalid[] = []) {
		super(detail)
		this.status = status
		this.code = code
		this.errors = errors
	}

	toResponse(): Response {
		const { status, code, message: detail, errors } = this
		const body = {
			type: 'about:blank',
			title: TITLES[code],
			status,
			code,
			detail,
			...(errors.length > 0 ? { errors } : {}),
		}
		const headers = new Headers({ 'content-type': 'application/problem+json', 'cache-control': 'no-store' })
		if (status === 401) headers.set('www-authenticate', 'Bearer')
		if (this.retryAfter !== null) headers.set('retry-after', String(this.retryAfter))
		return new Response(JSON.stringify(body), { status, headers })
	}
}

/** Titles never change with the language or the case; they name the kind of problem. */
const TITLES: Record<Code, string> = {
	invalid: 'The input is not valid',
	unauthenticated: 'A token is needed',
	forbidden: 'This is not allowed',
	missing: 'There is no such thing',
	conflict: 'It has changed in the meantime',
	throttled: 'Too many requests',
	malformed: 'The request cannot be read',
	method: 'The method does not fit',
	large: 'The request is too large',
	replayed: 'The idempotency key does not fit',
	bug: 'Something went wrong here',
}

/** Rules of the schemas name message keys; Zod's own sentences are kept as they are. */
export function invalidInput(error: z.ZodError, place: 'body' | 'query', t: Translate): Problem {
	const errors = error.issues.map(({ path, message }) => ({
		at: place === 'body' ? `/${path.map(String).join('/')}` : String(path[0] ?? ''),
		detail: isMessageKey(message) ? t(message) : message,
	}))
	return new Problem(422, 'invalid', t('api.invalid'), errors)
}

/** Every error becomes a problem; a bug keeps its cause for the log and says nothing of it. */
export function problemOf(error: unknown, t: Translate): Problem {
	if (error instanceof Problem) return error
	if (error instanceof DomainError) {
		const detail = isMessageKey(error.message) ? t(error.message, error.values) : error.message
		return new Problem(STATUS[error.code], error.code, detail, error.field ? [{ at: `/${error.field}`, detail }] : [])
	}
	console.error('An API call failed.', error)
	return new Problem(500, 'bug', t('error.bug'))
}
