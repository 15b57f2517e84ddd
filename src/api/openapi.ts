import { z } from 'zod'
import type { Route } from './route.ts'

type Json = Record<string, unknown>

/** The OpenAPI 3.1 document of these routes, made from the schemas that validate their input and their answers. */
export function openApi(routes: Route[], origin: string): Json {
	const paths: Record<string, Json> = {}
	for (const route of routes)
		paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation(route) }
	return {
		openapi: '3.1.0',
		info: { title: 'Vitrine', version: '1', description: DESCRIPTION },
		servers: [{ url: `${origin}/api/v1` }],
		security: [{ token: [] }],
		paths,
		components: {
			securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
			schemas: { Problem: PROBLEM },
		},
	}
}

const DESCRIPTION =
	'One creator’s profile, links, coupons, clicks and conversions. Send the token as `Authorization: Bearer vt_…`. Times are UTC in ISO 8601; amounts are decimal text with an ISO 4217 currency. A POST may carry an `Idempotency-Key`: repeated within a day it answers as it did the first time.'

const PROBLEM = {
	type: 'object',
	required: ['type', 'title', 'status', 'code', 'detail'],
	properties: {
		type: { type: 'string' },
		title: { type: 'string' },
		status: { type: 'integer' },
		code: { type: 'string' },
		detail: { type: 'string' },
		errors: {
			type: 'array',
			items: { type: 'object', properties: { at: { type: 'string' }, detail: { type: 'string' } } },
		},
	},
}

function operation(route: Route): Json {
	const { id: operationId, summary, body, status } = route
	const nothingMade = route.madeNothing ? { 200: answerOf({ ...route, status: 200 }) } : {}
	const answers = { ...nothingMade, [status]: answerOf(route), default: problemAnswer }
	const requestBody = body && { required: true, content: { 'application/json': { schema: schemaOf(body, 'input') } } }
	return {
		operationId,
		summary,
		parameters: parametersOf(route),
		...(requestBody ? { requestBody } : {}),
		responses: answers,
	}
}

const problemAnswer = {
	description: 'Refused; `code` says why.',
	content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
}

function answerOf({ answer, status }: Route): Json {
	if (!answer) return { description: 'Done.' }
	const description = status === 201 ? 'Created.' : 'The answer.'
	return { description, content: { 'application/json': { schema: schemaOf(answer, 'output') } } }
}

function parametersOf({ path, query, method }: Route): Json[] {
	const inPath = path.includes('{id}') ? [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }] : []
	const inHeader =
		method === 'POST' ? [{ name: 'Idempotency-Key', in: 'header', schema: { type: 'string', maxLength: 255 } }] : []
	const schema = query ? (schemaOf(query, 'input') as { properties?: Record<string, Json>; required?: string[] }) : {}
	const inQuery = Object.entries(schema.properties ?? {}).map(([name, one]) => ({
		name,
		in: 'query',
		required: schema.required?.includes(name) ?? false,
		schema: one,
		...(one.description ? { description: one.description } : {}),
	}))
	return [...inPath, ...inHeader, ...inQuery]
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
	const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
	return rest
}
