import { z } from 'zod'
import { Value, type WireValue } from './values.ts'

/**
 * The messages of Hrana 2 over HTTP in JSON, as `@libsql/client` sends and expects them. `get_autocommit` and
 * `is_autocommit` are from Hrana 3 and harmless here.
 * Source: HRANA_2_SPEC.md and HRANA_3_SPEC.md in tursodatabase/libsql.
 */

const SqlText = z.object({ sql: z.string().nullish(), sql_id: z.int().nullish() })

const Stmt = SqlText.extend({
	args: z.array(Value).default([]),
	named_args: z.array(z.object({ name: z.string(), value: Value })).default([]),
	want_rows: z.boolean().nullish(),
})

export type Condition =
	| { type: 'ok' | 'error'; step: number }
	| { type: 'not'; cond: Condition }
	| { type: 'and' | 'or'; conds: Condition[] }
	| { type: 'is_autocommit' }

const Condition: z.ZodType<Condition> = z.lazy(() =>
	z.discriminatedUnion('type', [
		z.object({ type: z.enum(['ok', 'error']), step: z.int().nonnegative() }),
		z.object({ type: z.literal('not'), cond: Condition }),
		z.object({ type: z.enum(['and', 'or']), conds: z.array(Condition) }),
		z.object({ type: z.literal('is_autocommit') }),
	]),
)

const Batch = z.object({ steps: z.array(z.object({ stmt: Stmt, condition: Condition.nullish() })) })

const StreamRequest = z.discriminatedUnion('type', [
	z.object({ type: z.literal('execute'), stmt: Stmt }),
	z.object({ type: z.literal('batch'), batch: Batch }),
	SqlText.extend({ type: z.literal('sequence') }),
	SqlText.extend({ type: z.literal('describe') }),
	z.object({ type: z.literal('store_sql'), sql_id: z.int(), sql: z.string() }),
	z.object({ type: z.literal('close_sql'), sql_id: z.int() }),
	z.object({ type: z.literal('get_autocommit') }),
	z.object({ type: z.literal('close') }),
])

export const PipelineRequest = z.object({ baton: z.string().nullish(), requests: z.array(StreamRequest) })

export type SqlText = z.infer<typeof SqlText>
export type Stmt = z.infer<typeof Stmt>
export type Batch = z.infer<typeof Batch>
export type StreamRequest = z.infer<typeof StreamRequest>
export type PipelineRequest = z.infer<typeof PipelineRequest>

export interface Column {
	name: string
	decltype: string | null
}

export interface StmtResult {
	cols: Column[]
	rows: WireValue[][]
	affected_row_count: number
	last_insert_rowid: string | null
}

export interface BatchResult {
	step_results: (StmtResult | null)[]
	step_errors: (WireError | null)[]
}

export interface DescribeResult {
	params: { name: string | null }[]
	cols: Column[]
	is_explain: boolean
	is_readonly: boolean
}

export type StreamResponse =
	| { type: 'execute'; result: StmtResult }
	| { type: 'batch'; result: BatchResult }
	| { type: 'describe'; result: DescribeResult }
	| { type: 'get_autocommit'; is_autocommit: boolean }
	| { type: 'sequence' | 'store_sql' | 'close_sql' | 'close' }

export interface WireError {
	message: string
	code: string
}

export type StreamResult = { type: 'ok'; response: StreamResponse } | { type: 'error'; error: WireError }

export interface PipelineResponse {
	baton: string | null
	base_url: null
	results: StreamResult[]
}
