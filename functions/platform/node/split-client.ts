import type { Client, InArgs, InStatement } from '@libsql/client'

/**
 * One `Client` over two: plain reads go to the reader, so that a long report never delays a write;
 * everything else goes to the writer. A read that follows an answered write sees it, because both share one WAL.
 */
export function splitClient(writer: Client, reader: Client): Client {
	const clientFor = (statement: InStatement | string) =>
		/^\s*select\b/i.test(typeof statement === 'string' ? statement : statement.sql) ? reader : writer
	return {
		protocol: writer.protocol,
		get closed() {
			return writer.closed
		},
		execute: (statement: InStatement | string, args?: InArgs) => {
			const client = clientFor(statement)
			return typeof statement === 'string' ? client.execute(statement, args) : client.execute(statement)
		},
		batch: (statements, mode) => {
			const isRead = statements.every((one) => clientFor(Array.isArray(one) ? one[0] : one) === reader)
			return isRead ? reader.batch(statements, 'read') : writer.batch(statements, mode)
		},
		migrate: (statements) => writer.migrate(statements),
		executeMultiple: (sql) => writer.executeMultiple(sql),
		transaction: () => writer.transaction(),
		sync: () => writer.sync(),
		reconnect: () => {},
		close: () => {
			writer.close()
			reader.close()
		},
	}
}
