import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { RequestError } from './errors.ts'
import type { FaultInjector } from './faults.ts'
import { PipelineRequest, type PipelineResponse } from './protocol.ts'
import { answer } from './requests.ts'
import type { Stream, Streams } from './streams.ts'

const MAX_BODY_BYTES = 16 * 1024 * 1024

export interface Context {
	streams: Streams
	faults: FaultInjector
	authToken: string | undefined
}

/** Answers one HTTP request. Never rejects. */
export async function handle(context: Context, req: IncomingMessage, res: ServerResponse) {
	try {
		await route(context, req, res)
	} catch (error) {
		if (req.socket.destroyed) return
		if (!(error instanceof RequestError)) console.error(error)
		const refusal = error instanceof RequestError ? error : new RequestError(500, 'Internal server error')
		refuse(res, refusal)
	}
}

async function route(context: Context, req: IncomingMessage, res: ServerResponse) {
	const endpoint = `${req.method} ${req.url?.split('?')[0]}`
	if (endpoint === 'GET /health' || endpoint === 'GET /v2') res.writeHead(200).end()
	else if (endpoint === 'POST /v2/pipeline') await pipeline(context, req, res)
	else throw new RequestError(404, 'Not found')
}

async function pipeline({ streams, faults, authToken }: Context, req: IncomingMessage, res: ServerResponse) {
	if (authToken !== undefined && !isAuthorized(req, authToken)) throw new RequestError(401, 'Wrong or missing token')
	const body = parse(await readBody(req))
	const status = await faults.before()
	if (status !== null) throw new RequestError(status, 'Injected fault')
	const { response, committed } = await runPipeline(streams, body)
	if (committed && faults.dropsAnswer()) req.socket.destroy()
	else res.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(response))
}

async function runPipeline(streams: Streams, { baton, requests }: PipelineRequest) {
	const stream = streams.acquire(baton)
	const response: PipelineResponse = { baton: null, base_url: null, results: [] }
	let committed = false
	try {
		for (const request of requests) response.results.push(await answer(stream, request))
		committed = takeCommit(stream)
	} catch (error) {
		stream.closed = true
		throw error
	} finally {
		response.baton = streams.release(stream)
	}
	return { response, committed }
}

function takeCommit(stream: Stream) {
	if (!stream.wrote || stream.connection.inTransaction) return false
	stream.wrote = false
	return true
}

function isAuthorized(req: IncomingMessage, token: string) {
	const sha256 = (text: string) => createHash('sha256').update(text).digest()
	return timingSafeEqual(sha256(req.headers.authorization ?? ''), sha256(`Bearer ${token}`))
}

async function readBody(req: IncomingMessage) {
	const chunks: Buffer[] = []
	let size = 0
	for await (const chunk of req.iterator({ destroyOnReturn: false })) {
		size += chunk.length
		if (size > MAX_BODY_BYTES) throw new RequestError(413, `A request body has at most ${MAX_BODY_BYTES} bytes`)
		chunks.push(chunk)
	}
	return Buffer.concat(chunks).toString('utf8')
}

function parse(text: string): PipelineRequest {
	let json: unknown
	try {
		json = JSON.parse(text)
	} catch {
		throw new RequestError(400, 'The request body is not JSON')
	}
	const parsed = PipelineRequest.safeParse(json)
	if (parsed.success) return parsed.data
	const [issue] = parsed.error.issues
	throw new RequestError(400, `The request body is malformed at ${issue?.path.join('.')}: ${issue?.message}`)
}

function refuse(res: ServerResponse, { status, message, code }: RequestError) {
	const type = code === null ? 'text/plain' : 'application/json'
	const body = code === null ? message : JSON.stringify({ message, code })
	if (status === 413) res.setHeader('connection', 'close')
	res.writeHead(status, { 'content-type': type }).end(body)
}
