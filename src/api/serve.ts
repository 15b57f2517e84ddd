import type { z } from 'zod'
import type { Translate } from '../messages/index.ts'
import { KEY_HEADER, once } from './idempotency.ts'
import { invalidInput, Problem, problemOf } from './problem.ts'
import type { Caller, Route } from './route.ts'

const BODY_LIMIT = 100_000

/** Answers one call: finds its route, validates, runs it, and turns every refusal into a problem. */
export async function serve(
	routes: Route[],
	request: Request,
	path: string,
	open: () => Promise<Caller>,
	t: Translate,
): Promise<Response> {
	try {
		const caller = await open()
		const { route, id } = find(routes, request.method, path, t)
		if (route.method !== 'GET' && !caller.mayChange) throw new Problem(403, 'forbidden', t('api.readOnly'))
		const text = route.body ? await readBody(request, t) : ''
		const work = () => run(route, id, request, text, caller)
		if (route.method !== 'POST') return await work()
		return await once(caller.ctx, request.headers.get(KEY_HEADER), `POST ${path}\n${text}`, t, work)
	} catch (error) {
		return problemOf(error, t).toResponse()
	}
}

function find(routes: Route[], method: string, path: string, t: Translate): { route: Route; id: string } {
	const here = routes.flatMap((route) => {
		const id = match(route.path, path)
		return id === null ? [] : [{ route, id }]
	})
	const found = here.find(({ route }) => route.method === method)
	if (found) return found
	if (here.length === 0) throw new Problem(404, 'missing', t('api.noRoute'))
	throw new Problem(405, 'method', t('api.noMethod', { methods: here.map(({ route }) => route.method).join(', ') }))
}

/** The id in the path; empty when the pattern has none; null when the path is another one. */
function match(pattern: string, path: string): string | null {
	const [before = '', after] = pattern.split('{id}')
	if (after === undefined) return path === pattern ? '' : null
	if (!path.startsWith(before) || !path.endsWith(after)) return null
	const id = path.slice(before.length, path.length - after.length)
	return /^[\w.-]{1,64}$/.test(id) ? id : null
}

async function readBody(request: Request, t: Translate): Promise<string> {
	if (!/^application\/json\b/i.test(request.headers.get('content-type') ?? ''))
		throw new Problem(415, 'malformed', t('api.notJson'))
	const text = await textWithin(request, BODY_LIMIT)
	if (text === null) throw new Problem(413, 'large', t('api.tooLarge', { limit: BODY_LIMIT }))
	return text
}

/** The body as text; null when it has more bytes than the limit, of which no more than these are read. */
async function textWithin(request: Request, limit: number): Promise<string | null> {
	if (Number(request.headers.get('content-length') ?? 0) > limit) return null
	const decoder = new TextDecoder()
	let [text, bytes] = ['', 0]
	for await (const chunk of request.body ?? []) {
		bytes += chunk.byteLength
		if (bytes > limit) return null
		text += decoder.decode(chunk, { stream: true })
	}
	return text + decoder.decode()
}

async function run(route: Route, id: string, request: Request, text: string, caller: Caller): Promise<Response> {
	const query = route.query
		? checked(route.query, Object.fromEntries(new URL(request.url).searchParams), 'query', caller.t)
		: {}
	const body = route.body ? checked(route.body, parse(text, caller.t), 'body', caller.t) : {}
	const answer = await route.run(caller, { id, query: query as never, body: body as never })
	if (route.status === 204) return new Response(null, { status: 204 })
	const said = route.answer ? route.answer.parse(answer) : answer
	return new Response(JSON.stringify(said), {
		status: route.madeNothing?.(said as never) ? 200 : route.status,
		headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
	})
}

function parse(text: string, t: Translate): unknown {
	try {
		return JSON.parse(text)
	} catch {
		throw new Problem(400, 'malformed', t('api.notJson'))
	}
}

function checked(schema: z.ZodObject, given: unknown, place: 'body' | 'query', t: Translate): Record<string, unknown> {
	const read = schema.strict().safeParse(given)
	if (!read.success) throw invalidInput(read.error, place, t)
	return read.data
}
