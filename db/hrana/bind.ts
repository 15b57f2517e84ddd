import { SqlError } from './errors.ts'
import type { Stmt } from './protocol.ts'
import type { Statement } from './sql.ts'
import type { SqlValue } from './values.ts'

/**
 * The values of a statement by position, as sqld binds them: a name matches with or without its prefix, and a
 * parameter without a value or a value without a parameter is an error (the driver would silently use null).
 */
export function bind(statement: Statement, stmt: Pick<Stmt, 'args' | 'named_args'>): SqlValue[] {
	if (stmt.args.length > 0 && stmt.named_args.length > 0) {
		const message = 'Specifying both positional and named arguments is not supported'
		throw new SqlError(message, 'ARGS_BOTH_POSITIONAL_AND_NAMED')
	}
	const given = stmt.args.length + stmt.named_args.length
	const expected = statement.params.length
	if (given > expected) throw argsInvalid(`too many parameters, expected ${expected} found ${given}`)
	const named = new Map(stmt.named_args.map((arg) => [arg.name, arg.value]))
	return statement.params.map((name, index) => {
		const value = argumentFor(name, index, stmt.args, named)
		if (value === undefined) throw argsInvalid(`value for parameter ${name ?? index + 1} not found`)
		return value
	})
}

function argumentFor(name: string | null, index: number, args: SqlValue[], named: Map<string, SqlValue>) {
	const key = [name, name?.slice(1)].find((key) => key != null && named.has(key))
	return key != null ? named.get(key) : args[index]
}

function argsInvalid(reason: string) {
	return new SqlError(`Arguments do not match SQL parameters: ${reason}`, 'ARGS_INVALID')
}
