import type { InStatement } from '@libsql/client'
import { vi } from 'vitest'
import type { Db } from '../../db/client.ts'

/** How SQLite carries out the statements that `work` sends to a database, in lines. */
export async function planOf(db: Db, work: () => Promise<unknown>): Promise<string> {
	const [execute, batch] = [vi.spyOn(db.$client, 'execute'), vi.spyOn(db.$client, 'batch')]
	await work()
	const sent = [...execute.mock.calls.map(([one]) => one), ...batch.mock.calls.flatMap(([all]) => all)]
	for (const spy of [execute, batch]) spy.mockRestore()
	const plans = await Promise.all(sent.map((one) => db.$client.execute(explained(one as InStatement))))
	return plans.flatMap(({ rows }) => rows.map(({ detail }) => String(detail))).join('\n')
}

function explained(statement: InStatement): InStatement {
	const { sql, args } = typeof statement === 'string' ? { sql: statement, args: [] } : statement
	return { sql: `explain query plan ${sql}`, args: args ?? [] }
}
