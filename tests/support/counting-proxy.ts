import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type AtEnd, atTestEnd } from './db.ts'

/** What went to the database since the last look. */
export interface Spent {
	roundTrips: number
	statements: number
}

export interface CountingProxy {
	url: string
	/** What was spent, and from nothing again. */
	take(): Spent
}

type PipelineRequest = { type: string; batch?: { steps: { stmt: { sql?: string } }[] } }

/** Stands between a server and its database over HTTP and counts what is asked. */
export async function startCountingProxy(target: string, atEnd: AtEnd = atTestEnd): Promise<CountingProxy> {
	let spent: Spent = { roundTrips: 0, statements: 0 }
	const server = createServer(async (request, response) => {
		const chunks: Buffer[] = []
		for await (const chunk of request) chunks.push(chunk as Buffer)
		const body = Buffer.concat(chunks)
		const statements = request.method === 'POST' ? statementsIn(body.toString()) : 0
		if (statements > 0) spent = { roundTrips: spent.roundTrips + 1, statements: spent.statements + statements }
		const headers = { 'content-type': 'application/json' }
		const answer = await fetch(target + request.url, {
			method: request.method ?? 'GET',
			headers,
			...(request.method === 'POST' ? { body } : {}),
		})
		response.writeHead(answer.status, headers).end(Buffer.from(await answer.arrayBuffer()))
	})
	server.listen(0, '127.0.0.1')
	await once(server, 'listening')
	atEnd(() => {
		server.closeAllConnections()
		server.close()
	})
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		take() {
			const taken = spent
			spent = { roundTrips: 0, statements: 0 }
			return taken
		},
	}
}

/** Statements of a pipeline, without those that only begin or end a transaction. */
function statementsIn(body: string): number {
	const { requests } = JSON.parse(body) as { requests: PipelineRequest[] }
	const ofBatch = ({ batch }: PipelineRequest) =>
		(batch?.steps ?? []).filter(({ stmt }) => !/^\s*(begin|commit|rollback)/i.test(stmt.sql ?? '')).length
	return requests.reduce((sum, request) => {
		if (request.type === 'batch') return sum + ofBatch(request)
		return sum + (['execute', 'sequence', 'describe'].includes(request.type) ? 1 : 0)
	}, 0)
}
