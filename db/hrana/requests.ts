import { bind } from './bind.ts'
import type { Connection } from './connection.ts'
import { RequestError, SqlError } from './errors.ts'
import type {
	Batch,
	BatchResult,
	Condition,
	DescribeResult,
	SqlText,
	Stmt,
	StmtResult,
	StreamRequest,
	StreamResponse,
	StreamResult,
} from './protocol.ts'
import { type Statement, splitSql } from './sql.ts'
import type { Stream } from './streams.ts'
import { toWire } from './values.ts'

const MAX_STORED_SQLS = 50
const MAX_STORED_SQL_BYTES = 5000
const WRITES = new Set(['INSERT', 'REPLACE', 'UPDATE', 'DELETE', 'CREATE', 'DROP', 'ALTER'])

/** Answers one request of a pipeline. What SQLite refuses is a result; what breaks the protocol is a RequestError. */
export async function answer(stream: Stream, request: StreamRequest): Promise<StreamResult> {
	if (stream.closed) throw new RequestError(400, 'The stream was closed by an earlier request of this pipeline')
	try {
		return { type: 'ok', response: await respond(stream, request) }
	} catch (error) {
		if (error instanceof SqlError) return { type: 'error', error: error.toWire() }
		throw error
	}
}

async function respond(stream: Stream, request: StreamRequest): Promise<StreamResponse> {
	switch (request.type) {
		case 'execute':
			return { type: 'execute', result: await execute(stream, request.stmt) }
		case 'batch':
			return { type: 'batch', result: await batch(stream, request.batch) }
		case 'sequence':
			for (const statement of splitSql(textOf(stream, request))) await run(stream, statement, [])
			break
		case 'describe':
			return { type: 'describe', result: await describe(stream.connection, textOf(stream, request)) }
		case 'store_sql':
			storeSql(stream.sqls, request.sql_id, request.sql)
			break
		case 'close_sql':
			stream.sqls.delete(request.sql_id)
			break
		case 'get_autocommit':
			return { type: 'get_autocommit', is_autocommit: !stream.connection.inTransaction }
		case 'close':
			stream.closed = true
	}
	return { type: request.type }
}

async function execute(stream: Stream, stmt: Stmt): Promise<StmtResult> {
	const statement = onlyStatement(textOf(stream, stmt))
	const outcome = await run(stream, statement, bind(statement, stmt))
	return {
		cols: outcome.cols,
		rows: stmt.want_rows === false ? [] : outcome.rows.map((row) => row.map(toWire)),
		affected_row_count: outcome.changes,
		last_insert_rowid: outcome.lastInsertRowid?.toString() ?? null,
	}
}

async function run(stream: Stream, statement: Statement, values: Parameters<Connection['run']>[1]) {
	const outcome = await stream.connection.run(statement, values)
	if (WRITES.has(statement.verb)) stream.wrote = true
	if (statement.verb === 'ROLLBACK' && !stream.connection.inTransaction) stream.wrote = false
	return outcome
}

async function batch(stream: Stream, { steps }: Batch): Promise<BatchResult> {
	const result: BatchResult = { step_results: [], step_errors: [] }
	for (const [index, { stmt, condition }] of steps.entries()) {
		result.step_results[index] = null
		result.step_errors[index] = null
		if (condition && !holds(condition, result, stream.connection)) continue
		try {
			result.step_results[index] = await execute(stream, stmt)
		} catch (error) {
			if (!(error instanceof SqlError)) throw error
			result.step_errors[index] = error.toWire()
		}
	}
	return result
}

/** A step that was skipped, or has not been reached, is neither ok nor an error. */
function holds(condition: Condition, soFar: BatchResult, connection: Connection): boolean {
	switch (condition.type) {
		case 'ok':
			return soFar.step_results[condition.step] != null
		case 'error':
			return soFar.step_errors[condition.step] != null
		case 'not':
			return !holds(condition.cond, soFar, connection)
		case 'and':
			return condition.conds.every((cond) => holds(cond, soFar, connection))
		case 'or':
			return condition.conds.some((cond) => holds(cond, soFar, connection))
		case 'is_autocommit':
			return !connection.inTransaction
	}
}

async function describe(connection: Connection, sql: string): Promise<DescribeResult> {
	const statement = onlyStatement(sql)
	const { cols, readonly } = await connection.describe(statement)
	return {
		params: statement.params.map((name) => ({ name })),
		cols,
		is_explain: statement.verb === 'EXPLAIN',
		is_readonly: readonly,
	}
}

function onlyStatement(sql: string) {
	const [statement, ...more] = splitSql(sql)
	if (!statement) throw new SqlError('SQL string does not contain any statement', 'SQL_NO_STATEMENT')
	if (more.length > 0) throw new SqlError('SQL string contains more than one statement', 'SQL_MANY_STATEMENTS')
	return statement
}

function textOf(stream: Stream, { sql, sql_id }: SqlText) {
	if (sql != null && sql_id == null) return sql
	if (sql != null || sql_id == null) throw new RequestError(400, 'Exactly one of `sql` and `sql_id` must be given')
	const stored = stream.sqls.get(sql_id)
	if (stored === undefined) throw new RequestError(400, `SQL text ${sql_id} not found`)
	return stored
}

function storeSql(sqls: Stream['sqls'], id: number, sql: string) {
	if (sqls.has(id)) throw new RequestError(400, `SQL text ${id} is already stored`)
	if (sqls.size >= MAX_STORED_SQLS) {
		throw new SqlError(`The stream already stores ${sqls.size} SQL texts`, 'SQL_STORE_TOO_MANY')
	}
	if (Buffer.byteLength(sql) > MAX_STORED_SQL_BYTES) {
		throw new SqlError(`A stored SQL text has at most ${MAX_STORED_SQL_BYTES} bytes`, 'SQL_STORE_TOO_LARGE')
	}
	sqls.set(id, sql)
}
