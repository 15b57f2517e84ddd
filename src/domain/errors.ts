export type Refusal = 'invalid' | 'unauthenticated' | 'forbidden' | 'missing' | 'conflict' | 'throttled'

/**
 * A refusal that the person may be told about. Anything else that is thrown is a bug and answers 500.
 * `message` is a key of the message files, `field` the input it belongs to, `values` what its sentence mentions.
 */
export class DomainError extends Error {
	readonly code: Refusal
	readonly field: string | null
	readonly values: Record<string, string | number>
	constructor(
		code: Refusal,
		message: string,
		field: string | null = null,
		values: Record<string, string | number> = {},
	) {
		super(message)
		this.code = code
		this.field = field
		this.values = values
	}
}
