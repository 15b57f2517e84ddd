import type { InStatement, TransactionMode } from '@libsql/client'

/** What a client asks of the connection behind it. */
export type Call =
	| { method: 'execute'; statement: InStatement }
	| { method: 'batch'; statements: InStatement[]; mode: TransactionMode }
	| { method: 'migrate'; statements: InStatement[] }
	| { method: 'executeMultiple'; sql: string }

/** What a statement gave, in a form that crosses between threads. */
export interface PlainResult {
	columns: string[]
	columnTypes: string[]
	rows: unknown[][]
	rowsAffected: number
	lastInsertRowid: bigint | undefined
}

/** An error of the database, with the base code before the extended one, as `@libsql/client` names them. */
export interface PlainError {
	message: string
	code: string
	extendedCode: string | undefined
	rawCode: number | undefined
	statementIndex: number | undefined
}

export function plainError(error: unknown): PlainError {
	const { message, code: extendedCode, rawCode, statementIndex } = error as Partial<PlainError>
	const code = /^SQLITE_[A-Z]+/.exec(extendedCode ?? '')?.[0] ?? 'SQLITE_UNKNOWN'
	return { message: message ?? String(error), code, extendedCode, rawCode, statementIndex }
}
